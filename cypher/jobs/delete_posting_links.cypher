// Forget which job postings are for and what they mention, before it is said anew.
//
// Params:
//   $ids      LIST OF STRING  Posting.id
// Returns:
//   written   INTEGER         relationships found
UNWIND $ids AS id
MATCH (:Posting {id: id})-[r:FOR|MENTIONS]->()
DELETE r
RETURN count(*) AS written
