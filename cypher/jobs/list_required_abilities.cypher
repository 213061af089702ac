// What a job requires, most demanded first, with where each number comes from.
//
// Params:
//   $job_id      STRING   Job.id
//   $limit       INTEGER  most rows to return, 1 or more
// Returns:
//   ability_id   STRING   Ability.id
//   name         STRING   in the default language
//   name_zh      STRING   in Chinese; null where unknown
//   weight       FLOAT    demand share, in (0, 1]
//   level        INTEGER  1 to 3 as postings ask; null where none is said
//   essential    BOOLEAN  whether a framework calls it essential; null where none speaks
//   sources      LIST     imported, mined, ...
//   origin       STRING   the framework; null where none speaks
//   postings     INTEGER  postings of the job that mention it
//   of_postings  INTEGER  postings of the job; null where none was mined
//   points       INTEGER  knowledge points that develop it
MATCH (j:Job {id: $job_id})-[r:REQUIRES]->(a:Ability)
OPTIONAL MATCH (a)<-[d:DEVELOPS]-(:KnowledgePoint)
RETURN a.id AS ability_id, a.name AS name, a.name_zh AS name_zh, r.weight AS weight,
       r.level AS level, r.essential AS essential, r.sources AS sources,
       r.imported_origin AS origin, coalesce(r.mined_n, 0) AS postings,
       r.mined_postings AS of_postings, count(d) AS points
ORDER BY weight DESC, ability_id
LIMIT $limit
