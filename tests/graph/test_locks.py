"""The second and third lock alone: the words are not looked at."""

import pytest

from evaluation.attacks import load_corpus
from graph.answers import Limits
from graph.doors import Reader
from graph.embedded_door import EmbeddedReader
from graph.errors import GraphError, RefusedStatementError, TooExpensiveError
from graph.neo4j_door import Neo4jReader
from graph.operators import check_plan
from graph.store import Store

CORPUS = load_corpus()
WRITING = ("plain writes", "writes hidden in other clauses", "schema")
LIMITS = Limits(seconds=1)
PATIENT = Limits(seconds=30)
pytestmark = pytest.mark.usefixtures("unharmed")


@pytest.fixture
def reader(school: Store, reader_of) -> Reader:  # type: ignore[no-untyped-def]
    found: Reader = reader_of(school)
    return found


def list_through(reader: Reader, kind: str, lock: str, limits: Limits = PATIENT) -> list[str]:
    through = []
    for one in CORPUS.list_attacks(kind, lock):
        try:
            reader.run(one.text, {}, limits)
        except GraphError:
            continue
        through.append(one.text)
    return through


@pytest.mark.parametrize("kind", CORPUS.kinds())
def test_the_server_alone_stops_what_it_must(reader: Reader, kind: str) -> None:
    lock = "embedded" if isinstance(reader, EmbeddedReader) else "neo4j"
    assert list_through(reader, kind, lock) == []


def test_the_limits_alone_stop_what_is_too_expensive(reader: Reader) -> None:
    assert list_through(reader, "too expensive", "limits", LIMITS) == []
    assert reader.run("RETURN 1 AS one", {}, PATIENT).rows == [{"one": 1}]


@pytest.mark.parametrize("text", CORPUS.good)
def test_what_analysts_ask_passes_without_the_words_too(reader: Reader, text: str) -> None:
    assert reader.run(text, {}, PATIENT).truncated is False


@pytest.mark.parametrize("kind", WRITING)
def test_neo4js_read_mode_alone_stops_writes(neo4j: Store, reader_of, kind: str) -> None:  # type: ignore[no-untyped-def]
    reader = reader_of(neo4j)
    for one in CORPUS.list_attacks(kind, "neo4j"):
        with pytest.raises(GraphError):
            reader.read(one.text, {}, PATIENT)


@pytest.mark.parametrize("kind", WRITING)
def test_neo4js_plan_alone_stops_writes(neo4j: Store, reader_of, kind: str) -> None:  # type: ignore[no-untyped-def]
    reader: Neo4jReader = reader_of(neo4j)
    for one in CORPUS.list_attacks(kind, "neo4j"):
        with pytest.raises(GraphError):
            reader.check(one.text, {}, PATIENT)


def test_a_plan_may_hold_listed_operators_alone() -> None:
    plan = {"operatorType": "ProduceResults@neo4j", "children": [{"operatorType": "LoadCSV@neo4j"}]}
    with pytest.raises(RefusedStatementError, match="expected listed operators, found 'LoadCSV'"):
        check_plan("r", plan)
    with pytest.raises(RefusedStatementError, match="a statement that reads"):
        check_plan("w", {"operatorType": "ProduceResults@neo4j"})


def test_a_plan_may_call_listed_procedures_alone() -> None:
    plan = {"operatorType": "ProcedureCall@neo4j", "args": {"Details": "dbms.listConfig() :: ()"}}
    with pytest.raises(RefusedStatementError, match="expected one of db"):
        check_plan("r", plan)


@pytest.mark.parametrize(
    "details",
    ["(a)-[r]->(b)", "(a)<-[*..3]-(b)", "(a)--(b)", "(a)-[`x:y`]-(b)", "(a)-[:MASTERS]->(b)"],
)
def test_a_plan_of_the_map_names_the_types_of_its_steps(details: str) -> None:
    plan = {"operatorType": "Expand(All)@neo4j", "args": {"Details": details}}
    with pytest.raises(RefusedStatementError, match="learners are people"):
        check_plan("r", plan)
    check_plan("r", plan, learners=True)


def test_a_plan_of_any_depth_is_walked() -> None:
    plan: dict[str, object] = {"operatorType": "LoadCSV"}
    for _ in range(5000):
        plan = {"operatorType": "Apply", "children": [plan]}
    with pytest.raises(RefusedStatementError, match="LoadCSV"):
        check_plan("r", plan)


def test_what_takes_all_memory_ends_itself_alone(reader: Reader) -> None:
    text = "RETURN size(reduce(s = 'a', x IN range(1, 40) | s + s)) AS n"
    for _ in range(5):
        with pytest.raises(TooExpensiveError, match=r"given up by the server|within 1 seconds"):
            reader.run(text, {}, LIMITS)
    assert reader.run("RETURN 1 AS one", {}, PATIENT).rows == [{"one": 1}]
