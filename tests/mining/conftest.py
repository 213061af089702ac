"""A small market: jobs with what a framework says of them, and their postings."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.events import Event, merge_events
from graph.jobs import Mention, Posting, merge_postings
from graph.learners import Mastery, NewLearner, merge_learners, set_mastery
from graph.plans import Assertion, Node
from graph.store import Store

Advertise = Callable[..., None]
Attend = Callable[..., None]


@pytest.fixture
def advertise() -> Advertise:
    """Return a function that adds a posting: ``advertise(store, "p1", "web", ["css"])``."""

    def add(
        store: Store,
        posting: str,
        job: str,
        abilities: Sequence[str],
        posted: str | None = "2026-08-01",
        *,
        levels: Mapping[str, int] | None = None,
        duplicate_of: str | None = None,
    ) -> None:
        mentions = tuple(
            Mention(each, 1, (levels or {}).get(each), (f"We need {each}.",), (8,), (11,))
            for each in abilities
        )
        about = (posting, posting, f"https://jobs.example/{posting}", "Bank", None, posted)
        told = ("2026-09-01T00:00:00+00:00", posting, "en", "made", duplicate_of, job, "title")
        merge_postings(store, [Posting(*about, *told, mentions)])

    return add


@pytest.fixture
def stock_market() -> Callable[[Store], Store]:
    """Return a function that adds jobs of one class, and abilities a framework calls needed.

    ``web`` needs css (essential) and git (optional); ``dba`` needs sql (essential).
    """

    def stock(store: Store) -> Store:
        nodes = [Node("Job", job, {"title": job, "class": "ict"}) for job in ("web", "dba")]
        nodes += [
            Node("Ability", each, {"name": each, "scope": "profession"})
            for each in ("css", "git", "sql", "tact")
        ]
        essential = {("web", "css"): True, ("web", "git"): False, ("dba", "sql"): True}
        said = [
            Assertion("REQUIRES", *pair, Block("imported", "esco:x", {"essential": word}))
            for pair, word in essential.items()
        ]
        apply_plan(store, make_plan(store, nodes, said), "a framework")
        return store

    return stock


@pytest.fixture
def market(one_store: Store, stock_market: Callable[[Store], Store]) -> Store:
    return stock_market(one_store)


@pytest.fixture
def found_college() -> Callable[[Store], Store]:
    """Return a function that adds two courses and 24 learners.

    Databases has the units Tables (joins, keys) and Queries (select) and trains ``query``; Web has
    boxes and a second ``Keys`` without a unit. Wording draws joins and select to sql, boxes to css.
    Twelve learners master joins, keys and select, the other twelve boxes.
    """

    def found(store: Store) -> Store:
        nodes = [
            Node("Course", course, {"title": course, "provider": "p"}) for course in ("db", "web")
        ]
        names = {
            "joins": "Joins",
            "keys": "Keys",
            "select": "Select",
            "boxes": "Boxes",
            "k2": "keys",
        }
        nodes += [Node("KnowledgePoint", point, {"name": name}) for point, name in names.items()]
        nodes += [
            Node("Ability", each, {"name": each, "scope": "profession"}) for each in ("sql", "css")
        ]
        nodes.append(Node("Ability", "query", {"name": "query data", "scope": "course"}))
        apply_plan(store, make_plan(store, nodes, list_college()), "a college")
        learners = [f"l{number:02}" for number in range(24)]
        merge_learners(
            store, [NewLearner(each, None, None, None, None, None, True, None) for each in learners]
        )
        set_mastery(store, learners, [known for number in range(24) for known in master(number)])
        return store

    return found


def list_college() -> list[Assertion]:
    units = {
        ("db", "joins"): "Tables",
        ("db", "keys"): "Tables",
        ("db", "select"): "Queries",
        ("web", "boxes"): None,
        ("web", "k2"): None,
    }
    said = []
    for order, ((course, point), unit) in enumerate(units.items(), start=1):
        fields: dict[str, str | int] = {"order": order} | ({"chapter": unit} if unit else {})
        said.append(
            Assertion("COVERS", course, point, Block("imported", f"syllabus:{course}", fields))
        )
    said.append(Assertion("TRAINS", "db", "query", Block("imported", "syllabus:db")))
    for ends in (("joins", "sql"), ("select", "sql"), ("boxes", "css")):
        link = Block("predicted", "wording", {"score": 0.9, "weight": 0.9}, "proposed")
        said.append(Assertion("DEVELOPS", *ends, link))
    return said


def master(number: int) -> list[Mastery]:
    known = {"joins", "keys", "select"} if number < 12 else {"boxes"}
    levels = {
        point: 0.9 if point in known else 0.2 for point in ("joins", "keys", "select", "boxes")
    }
    told = ("dina-1", "2026-03-01T00:00:00Z")
    return [Mastery(f"l{number:02}", point, x, x, 4, True, *told) for point, x in levels.items()]


@pytest.fixture
def college(one_store: Store, found_college: Callable[[Store], Store]) -> Store:
    return found_college(one_store)


@pytest.fixture
def attend(one_store: Store) -> Attend:
    """A function that lets learners of a class study films: ``attend("A", "abc", "ann")``."""
    says = Block("imported", "test", {})
    nodes = [Node("Course", "c", {"title": "Cutting", "provider": "school"})]
    nodes += [Node("Resource", each, {"kind": "video", "title": each.upper()}) for each in "abcd"]
    nodes += [Node("KnowledgePoint", f"k{each}", {"name": f"Point {each}"}) for each in "abc"]
    said = [Assertion("TEACHES", each, f"k{each}", says) for each in "abc"]
    orders = {each: Block("imported", "test", {"order": n}) for n, each in enumerate("cba", 1)}
    said += [Assertion("COVERS", "c", f"k{each}", block) for each, block in orders.items()]
    apply_plan(one_store, make_plan(one_store, nodes, said), "a course")

    def study(school_class: str, films: str, *learners: str) -> None:
        traits = ("vocational", None, None, None, school_class, True, None)
        merge_learners(one_store, [NewLearner(each, *traits) for each in learners])
        events = [
            Event("studied", f"{each}{n}", each, film, {"at": f"2026-03-01T08:{n:02}:00Z"})
            for each in learners
            for n, film in enumerate(films)
        ]
        merge_events(one_store, events)

    return study


@pytest.fixture
def two_classes(one_store: Store, attend: Attend) -> Store:
    """Twelve learners go a, b, c; ten of another class c, a, d; one did one thing alone."""
    attend("A", "abc", *(f"p{number}" for number in range(12)))
    attend("B", "cad", *(f"q{number}" for number in range(10)))
    attend("A", "aa", "alone")
    return one_store
