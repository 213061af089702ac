"""The words that free Cypher may use, and where learners are in the graph."""


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


PROCEDURES = words(
    "db.labels db.relationshipTypes db.index.fulltext.queryNodes db.index.vector.queryNodes"
)
PEOPLE = words("Learner ANSWERED STUDIED RATED MASTERS FOLLOWS TARGETS BELONGS_TO")
FIRST = words("OPTIONAL MATCH WITH RETURN UNWIND CALL")
KEYWORDS = FIRST | words(
    "WHERE ORDER BY SKIP OFFSET LIMIT UNION ALL DISTINCT YIELD AS ASC ASCENDING DESC DESCENDING "
    "AND OR XOR NOT IN STARTS ENDS CONTAINS IS CASE WHEN THEN ELSE END"
)
CLOSING = words("END ASC ASCENDING DESC DESCENDING")  # an operand ends with them
REFUSED = words(
    "CREATE INSERT MERGE SET DELETE DETACH NODETACH REMOVE DROP FOREACH LOAD SHOW USE USING "
    "TERMINATE PROFILE EXPLAIN CYPHER GRANT DENY REVOKE ALTER FINISH"
)
LOOPS = words("all any none single")
# Left out: reduce (a loop that nothing ends on either server), replace (strings that square
# their length), id and elementId (each server's own), everything that reads outside of the graph.
FUNCTIONS = LOOPS | words(
    "count sum avg min max collect stdev stdevp percentilecont percentiledisc "
    "coalesce nullif head last size length tail reverse isempty "
    "type labels keys properties nodes relationships startnode endnode exists "
    "tointeger tofloat tostring toboolean tointegerornull tofloatornull tostringornull "
    "tobooleanornull abs ceil floor round sign sqrt exp log log10 sin cos tan atan2 pi e "
    "range split substring left right trim ltrim rtrim tolower toupper "
    "date datetime localdatetime time localtime duration date.truncate datetime.truncate "
    "duration.between duration.indays duration.inmonths duration.inseconds "
    "shortestpath allshortestpaths vector.similarity.cosine"
)
