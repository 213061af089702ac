"""The scan for identifiers over a graph in which some are planted."""

from collections.abc import Callable

import pytest

from graph.changes import apply_plan
from graph.claims import Properties
from graph.drafts import make_plan
from graph.events import Event, merge_events
from graph.learners import Mastery, NewLearner, merge_learners, set_mastery
from graph.plans import Node
from graph.store import Store
from graph.tags import Tag, set_followed
from learner.scan import Finding, scan_people
from text.identifiers import Identifiers

Ask = Callable[..., list[dict[str, object]]]
LEARNER = "learner:0123456789abcdef"
NUMBERS = Identifiers(["S-48213", "20230117", "1752", "2025", "7"])


@pytest.fixture
def school(one_store: Store) -> Store:
    """A learner of grade 2025 who answered the question 1752, rated it and follows a tag."""
    nodes = [
        Node("Resource", "own:1752", {"kind": "question", "title": "S-48213"}),
        Node("KnowledgePoint", "own:20230117", {"name": "Keys"}),
    ]
    apply_plan(one_store, make_plan(one_store, nodes), "resources")
    merge_learners(
        one_store, [NewLearner(LEARNER, "faculty", "Law", None, "2024", "L-1", False, None)]
    )
    at = "2025-01-17T00:00:00Z"
    answer = Event("answered", f"own:1752:{LEARNER}", LEARNER, "own:1752", {"score": 1.0, "at": at})
    merge_events(one_store, [answer])
    rating: Properties = {"score": 4, "comment": "7 of 10, chapter 1752"}
    merge_events(one_store, [Event("rated", "r1", LEARNER, "own:1752", rating)])
    set_mastery(
        one_store, [LEARNER], [Mastery(LEARNER, "own:20230117", 0.9, 0.9, 1, True, "m", at)]
    )
    set_followed(one_store, {(LEARNER, "tag"): (Tag("tag", "sql", "SQL"),)})
    return one_store


def test_keys_of_the_map_and_numbers_in_texts_are_no_false_alarm(school: Store) -> None:
    found = scan_people(school, NUMBERS)
    assert (found.findings, found.texts > 15) == ((), True)


@pytest.mark.parametrize(
    ("planted", "place"),
    [
        ("MATCH (l:Learner) SET l.major = 'Law, s-48213'", "Learner.major"),
        ("MATCH (l:Learner) SET l.grade = '2025'", "Learner.grade"),
        ("MATCH (t:Tag) SET t.name = '学号20230117'", "Tag.name"),
        ("MATCH ()-[r:RATED]->() SET r.comment = 'by S-48213'", "RATED.comment"),
        ("MATCH ()-[r:ANSWERED]->() SET r.id = 'answered:S-48213:1'", "ANSWERED.id"),
        ("CREATE (:Persona {id: 'p', words: ['a', 'S-48213']})", "Persona.words"),
        ("CREATE (:Claim {id: 'c', reason: 'says S-48213'})", "Claim.reason"),
        ("MATCH (c:ChangeSet) SET c.note = 'S-48213.csv'", "ChangeSet.note"),
    ],
)
def test_a_planted_identifier_is_found_by_its_place(
    school: Store, ask: Ask, planted: str, place: str
) -> None:
    ask(planted)
    assert scan_people(school, NUMBERS).findings == (Finding(place, "identifier", 1),)


@pytest.mark.parametrize(
    ("planted", "place"),
    [
        ("MATCH ()-[r:RATED]->() SET r.comment = 'me: li@school.example'", "RATED.comment"),
        ("MATCH ()-[r:RATED]->() SET r.comment = '打 13812345678'", "RATED.comment"),
        ("MATCH ()-[r:RATED]->() SET r.id = 'rated:li@school.example'", "RATED.id"),
        ("MATCH (t:Tag) SET t.name = 'ask +86 138 1234 5678'", "Tag.name"),
    ],
)
def test_planted_contact_data_is_found_by_its_place(
    school: Store, ask: Ask, planted: str, place: str
) -> None:
    ask(planted)
    assert scan_people(school, NUMBERS).findings == (Finding(place, "contact data", 1),)


def test_the_id_of_a_resource_hides_no_part_of_a_number(one_store: Store) -> None:
    apply_plan(one_store, make_plan(one_store, [Node("Resource", "4", {"kind": "text"})]), "4")
    nothing = (None, None, None, None, None, False, None)
    merge_learners(one_store, [NewLearner(LEARNER, *nothing)])
    merge_events(one_store, [Event("studied", "S-48213", LEARNER, "4", {})])
    assert scan_people(one_store, NUMBERS).findings == (Finding("STUDIED.id", "identifier", 1),)


def test_an_empty_graph_holds_nothing(one_store: Store) -> None:
    assert scan_people(one_store, NUMBERS).findings == ()
