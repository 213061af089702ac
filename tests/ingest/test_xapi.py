"""xAPI statements, made after the examples of the specification."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.events import list_answers
from graph.ids import learner_id
from graph.learners import NewLearner, get_learner, list_learners, merge_learners
from graph.plans import Node
from graph.store import Store
from ingest.cells import Units, find_zone
from ingest.errors import RawFileError
from ingest.xapi.load import XapiReading, XapiReport, load_xapi

Ask = Callable[..., list[dict[str, object]]]
Write = Callable[[str, str], Path]
Said = dict[str, Any]
KEY = b"a key of a made school"
ADL = "http://adlnet.gov/expapi/verbs/"
RATED = "http://id.tincanapi.com/verb/rated"
BOX = {"mbox": "mailto:li@school.example", "name": "Li Hua"}


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def statement(number: int = 1, verb: str = f"{ADL}answered", **parts: object) -> Said:
    said: Said = {
        "id": uuid(number),
        "actor": BOX,
        "verb": {"id": verb, "display": {"en": "did"}},
        "object": {"id": "http://school.example/items/Q1"},
        "result": {"success": True},
        "timestamp": "2026-03-02T09:00:00+08:00",
        "version": "1.0.3",
    }
    return said | parts


@pytest.fixture
def load(one_store: Store, write: Write) -> Callable[..., XapiReport]:
    """Return a function that brings statements in, with the question Q1 and a film known."""
    film = {"kind": "video", "url": "http://school.example/films/1"}
    nodes = [Node("Resource", "own:Q1", {"kind": "question"}), Node("Resource", "own:f", film)]
    apply_plan(one_store, make_plan(one_store, nodes), "resources")

    def load_all(*said: object, reading: XapiReading | None = None) -> XapiReport:
        path = write("statements.json", json.dumps(said))
        return load_xapi(one_store, path, KEY, reading or XapiReading())

    return load_all


Load = Callable[..., XapiReport]


def test_an_answer_is_kept_under_its_statements_id_and_comes_in_once(load: Load, ask: Ask) -> None:
    first, again = load(statement()), load(statement())
    assert first == XapiReport(learners=1, added=1, known=0, left_out=())
    assert (again.learners, again.added, again.known) == (0, 0, 1)
    assert ask("MATCH (:Learner)-[e:ANSWERED]->(r) RETURN properties(e) AS e, r.id AS id") == [
        {
            "e": {"id": f"answered:{uuid(1)}", "score": 1.0, "at": "2026-03-02T01:00:00Z"},
            "id": "own:Q1",
        }
    ]


@pytest.mark.parametrize(
    ("verb", "result", "score"),
    [
        ("answered", {"score": {"scaled": 0.25, "raw": 9}}, 0.25),
        ("answered", {"score": {"raw": 30, "min": 10, "max": 50}}, 0.5),
        ("answered", {"score": {"raw": 3, "max": 4}, "success": True}, 0.75),
        ("answered", {"success": False}, 0.0),
        ("passed", {}, 1.0),
        ("failed", {"score": {"scaled": 0.4}}, 0.4),
        ("failed", {}, 0.0),
    ],
)
def test_a_score_is_a_share_of_its_range_else_what_success_says(
    one_store: Store, load: Load, verb: str, result: Said, score: float
) -> None:
    load(statement(verb=ADL + verb, result=result))
    assert [answer.score for answer in list_answers(one_store)] == [score]


@pytest.mark.parametrize(
    ("verb", "result", "kept"),
    [
        ("experienced", {"duration": "PT1H2M3.5S"}, {"seconds": 3723}),
        ("completed", {"duration": "PT90S"}, {"seconds": 90, "progress": 1.0}),
        ("completed", {"completion": False}, {}),
        (
            "experienced",
            {"extensions": {"https://w3id.org/xapi/cmi5/result/extensions/progress": 40}},
            {"progress": 0.4},
        ),
        ("attempted", {}, {}),
    ],
)
def test_what_is_experienced_or_completed_is_a_session(
    load: Load, ask: Ask, verb: str, result: Said, kept: Said
) -> None:
    film = {"id": "http://school.example/films/1", "objectType": "Activity"}
    load(statement(verb=ADL + verb, object=film, result=result))
    [row] = ask("MATCH (:Learner)-[e:STUDIED]->({id: 'own:f'}) RETURN properties(e) AS held")
    base = {"id": f"studied:{uuid(1)}", "at": "2026-03-02T01:00:00Z"}
    assert row["held"] == base | kept


@pytest.mark.parametrize(
    ("score", "stars"),
    [
        ({"raw": 4}, 4),
        ({"raw": 10, "min": 0, "max": 10}, 5),
        ({"scaled": 0.5}, 3),
        ({"raw": 0, "min": 0, "max": 10}, 1),
    ],
)
def test_a_rating_is_the_nearest_of_1_to_5_and_its_comment_has_no_contact(
    load: Load, ask: Ask, score: Said, stars: int
) -> None:
    load(statement(verb=RATED, result={"score": score, "response": "好 li@school.example"}))
    held = ask("MATCH ()-[e:RATED]->() RETURN e.score AS score, e.comment AS comment")
    assert held == [{"score": stars, "comment": "好"}]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"verb": {"id": f"{ADL}launched"}}, "verb: expected one of answered, attempted"),
        ({"verb": {}}, "verb: expected one of answered"),
        ({"verb": "answered"}, "verb: expected an object, found something else"),
        ({"version": "0.9"}, "version: expected 1.0 or 2.0, found '0.9'"),
        ({"id": "17"}, "id: expected a UUID, found another"),
        ({"actor": {"name": "Li"}}, "actor: expected one identifier, found 0"),
        ({"actor": BOX | {"openid": "http://li"}}, "actor: expected one identifier, found 2"),
        ({"actor": {"mbox": "li@school"}}, "mbox: expected mailto: and an address"),
        ({"actor": {"account": {"name": "x"}}}, "account: expected a home page and a name"),
        ({"actor": BOX | {"objectType": "Group"}}, "actor: expected an agent"),
        ({"object": {"id": "http://x/Q9"}}, "object: expected the IRI or key of a resource"),
        ({"object": {"objectType": "Agent"}}, "object: expected an activity, found another"),
        ({"object": {}}, "object: expected the IRI of an activity, found none"),
        ({"result": {}}, "result: expected a score or success, found neither"),
        ({"result": {"score": {"scaled": -0.5}}}, "scaled: expected 0 to 1, found -0.5"),
        ({"result": {"score": {"raw": 5}}}, "max: expected the most that raw can be, found none"),
        ({"result": {"score": {"raw": 5, "min": 9, "max": 9}}}, "max: expected more than 9"),
        ({"result": {"score": {"raw": 10**400}}}, "raw: expected a number, found one out of reach"),
        ({"result": {"score": {"raw": True}}}, "raw: expected a number, found something else"),
        ({"result": {"success": "yes"}}, "success: expected true or false"),
        ({"result": {"success": True, "duration": "P1M"}}, "duration: expected an ISO 8601"),
        ({"result": {"success": True, "duration": "PT"}}, "duration: expected an ISO 8601"),
        ({"result": {"success": True, "duration": "P2D"}}, "duration: expected 0 to 86400"),
        ({"timestamp": "2999-01-01T00:00:00Z"}, "timestamp: expected a past time"),
        ({"timestamp": "2026-03-02T09:00:00"}, "timestamp: expected a time zone"),
    ],
)
def test_a_statement_that_cannot_be_taken_is_left_out_and_the_rest_goes_on(
    load: Load, changed: Said, reason: str
) -> None:
    report = load(statement(), statement(2) | changed)
    [left] = report.left_out
    assert (report.added, left.subject.rsplit("/", 1)[1]) == (1, "statements.json#2")
    assert left.reason.startswith(reason)
    assert "li@school" not in left.reason


def test_a_voided_statement_and_what_voids_it_leave_nothing(load: Load) -> None:
    void = {"objectType": "StatementRef", "id": uuid(1).upper()}
    stray = {"objectType": "StatementRef", "id": uuid(9)}
    voiding = statement(2, f"{ADL}voided", object=void)
    report = load(statement(), voiding, statement(3, f"{ADL}voided", object=stray))
    assert (report.added, [left.reason for left in report.left_out]) == (
        0,
        [
            "was voided by another statement",
            "object: expected an event of this file to void, found none",
        ],
    )


def test_one_mailbox_and_its_sum_are_one_learner(one_store: Store, load: Load) -> None:
    digits = hashlib.sha1(b"mailto:li@school.example").hexdigest()
    report = load(statement(1), statement(2, actor={"mbox_sha1sum": digits}))
    assert (report.learners, list_learners(one_store)[0].answers) == (1, 2)


@pytest.mark.parametrize(
    "actor",
    [
        {"account": {"homePage": "http://school.example", "name": "S-48213"}},
        {"mbox": "mailto:Hua@School.example"},
        {"openid": "http://id.example/hua"},
    ],
)
def test_an_actor_whose_number_is_known_is_the_schools_own_learner(
    one_store: Store, load: Load, actor: Said
) -> None:
    number = learner_id(KEY, "S-48213")
    merge_learners(one_store, [NewLearner(number, "faculty", "Law", None, None, None, False, None)])
    same = {"hua@school.example": "S-48213", "http://id.example/hua": "S-48213"}
    reading = XapiReading(accounts="http://school.example", identities=same)
    assert load(statement(actor=actor), reading=reading).learners == 0
    learner = get_learner(one_store, number)
    assert (learner.answers, learner.major) == (1, "Law")


def test_accounts_of_two_home_pages_are_two_learners(load: Load) -> None:
    actors = [{"account": {"homePage": home, "name": "7"}} for home in ("http://a", "http://b")]
    said = [statement(number, actor=actor) for number, actor in enumerate(actors)]
    assert load(*said).learners == 2


def test_no_identifier_of_an_actor_is_in_the_graph(load: Load, ask: Ask) -> None:
    load(statement(), statement(2, actor={"account": {"homePage": "http://a", "name": "S-48213"}}))
    held = ask("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n) AS n, properties(r) AS r")
    digits = hashlib.sha1(b"mailto:li@school.example").hexdigest()
    assert not any(word in str(held) for word in ("li@school", "Li Hua", "S-48213", digits))


def test_a_statement_without_an_id_is_known_by_what_it_says(load: Load) -> None:
    said = statement()
    del said["id"]
    assert (load(said, said).added, load(said).added) == (1, 0)


def test_a_time_without_a_zone_is_in_the_one_named(one_store: Store, load: Load) -> None:
    reading = XapiReading(units=Units(zone=find_zone("Asia/Shanghai")))
    load(statement(timestamp="2026-03-02T09:00:00.1234567", version="2.0.0"), reading=reading)
    assert [answer.at for answer in list_answers(one_store)] == ["2026-03-02T01:00:00Z"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (json.dumps({"statements": [statement()], "more": ""}), []),
        (json.dumps(statement()), []),
        (json.dumps(statement()) + "\n\n" + json.dumps(statement(2)) + "\n", []),
        (json.dumps(statement()) + "\nbroken\n" + "[" * 100_000 + "\n7\n", [":2", ":3", ":4"]),
        (json.dumps([statement(), None, "x"]), ["#2", "#3"]),
    ],
)
def test_an_array_a_result_and_lines_are_read_and_faults_have_their_place(
    one_store: Store, load: Load, write: Write, text: str, places: list[str]
) -> None:
    load(statement())
    report = load_xapi(one_store, write("s.jsonl", text), KEY, XapiReading())
    assert report.known == 1
    assert sorted(left.subject[-2:] for left in report.left_out) == places


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "s.json: expected xAPI statements, found none"),
        ("\n \n", "s.json: expected xAPI statements, found none"),
        ("[]", "s.json: expected xAPI statements, found none"),
        ('{"statements": []}', "s.json: expected xAPI statements, found none"),
        ('{"statements": 5}', "s.json: expected a list of statements, found none"),
        ('[{"id": 1}', "s.json: expected JSON, found a broken array"),
        ("plain words\n", "s.json: expected xAPI statements, found none"),
    ],
)
def test_a_file_without_statements_is_refused(
    one_store: Store, write: Write, text: str, said: str
) -> None:
    with pytest.raises(RawFileError, match=said):
        load_xapi(one_store, write("s.json", text), KEY, XapiReading())
