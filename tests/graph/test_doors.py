"""The whole door on both servers: what comes in, what stays out, and what it costs at most."""

import pytest

from evaluation.attacks import attack, load_corpus
from graph.answers import Answer, Limits
from graph.doors import Door, open_door
from graph.errors import (
    RefusedStatementError,
    ServerRefusedError,
    TooExpensiveError,
    UnavailableError,
)
from graph.settings import Settings
from graph.store import Store

CORPUS = load_corpus()
SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b) AS n"
pytestmark = pytest.mark.usefixtures("unharmed")


@pytest.fixture
def door(school: Store, reader_of) -> Door:  # type: ignore[no-untyped-def]
    return Door(reader_of(school))


# of the kind that is only expensive test_locks.py makes sure: there the words stop nothing
@pytest.mark.parametrize("kind", [kind for kind in CORPUS.kinds() if kind != "too expensive"])
def test_no_attack_gets_through(door: Door, kind: str) -> None:
    stops = {one.text: attack(door, one.text) for one in CORPUS.list_attacks(kind)}
    assert [text for text, stop in stops.items() if stop == "through"] == []
    assert door.ask("MATCH (j:Job) RETURN count(*) AS jobs").rows == [{"jobs": 2}]


@pytest.mark.parametrize("text", CORPUS.good)
def test_a_good_statement_is_answered_as_without_a_door(
    door: Door, school: Store, text: str
) -> None:
    records, _, _ = school._driver.execute_query(text, database_=school._database)
    plain = [
        {name: value.iso_format() if hasattr(value, "iso_format") else value}
        for record in records
        for name, value in record.data().items()
    ]
    assert [{name: row[name]} for row in door.ask(text).rows for name in row] == plain


def test_parameters_are_values_and_never_words(door: Door) -> None:
    params = {"id": "machinist' SET j.title = 'x", "ids": ["welder", "车工"]}
    text = "MATCH (j:Job) WHERE j.id = $id OR j.id IN $ids RETURN j.id AS id"
    assert door.ask(text, params) == Answer(("id",), [{"id": "welder"}], truncated=False)


def test_rows_are_cut_at_the_limit_and_said_to_be(door: Door) -> None:
    text = "UNWIND range(1, 1000000) AS x RETURN x"
    answer = door.ask(text, {}, Limits(rows=3))
    assert (answer.rows, answer.truncated) == ([{"x": 1}, {"x": 2}, {"x": 3}], True)
    assert not door.ask("UNWIND range(1, 3) AS x RETURN x", {}, Limits(rows=3)).truncated


def test_what_takes_too_long_is_given_up_and_the_server_answers_on(door: Door) -> None:
    with pytest.raises(TooExpensiveError, match="an answer within 1 seconds"):
        door.ask(SLOW, {}, Limits(seconds=1))
    assert door.ask("RETURN 1 AS one").rows == [{"one": 1}]


def test_five_that_take_too_long_leave_the_server_answering(door: Door) -> None:
    for _ in range(5):
        with pytest.raises(TooExpensiveError):
            door.ask(SLOW, {}, Limits(seconds=0.2))
    assert door.ask("RETURN 1 AS one").rows == [{"one": 1}]


def test_an_answer_that_is_too_large_is_given_up(door: Door) -> None:
    text = "UNWIND range(1, 1000) AS x RETURN $long AS long"
    with pytest.raises(TooExpensiveError, match="at most 100 KiB, found more"):
        door.ask(text, {"long": "x" * 1000}, Limits(bytes=100 * 1024))


def test_nodes_relationships_and_paths_are_their_properties(door: Door) -> None:
    text = "MATCH p = (c:Course {id: $id})-[r:TRAINS]->(a:Ability) RETURN p, a, r.confidence AS c"
    [row] = door.ask(text, {"id": "school:M1"}).rows
    path = row["p"]
    assert isinstance(path, list)
    assert (path[0]["title"], path[1]["confidence"], path[2]) == ("Machining", row["c"], row["a"])


def test_a_statement_that_the_server_cannot_run_says_why(door: Door) -> None:
    with pytest.raises(ServerRefusedError, match="the server cannot run it"):
        door.ask("RETURN missing.name AS name")


def test_a_parameter_that_no_server_takes_is_refused(door: Door) -> None:
    with pytest.raises(ServerRefusedError, match="object"):
        door.ask("RETURN $n AS n", {"n": object()})


def test_learners_are_seen_only_by_a_door_with_learners(school: Store, reader_of) -> None:  # type: ignore[no-untyped-def]
    text = "MATCH (l:Learner)-[m]->(x) RETURN count(*) AS n"
    with pytest.raises(RefusedStatementError, match="learners are people"):
        Door(reader_of(school)).ask(text)
    [row] = Door(reader_of(school, learners=True), learners=True).ask(text).rows
    assert row["n"] != 0


@pytest.mark.parametrize(("seconds", "rows"), [(0, 1), (31, 1), (1, 0)])
def test_limits_have_limits(seconds: float, rows: int) -> None:
    with pytest.raises(ValueError, match="at most 30 seconds and at least 1 row"):
        Limits(seconds=seconds, rows=rows)


def test_a_server_that_does_not_answer_is_one_clear_error() -> None:
    nowhere = Settings(neo4j_uri="bolt://127.0.0.1:1")
    with open_door(nowhere) as door, pytest.raises(UnavailableError, match="does not answer"):
        door.ask("RETURN 1 AS one")


def test_the_settings_open_the_door_of_the_embedded_server(
    embedded: Store, embedded_settings: Settings
) -> None:
    with open_door(embedded_settings) as door:
        assert door.ask("RETURN 1 AS one").rows == [{"one": 1}]
