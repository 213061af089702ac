// A Claim is found by its edge_id.
CREATE INDEX claim_edge_id IF NOT EXISTS FOR (n:Claim) ON (n.edge_id)
