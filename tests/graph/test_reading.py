"""The first lock alone: words, no server."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cypher
from evaluation.attacks import load_corpus
from graph.errors import RefusedStatementError
from graph.reading import check_reading
from graph.tokens import tokenise
from graph.vocabulary import REFUSED

CORPUS = load_corpus()
WRITES = [
    *("CREATE (:Job {id: 'x'})", "MATCH (j:Job) SET j.title = 'x'", "MERGE (j:Job {id: 'x'})"),
    *("MATCH (j:Job) DETACH DELETE j", "MATCH (j:Job) REMOVE j.title", "DROP INDEX job_uri"),
    *("MATCH (j:Job) CALL { WITH j SET j.title = 'x' } RETURN 1 AS one", "SHOW USERS"),
    *("LOAD CSV FROM 'file:///x' AS line RETURN line", "FOREACH (x IN [1] | CREATE (:Job))"),
]
GAPS = [" ", "\n", "\t", "/**/", "/* RETURN 1 */", "// x\n", "\r\n", "/* ' */", "/*`*/", "// '\n"]
# our own statements that the door does not let through, and why
UNBOUND = {"points/list_prerequisites"}


def is_refused(text: str, *, learners: bool = True) -> bool:
    try:
        check_reading(text, learners=learners)
    except RefusedStatementError:
        return True
    return False


def count_writing(text: str) -> int:
    return sum(token.upper in REFUSED for token in tokenise(text))


@pytest.mark.parametrize("kind", CORPUS.kinds())
def test_the_words_alone_stop_what_they_must(kind: str) -> None:
    attacks = CORPUS.list_attacks(kind, "words")
    through = [one.text for one in attacks if not is_refused(one.text, learners=False)]
    assert through == []


@pytest.mark.parametrize("text", CORPUS.good)
def test_what_analysts_ask_is_let_through(text: str) -> None:
    check_reading(text)


@pytest.mark.parametrize("name", cypher.names())
def test_of_our_own_statements_exactly_those_that_read_are_let_through(name: str) -> None:
    verb = name.rsplit("/", 1)[-1].split("_", maxsplit=1)[0]
    reads = verb in {"get", "list", "count", "show", "stream"} or name.startswith("analysis/")
    reads = reads and name not in UNBOUND
    assert is_refused(cypher.load(name).text) != reads


def test_the_error_says_where_what_was_found_and_what_is_allowed() -> None:
    expected = r"line 2, column 3: expected a reading clause: MATCH.*found 'SET'"
    with pytest.raises(RefusedStatementError, match=expected):
        check_reading("MATCH (j:Job)\n  SET j.title = 'x'")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "found nothing"),
        ("// only a comment", "found nothing"),
        ("FROBNICATE (j:Job)", "a reading clause.*'FROBNICATE'"),
        ("MATCH (j:Job) FROBNICATE j", "an operator, a comma.*'FROBNICATE'"),
        ("MATCH (j:Job) WITH * FROBNICATE j", "an operator.*'j'"),
        ("RETURN frobnicate(1) AS x", "a listed function; frobnicate is not"),
        ("RETURN `count`(1) AS x", "without back-ticks"),
        ("RETURN a.b.count(1) AS x", "a listed function; a.b.count is not"),
        ("RETURN `apoc`.load.json('x') AS x", "a listed function"),
        ("RETURN n.call evil(1) AS x", "a listed function"),
        ("RETURN 1 . SET n.x = 1", "a number with digits"),
        ("CALL dbms.listConfig()", "a subquery in {} or one of db.index"),
        ("CALL db.labels", "a subquery in {}"),
        ("RETURN (1] AS x", "brackets that close in the order"),
        ("RETURN (1 AS x", r"a bracket that closes, found '\('"),
        ("RETURN 1) AS x", "brackets that close"),
        ("MATCH (j:Job)-[r]->(a) RETURN a", "a relationship with its type"),
        ("MATCH (j:Job)-->(a) RETURN a", "a relationship with its type"),
        ("MATCH (l:Learner) RETURN l", "labels and types of the map"),
        ("MATCH (j:Job)-[:REQUIRES*]->(a) RETURN a", "a path of at most 10 steps"),
        ("MATCH (j:Job)-[:REQUIRES*3..11]->(a) RETURN a", "a path of at most 10 steps"),
        ("MATCH (n:$(label)) RETURN n", "with a name of letters"),
        ("MATCH (n:$any($labels)) RETURN n", "labels and types that stand in the statement"),
        ("RETURN 1 a", "an operator, a comma"),
        ("MATCH (j:Job) CALL (j) { RETURN 1 AS x } IN TRANSACTIONS", "one transaction"),
        ("RETURN 1.CREATE (n)", "a listed function|a number"),
        ("RETURN [x IN range(1, 3) | x] AS l", "range only as UNWIND"),
        ("RETURN [x IN $a | [y IN $b | y]] AS l", "no list gone through inside another"),
        ("RETURN 1 AS x UNION " * 21 + "RETURN 1 AS x", "at most 20 times UNION"),
        ("RETURN " + "(" * 5000 + "1" + ")" * 5000, "at most 30 brackets"),
    ],
)
def test_what_is_refused_is_refused_for_its_reason(text: str, expected: str) -> None:
    with pytest.raises(RefusedStatementError, match=expected):
        check_reading(text)


@pytest.mark.parametrize(
    "text",
    [
        *("MATCH (l:Learner) RETURN count(*) AS n", "MATCH (a)--(b) RETURN a.id AS id"),
        *("MATCH (a)-[r*1..3]-(b) RETURN a.id AS id", "MATCH (a)-[:!REQUIRES]-(b) RETURN b"),
    ],
)
def test_learners_may_be_asked_for_by_name(text: str) -> None:
    check_reading(text, learners=True)
    assert is_refused(text, learners=False)


@settings(deadline=None)
@given(st.sampled_from(WRITES), st.lists(st.sampled_from(GAPS), min_size=1), st.randoms())
def test_no_spelling_of_a_write_gets_through(text: str, gaps: list[str], dice: Random) -> None:
    words = text.split(" ")
    spelt = "".join(word + gaps[at % len(gaps)] for at, word in enumerate(words))
    assert is_refused("".join(dice.choice((c.lower(), c.upper())) for c in spelt))


@settings(deadline=None)
@given(st.sampled_from(WRITES), st.sampled_from(CORPUS.good), st.integers(0, 400))
def test_no_write_put_anywhere_into_a_good_statement_gets_through(
    write: str, good: str, at: int
) -> None:
    text = f"{good[:at]} {write} {good[at:]}"
    assert is_refused(text) or count_writing(text) == count_writing(good)  # it fell into a text


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_let_through_or_refused(text: str) -> None:
    assert is_refused(text) in (True, False)


FRAGMENTS = [
    *("MATCH ", "RETURN ", "CALL ", "(", ")", "[", "]", "{", "}", "*", "-", ">", ":", ".", ","),
    *("a", "SET ", "1", "'x'", "`y`", "$p", "db.labels", "range", "IN ", "|", "UNION ", "AS ", "+"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_any_row_of_pieces_is_let_through_or_refused(pieces: list[str]) -> None:
    assert is_refused("".join(pieces)) in (True, False)
