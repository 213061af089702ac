// How many requirements each source says, alone and with others.
//
// Theme: quality
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   source        STRING  expert, imported, mined or predicted
//   requirements  INTEGER  that it says
//   alone         INTEGER  of them, those that nobody else says
MATCH (:Job)-[r:REQUIRES]->(:Ability)
UNWIND r.sources AS source
RETURN source AS source, count(r) AS requirements,
       sum(CASE WHEN size(r.sources) = 1 THEN 1 ELSE 0 END) AS alone
ORDER BY requirements DESC, source
LIMIT $limit
