"""A course on web pages, and the abilities of a small framework."""

from collections.abc import Callable

import pytest

from graph.changes import apply_plan
from graph.claims import Block, Value
from graph.current import list_edges
from graph.drafts import make_plan
from graph.plans import Assertion, Node
from graph.store import Store
from mining.links import plan_links

Ask = Callable[..., list[dict[str, object]]]
ABILITIES = {
    "markup": ("use markup languages", ["HTML"]),
    "sheets": ("style sheet languages", ["CSS"]),
    "css": ("CSS", []),
    "debug": ("debug software", ["debugging"]),
    "graphs": ("create flowchart diagram", []),
    "cook": ("cook soup", []),
}
POINTS = {
    "forms": ("HTML forms", "HTML"),
    "boxes": ("The box model", "CSS"),
    "faults": ("Debugging a page", "CSS and tools"),
    "drawing": ("Diagrams of a flow chart", "Planning"),
}


def furnish(store: Store) -> Store:
    nodes = [Node("Course", "c", {"title": "Web pages", "provider": "lake", "language": "en"})]
    for key, (name, aliases) in ABILITIES.items():
        names: dict[str, Value | None] = {"name": name, "aliases": aliases or None}
        nodes.append(Node("Ability", key, names | {"scope": "profession"}))
    outcome: dict[str, Value | None] = {"name": "create a flowchart diagram", "scope": "course"}
    nodes.append(Node("Ability", "outcome", outcome))
    nodes += [Node("KnowledgePoint", key, {"name": name}) for key, (name, _) in POINTS.items()]
    said = [
        Assertion("COVERS", "c", key, Block("imported", "x", {"chapter": chapter, "order": order}))
        for order, (key, (_, chapter)) in enumerate(POINTS.items(), start=1)
    ]
    said.append(Assertion("TRAINS", "c", "outcome", Block("imported", "x", {"confidence": 0.9})))
    apply_plan(store, make_plan(store, nodes, said), "a course")
    return store


@pytest.fixture
def course(one_store: Store) -> Store:
    return furnish(one_store)


def mine(store: Store) -> None:
    apply_plan(store, plan_links(store).plan, "links", kind="mining")


def developed(ask: Ask) -> dict[tuple[object, object], object]:
    rows = ask("MATCH (k)-[d:DEVELOPS]->(a) RETURN k.id AS k, a.id AS a, d.predicted_how AS how")
    return {(row["k"], row["a"]): row["how"] for row in rows}


def test_points_are_linked_by_name_by_unit_and_by_outcome(course: Store, ask: Ask) -> None:
    mine(course)
    assert developed(ask) == {
        ("forms", "markup"): "phrase",
        ("boxes", "css"): "chapter",
        ("boxes", "sheets"): "chapter",
        ("faults", "debug"): "phrase",
        ("drawing", "graphs"): "outcome",
    }


def test_an_outcome_is_part_of_the_ability_it_names(course: Store, ask: Ask) -> None:
    mine(course)
    rows = ask("MATCH (o)-[p:PART_OF]->(a) RETURN o.id AS o, a.id AS a, p.sources AS sources")
    assert rows == [{"o": "outcome", "a": "graphs", "sources": ["predicted"]}]


def test_a_link_keeps_its_score_and_the_words_it_met_and_waits_for_a_person(course: Store) -> None:
    mine(course)
    link = list_edges(course, "DEVELOPS", [("forms", "markup")])["forms|DEVELOPS|markup"]
    assert link["weight"] == link["predicted_score"]
    assert (link["predicted_matched"], link["predicted_origin"], link["predicted_status"]) == (
        "HTML",
        "wording",
        "proposed",
    )
    assert 0.5 <= float(str(link["weight"])) <= 1.0


def test_a_second_run_gives_an_empty_plan(store: Store) -> None:
    made = plan_links(furnish(store))
    apply_plan(store, made.plan, "links")
    again = plan_links(store)
    assert (made.points, made.linked_points, made.outcomes, made.linked_outcomes) == (4, 4, 1, 1)
    assert (again.plan.changes, again.plan.unchanged) == ((), 6)


def test_what_a_person_rejected_is_not_drawn_again(course: Store, ask: Ask) -> None:
    said = {"edge_id": "boxes|DEVELOPS|css", "source": "predicted", "status": "rejected"}
    claim = Node("Claim", "boxes|DEVELOPS|css|predicted|wording", dict(said))
    apply_plan(course, make_plan(course, [claim]), "rejected by hand")
    mine(course)
    assert ("boxes", "css") not in developed(ask)
    assert ("boxes", "sheets") in developed(ask)


def test_what_an_expert_says_stands_beside_a_link_and_serves(course: Store) -> None:
    word = Assertion("DEVELOPS", "forms", "markup", Block("expert", "mo", {"weight": 0.3}))
    apply_plan(course, make_plan(course, assertions=[word]), "by hand")
    mine(course)
    both = list_edges(course, "DEVELOPS", [("forms", "markup")])["forms|DEVELOPS|markup"]
    assert (both["weight"], both["sources"]) == (0.3, ["expert", "predicted"])


def test_a_renamed_point_takes_its_links_back(course: Store, ask: Ask) -> None:
    mine(course)
    other = Node("KnowledgePoint", "forms", {"name": "Cook soup"})
    apply_plan(course, make_plan(course, [other]), "renamed")
    mine(course)
    assert {a for k, a in developed(ask) if k == "forms"} == {"cook", "markup"}


def test_without_abilities_nothing_is_linked(one_store: Store) -> None:
    made = plan_links(one_store)
    assert (made.plan.changes, made.points, made.linked_points) == ((), 0, 0)
