// Where a job's requirement comes from: what each source says of it.
//
// Theme: quality
//
// Params:
//   $job      STRING  Job.id
//   $ability  STRING  Ability.id
// Returns:
//   weight         FLOAT  what serves, in (0, 1]
//   sources        LIST OF STRING  who says it
//   framework      STRING OR NULL  which framework
//   essential      BOOLEAN OR NULL  as it says
//   postings       INTEGER OR NULL  of the job, that mention it
//   of_postings    INTEGER OR NULL  of the job
//   expert_weight  FLOAT OR NULL  a person's
//   reviewed_by    STRING OR NULL
//   changeset      STRING  that last touched it
//   at             STRING OR NULL  when, UTC
//   author         STRING OR NULL  who applied it
MATCH (:Job {id: $job})-[r:REQUIRES]->(:Ability {id: $ability})
OPTIONAL MATCH (c:ChangeSet {id: r.changeset})
RETURN r.weight AS weight, r.sources AS sources, r.imported_origin AS framework,
       r.imported_essential AS essential, r.mined_n AS postings, r.mined_postings AS of_postings,
       r.expert_weight AS expert_weight, r.reviewed_by AS reviewed_by, r.changeset AS changeset,
       c.at AS at, c.author AS author
ORDER BY changeset
LIMIT 1
