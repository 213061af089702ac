// Nodes of an index's label that hold some of these words, most telling first; none retired.
//
// Params:
//   $index   STRING   a full-text index: ability_text, job_aliases and the like
//   $words   STRING   a query of Lucene's, already escaped
//   $limit   INTEGER  most rows
// Returns:
//   id       STRING
//   name     STRING OR NULL  its name or title
//   aliases  LIST OF STRING OR NULL
//   text     STRING OR NULL  its Chinese name or title
CALL db.index.fulltext.queryNodes($index, $words) YIELD node, score
WHERE node.retired IS NULL
RETURN node.id AS id, coalesce(node.name, node.title, node.stem) AS name, node.aliases AS aliases,
  coalesce(node.name_zh, node.title_zh) AS text
ORDER BY score DESC, id
LIMIT $limit
