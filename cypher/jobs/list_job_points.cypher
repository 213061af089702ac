// The knowledge points that develop what a job requires.
//
// Params:
//   $job_id        STRING   Job.id, known to exist
// Returns:
//   ability_id     STRING   Ability.id
//   point_id       STRING   KnowledgePoint.id
//   weight         FLOAT    DEVELOPS.weight, in (0, 1]
//   sources        LIST     mined, predicted, imported, ...
//   wording        FLOAT    score of the link by wording, in [0, 1]; null where none
//   matched        STRING   the ability's name or alias that the wording met; null where none
//   n              INTEGER  postings that ask for both; null where none was mined
//   transactions   INTEGER  postings mined
//   confidence     FLOAT    of the rule point to ability, in [0, 1]
//   confidence_back FLOAT   of the rule ability to point, in [0, 1]
//   lift           FLOAT    above 1: together more often than by chance
MATCH (job:Job {id: $job_id})
MATCH (job)-[:REQUIRES]->(a:Ability)<-[d:DEVELOPS]-(k:KnowledgePoint)
RETURN a.id AS ability_id, k.id AS point_id, d.weight AS weight, d.sources AS sources,
       d.predicted_score AS wording, d.predicted_matched AS matched, d.mined_n AS n,
       d.mined_transactions AS transactions, d.mined_confidence AS confidence,
       d.mined_confidence_back AS confidence_back, d.mined_lift AS lift
ORDER BY ability_id, point_id
