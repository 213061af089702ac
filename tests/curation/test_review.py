"""What waits, serves and was rejected, as people read it."""

from collections.abc import Callable

import pytest

from curation.decisions import plan_rejection
from curation.errors import CurationError
from curation.review import SERVING, list_cases
from graph.changes import apply_plan
from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.plans import Assertion, Node
from graph.store import Store

Draw = Callable[[Store], Store]


@pytest.fixture
def draw() -> Draw:
    """Return a function that adds two proposals of rules and one that serves by its wording."""

    def add(store: Store) -> Store:
        nodes = [Node("KnowledgePoint", each, {"name": each.title()}) for each in ("feed", "cut")]
        nodes += [Node("Ability", "turn", {"name": "turn parts"})]
        told: dict[str, Value] = {
            "confidence": 0.8,
            "n": 4,
            "transactions": 9,
            "run": "rules:syllabi:ab",
        }
        said = [
            Assertion(
                "DEVELOPS",
                point,
                "turn",
                Block("mined", "syllabi", {"weight": weight, **told}, "proposed"),
                waits="nothing draws it",
            )
            for point, weight in (("feed", 0.4), ("cut", 0.6))
        ]
        worded = Block("predicted", "wording", {"weight": 0.9, "score": 0.9}, "proposed")
        said.append(Assertion("DEVELOPS", "feed", "turn", worded))
        apply_plan(store, make_plan(store, nodes, said), "a craft")
        return store

    return add


def test_what_waits_is_listed_by_strength_with_names_numbers_and_reason(
    store: Store, draw: Draw
) -> None:
    first, second = list_cases(draw(store))
    assert (first.weight, second.weight, first.id) == (0.6, 0.4, "cut|DEVELOPS|turn|mined|syllabi")
    assert (first.from_name, first.to_name, first.reason) == (
        "Cut",
        "turn parts",
        "nothing draws it",
    )
    assert (first.n, first.transactions, first.run) == (4, 9, "rules:syllabi:ab")
    assert [case.id for case in list_cases(store, limit=1)] == [first.id]


def test_what_serves_unseen_is_listed_by_the_relationship(store: Store, draw: Draw) -> None:
    [case] = list_cases(draw(store), SERVING)
    assert (case.id, case.source, case.score) == ("feed|DEVELOPS|turn", "predicted", 0.9)


def test_other_types_and_sources_are_left_out(one_store: Store, draw: Draw) -> None:
    draw(one_store)
    asked = [("PRECEDES", None), ("DEVELOPS", "predicted"), ("DEVELOPS", "mined")]
    assert [len(list_cases(one_store, "proposed", *each)) for each in asked] == [0, 0, 2]


def test_what_was_rejected_says_who_and_why(one_store: Store, draw: Draw) -> None:
    claim = "cut|DEVELOPS|turn|mined|syllabi"
    apply_plan(one_store, plan_rejection(draw(one_store), [claim], "mo", "no"), "no")
    [case] = list_cases(one_store, "rejected")
    assert (case.id, case.by, case.reason) == (claim, "mo", "no")


def test_an_unknown_type_is_refused(one_store: Store) -> None:
    with pytest.raises(CurationError, match="type: expected COVERS, TRAINS"):
        list_cases(one_store, type_="KNOWS")
