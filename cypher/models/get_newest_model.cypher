// The newest fitted model of a kind.
//
// Params:
//   $kind    STRING  dina, ...
// Returns:
//   version  STRING  names its files
MATCH (m:Model {kind: $kind})
RETURN m.version AS version
ORDER BY m.trained_at DESC, version
LIMIT 1
