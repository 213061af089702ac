import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.events import list_answers
from graph.ids import learner_id
from graph.learners import NewLearner, merge_learners
from graph.plans import Node
from graph.store import Store
from ingest.cells import Units, find_zone
from ingest.errors import RawFileError
from ingest.logs import ACTIVITY, ANSWERS, RATINGS, Form, LogReport, Reading, load_log

Ask = Callable[..., list[dict[str, object]]]
Write = Callable[[str, str], Path]
KEY = b"a key of a made school"
NUMBERS = ("S-48213", "S-48214")
AT = "2026-03-02T09:00:00+08:00"
ANSWER = {"attempt": "a1", "number": NUMBERS[0], "item": "Q1", "score": "1", "at": AT}
SESSION = {"session": "s1", "number": NUMBERS[0], "resource": "Q1", "started": AT, "progress": "1"}
RATING = {"rating_id": "r1", "number": NUMBERS[0], "resource": "Q1", "rating": "4", "at": AT}


def furnish(store: Store) -> Store:
    """Add two learners and the question Q1."""
    question = Node("Resource", "made:Q1", {"kind": "question"})
    apply_plan(store, make_plan(store, [question]), "a question")
    pseudonyms = [learner_id(KEY, number) for number in NUMBERS]
    nothing = (None, None, None, None, None, False, None)
    merge_learners(store, [NewLearner(each, *nothing) for each in pseudonyms])
    return store


@pytest.fixture
def classroom(one_store: Store) -> Store:
    return furnish(one_store)


@pytest.fixture
def log(write: Write) -> Callable[..., Path]:
    """Return a function that writes rows as a log of a form."""

    def write_log(form: Form, *rows: dict[str, str]) -> Path:
        text = io.StringIO()
        lines = csv.DictWriter(text, form.columns)
        lines.writeheader()
        lines.writerows(rows)
        return write("log.csv", text.getvalue())

    return write_log


@pytest.fixture
def load(classroom: Store, log: Callable[..., Path]) -> Callable[..., LogReport]:
    """Return a function that brings rows of a log in."""
    return lambda form, *rows: load_log(classroom, log(form, *rows), form, "made", KEY)


Load = Callable[..., LogReport]


def test_an_answer_is_kept_in_utc_under_its_pseudonym(classroom: Store, load: Load) -> None:
    report = load(ANSWERS, ANSWER | {"seconds": "30"})
    [answer] = list_answers(classroom)
    assert (report.added, answer.score, answer.at) == (1, 1.0, "2026-03-02T01:00:00Z")
    assert answer.learner_id == learner_id(KEY, NUMBERS[0])


def test_the_same_log_twice_adds_nothing(classroom: Store, load: Load) -> None:
    rows = [ANSWER, ANSWER | {"attempt": "a2", "number": NUMBERS[1], "at": ""}]
    load(ANSWERS, *rows)
    before = list_answers(classroom)
    again = load(ANSWERS, *rows)
    assert (again.added, again.known, again.left_out) == (0, 2, ())
    assert list_answers(classroom) == before


@pytest.mark.parametrize("changed", [{"score": "0"}, {"number": NUMBERS[1]}])
def test_a_key_that_comes_back_with_other_content_is_refused(
    store: Store, log: Callable[..., Path], changed: dict[str, str]
) -> None:
    load_log(furnish(store), log(ANSWERS, ANSWER), ANSWERS, "made", KEY)
    second = log(ANSWERS, ANSWER | changed, ANSWER | {"attempt": "a2"})
    report = load_log(store, second, ANSWERS, "made", KEY)
    assert (report.added, [item.subject for item in report.left_out]) == (1, ["a1"])
    assert "this key came before" in report.left_out[0].reason
    assert [answer.score for answer in list_answers(store)] == [1.0, 1.0]


def test_a_key_twice_in_one_log_counts_once_and_contradicts_itself_once(load: Load) -> None:
    report = load(ANSWERS, ANSWER, ANSWER, ANSWER | {"score": "0"})
    assert (report.added, report.known, len(report.left_out)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"score": "1.5"}, "score: expected 0 to 1, found '1.5'"),
        ({"score": "nan"}, "score: expected 0 to 1, found 'nan'"),
        ({"score": ""}, "score: expected a score, found none"),
        ({"at": "2999-01-01T00:00:00Z"}, "at: expected a past time, found '2999-01-01T00"),
        ({"at": "2026-03-02T09:00:00"}, "at: expected a time zone, found '2026-03-02T09"),
        ({"at": "yesterday"}, "at: expected ISO 8601, found 'yesterday'"),
        ({"seconds": "-3"}, "seconds: expected 0 to 86400, found '-3'"),
        ({"item": "Q9"}, "item: expected a known question or resource, found 'Q9'"),
        ({"number": "S-1"}, "number: expected a learner of this school, found an unknown one"),
        ({"number": ""}, "number: expected the school's number, found none"),
        ({"attempt": "a2"}, "attempt: expected each event once, found it with another key at"),
    ],
)
def test_a_row_that_cannot_be_taken_is_left_out_and_the_rest_goes_on(
    load: Load, changed: dict[str, str], reason: str
) -> None:
    report = load(ANSWERS, ANSWER, ANSWER | changed, ANSWER | {"attempt": "a3", "at": ""})
    [left] = report.left_out
    assert (report.added, left.subject[-2:]) == (2, ":3")
    assert left.reason.startswith(reason)


def test_sessions_and_ratings_are_events_of_their_own_kind(load: Load, ask: Ask) -> None:
    load(ACTIVITY, SESSION | {"seconds": "90"})
    load(RATINGS, RATING | {"comment": "clear, \nand short"})
    [studied] = ask("MATCH ()-[e:STUDIED]->() RETURN e.seconds AS seconds, e.at AS at")
    [rated] = ask("MATCH ()-[e:RATED]->() RETURN e.score AS score, e.comment AS comment")
    assert studied == {"seconds": 90, "at": "2026-03-02T01:00:00Z"}
    assert rated == {"score": 4, "comment": "clear, \nand short"}


@pytest.mark.parametrize("rating", ["0", "6", "4.5", "good"])
def test_a_rating_is_a_whole_number_from_1_to_5(load: Load, rating: str) -> None:
    report = load(RATINGS, RATING | {"rating": rating})
    assert (report.added, report.left_out[0].reason[:30]) == (0, "rating: expected 1 to 5, found")


def test_no_number_of_the_school_is_in_the_graph_or_in_what_is_reported(
    load: Load, ask: Ask
) -> None:
    report = load(ANSWERS, ANSWER, ANSWER | {"number": "S-77777", "attempt": "a2"})
    held = ask("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n) AS n, properties(r) AS r")
    assert not any(number in str((held, report)) for number in (*NUMBERS, "S-77777"))


def test_a_log_without_a_column_is_refused(classroom: Store, write: Write) -> None:
    with pytest.raises(RawFileError, match="expected the columns number, item, score"):
        load_log(classroom, write("log.csv", "attempt,number\n1,2\n"), ANSWERS, "made", KEY)


def test_number_item_and_score_are_enough_and_a_row_twice_counts_once(
    classroom: Store, write: Write
) -> None:
    rows = f"{NUMBERS[0]},Q1,0.5\n{NUMBERS[0]},Q1,0.5\n{NUMBERS[1]},Q1,0.5\n{NUMBERS[0]},Q1,1\n"
    path = write("log.csv", "number,item,score\n" + rows)
    report = load_log(classroom, path, ANSWERS, "made", KEY)
    again = load_log(classroom, path, ANSWERS, "made", KEY)
    assert (report.added, report.known, report.left_out) == (3, 1, ())
    assert (again.added, again.known) == (0, 4)


def test_a_session_needs_a_learner_and_a_resource_alone(classroom: Store, write: Write) -> None:
    path = write("log.csv", f"number,resource\n{NUMBERS[0]},Q1\n")
    assert load_log(classroom, path, ACTIVITY, "made", KEY).added == 1


def test_points_are_out_of_the_rows_own_most_else_of_the_logs(
    classroom: Store, write: Write
) -> None:
    rows = ["a,20,40", "b,85,", "c,30%,7", "d,41,40", "e,1,0"]
    text = "".join(f"{NUMBERS[0]},Q1,{row}\n" for row in rows)
    path = write("log.csv", "number,item,attempt,score,max\n" + text)
    reading = Reading(units=Units(most=100.0))
    report = load_log(classroom, path, ANSWERS, "made", KEY, reading)
    assert sorted(answer.score for answer in list_answers(classroom)) == [0.3, 0.5, 0.85]
    assert [left.reason for left in report.left_out] == [
        "score: expected 0 to 40, found '41'",
        "max: expected a number above 0, found '0'",
    ]


def test_a_missing_score_is_left_out_and_a_missing_time_is_unknown(
    classroom: Store, write: Write
) -> None:
    path = write("log.csv", f"number,item,score,at\n{NUMBERS[0]},Q1,-1,\n{NUMBERS[0]},Q1,0,-1\n")
    reading = Reading(units=Units(missing=frozenset({"-1"})))
    report = load_log(classroom, path, ANSWERS, "made", KEY, reading)
    assert [left.reason for left in report.left_out] == [
        "score: expected a score, found '-1', which means missing"
    ]
    assert [(answer.score, answer.at) for answer in list_answers(classroom)] == [(0.0, None)]


def test_two_numbers_of_a_person_are_one_learner(classroom: Store, write: Write) -> None:
    path = write("log.csv", f"number,item,score\nOLD-1,Q1,1\n{NUMBERS[0]},Q1,0\n")
    reading = Reading(identities={"OLD-1": NUMBERS[0]})
    load_log(classroom, path, ANSWERS, "made", KEY, reading)
    found = {answer.learner_id for answer in list_answers(classroom)}
    assert (len(list_answers(classroom)), found) == (2, {learner_id(KEY, NUMBERS[0])})


def test_a_key_or_a_comment_that_holds_the_number_is_kept_without_it(load: Load, ask: Ask) -> None:
    load(ANSWERS, ANSWER | {"attempt": f"{NUMBERS[0]}-Q1-1"})
    load(RATINGS, RATING | {"comment": f"good, says {NUMBERS[0]}, 13812345678"})
    held = ask("MATCH (:Learner)-[r]->() RETURN r.id AS id, r.comment AS comment ORDER BY id")
    assert str(held[0]["id"]).startswith("answered:hidden:")
    assert held[1]["comment"] == "good, says …"


def test_a_log_in_the_schools_encoding_and_zone_is_read(classroom: Store, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    row = f"{NUMBERS[0]},Q1,5,讲得很好,2026-03-02 09:00\n"
    path.write_bytes(f"number,resource,rating,comment,at\n{row}".encode("gb18030"))
    reading = Reading("gb18030", Units(zone=find_zone("Asia/Shanghai")))
    assert load_log(classroom, path, RATINGS, "made", KEY, reading).added == 1
