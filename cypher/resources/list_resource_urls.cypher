// Where resources are, those that say it.
//
// Returns:
//   url          STRING  as given
//   resource_id  STRING  Resource.id; the first of several at one place
MATCH (r:Resource)
WHERE r.url IS NOT NULL
RETURN r.url AS url, min(r.id) AS resource_id
ORDER BY url
