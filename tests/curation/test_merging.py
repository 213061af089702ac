"""Two that are one, and parted again."""

from collections.abc import Sequence

import pytest

from curation.duplicates import list_proposals, plan_distinct, plan_duplicates
from curation.errors import CurationError
from curation.merging import apply_merge, apply_unmerge, plan_merge, plan_unmerge
from graph.changes import apply_plan
from graph.claims import Block, Source, Value
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.jobs import Mention, Posting, list_posted_abilities, merge_postings
from graph.pages import list_pages
from graph.plans import Assertion, Node
from graph.redirects import follow
from graph.schema import EDGE_KINDS, NODE_KINDS
from graph.store import Store

NODES = (
    Node("Job", "j", {"title": "baker"}),
    Node("Ability", "a", {"name": "bake bread", "scope": "profession", "aliases": ["baking"]}),
    Node(
        "Ability",
        "b",
        {
            "name": "baking of bread",
            "name_zh": "烤面包",
            "scope": "profession",
            "aliases": ["Baking"],
        },
    ),
    Node("Ability", "c", {"name": "bake in class", "scope": "course"}),
    Node("KnowledgePoint", "p", {"name": "Ovens"}),
    Node("KnowledgePoint", "q", {"name": "An oven"}),
    Node("KnowledgePoint", "r", {"name": "Heat"}),
)


def said(
    type_: str, from_id: str, to_id: str, source: Source = "imported", **fields: Value
) -> Assertion:
    origin = "o" if source == "imported" else source
    return Assertion(type_, from_id, to_id, Block(source, origin, fields))


def bring(store: Store, assertions: Sequence[Assertion]) -> None:
    apply_plan(store, make_plan(store, NODES, assertions), "a bakery")


@pytest.fixture
def bakery(store: Store) -> Store:
    bring(
        store,
        [
            said("REQUIRES", "j", "a", essential=True),
            said("REQUIRES", "j", "b", essential=False),
            said("REQUIRES", "j", "b", "mined", n=3, mass=3.0, total=4.0),
            said("DEVELOPS", "p", "b", "expert", weight=0.9),
            said("PART_OF", "c", "b", confidence=0.5),
        ],
    )
    return store


def merge(store: Store, loser: str = "b", winner: str = "a") -> int:
    plan = plan_merge(store, loser, winner, "ann", "two words for one")
    return apply_merge(store, plan, loser, winner, "one")


def unmerge(store: Store, loser: str = "b") -> None:
    winner, plan = plan_unmerge(store, loser)
    apply_unmerge(store, plan, loser, winner, "two")


def show(store: Store) -> dict[str, object]:
    """Return the whole map without the stamps of changesets."""
    found: dict[str, object] = {}
    for label in NODE_KINDS:
        for page in list_pages(store, label):
            found |= {id_: without_stamp(held) for id_, held in page.items()}
    ids = [node.id for node in NODES]
    pairs = [(first, second) for first in ids for second in ids]
    for kind in EDGE_KINDS:
        edges = list_edges(store, kind, pairs)
        found |= {id_: without_stamp(held) for id_, held in edges.items()}
    return found


def without_stamp(held: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in held.items() if name != "changeset"}


def test_names_become_aliases_and_the_id_leads_to_the_other(bakery: Store) -> None:
    merge(bakery)
    nodes = list_nodes(bakery, "Ability", ["a", "b"])
    assert nodes["a"]["aliases"] == ["baking", "baking of bread", "烤面包"]
    assert (nodes["b"]["merged_into"], nodes["b"]["retired"]) == ("a", "merge")
    assert follow(bakery, "b") == "a"


def test_relationships_move_block_by_block_and_the_winners_word_stands(bakery: Store) -> None:
    merge(bakery)
    pairs = [("j", "a"), ("j", "b"), ("p", "a"), ("c", "a")]
    edges = {k: v for kind in EDGE_KINDS for k, v in list_edges(bakery, kind, pairs).items()}
    assert edges.keys() == {"j|REQUIRES|a", "p|DEVELOPS|a", "c|PART_OF|a"}
    need = edges["j|REQUIRES|a"]
    assert (need["imported_essential"], need["mined_n"]) == (True, 3)
    assert need["weight"] == round((3 + 5 * 0.8) / 9, 6)
    assert edges["p|DEVELOPS|a"]["sources"] == ["expert"]


def test_what_was_said_of_both_is_told(one_store: Store) -> None:
    bring(one_store, [said("REQUIRES", "j", "a"), said("REQUIRES", "j", "b")])
    [told] = plan_merge(one_store, "b", "a", "ann", "").left_out
    assert told == (
        "j|REQUIRES|b",
        "imported: o speaks of both, and its word on the other stands",
        *[""] * 3,
    )


def test_merging_again_and_importing_again_change_nothing(bakery: Store) -> None:
    merge(bakery)
    assert plan_merge(bakery, "b", "a", "ann", "").changes == ()
    again = make_plan(
        bakery,
        NODES,
        [
            said("REQUIRES", "j", "b", essential=False),
            said("REQUIRES", "j", "a", essential=True),
            said("PART_OF", "c", "b", confidence=0.5),
        ],
    )
    assert (again.changes, again.held) == ((), ("a.aliases",))


def test_parting_gives_every_value_back(bakery: Store) -> None:
    before = show(bakery)
    merge(bakery)
    assert show(bakery) != before
    unmerge(bakery)
    assert show(bakery) == before


def test_what_has_changed_since_stays_when_they_are_parted(bakery: Store) -> None:
    merge(bakery)
    apply_plan(bakery, make_plan(bakery, [Node("KnowledgePoint", "p", {"name": "Hearths"})]), "x")
    weighed = said("DEVELOPS", "p", "a", "expert", weight=0.5)
    apply_plan(bakery, make_plan(bakery, [], [weighed]), "an expert again")
    _, plan = plan_unmerge(bakery, "b")
    assert [(item.subject, item.reason) for item in plan.left_out] == [
        ("p|DEVELOPS|a", "was changed since")
    ]
    unmerge(bakery)
    held = show(bakery)
    assert {"p|DEVELOPS|a", "p|DEVELOPS|b"} <= held.keys()


def test_prerequisites_between_the_two_go_and_none_closes_a_cycle(store: Store) -> None:
    bring(
        store,
        [
            said("PRECEDES", "q", "p"),
            said("PRECEDES", "q", "r"),
            said("PRECEDES", "r", "p", "mined"),
        ],
    )
    plan = plan_merge(store, "q", "p", "ann", "")
    assert {item.subject: item.reason.split(" p")[0] for item in plan.left_out} == {
        "q|PRECEDES|p": "its ends become one",
        "p|PRECEDES|r": "closes the cycle",
    }
    apply_merge(store, plan, "q", "p", "one")
    pairs = [("q", "p"), ("q", "r"), ("p", "r"), ("r", "p")]
    assert list(list_edges(store, "PRECEDES", pairs)) == ["r|PRECEDES|p"]


def test_claims_move_and_what_was_distinct_stays_so(one_store: Store) -> None:
    bring(one_store, [])
    other = Node("Ability", "z", {"name": "bakes bread", "scope": "profession"})
    apply_plan(one_store, make_plan(one_store, [other]), "z")
    apply_plan(one_store, plan_distinct(one_store, "b", "z", "ann", "a robot's"), "distinct")
    merge(one_store)
    [known] = list_proposals(one_store, "rejected")
    assert (known.first_id, known.second_id, known.reason) == ("a", "z", "a robot's")
    apply_plan(one_store, plan_duplicates(one_store, "Ability", 0.5), "duplicates")
    assert list_proposals(one_store) == []


def post(id_: str, *abilities: str) -> Posting:
    mentions = tuple(Mention(each, 1, None, ("x",), (0,), (1,)) for each in abilities)
    names = (id_, "Baker", f"http://x/{id_}", None, None, "2026-01-01", "2026-01-02", id_, "en")
    return Posting(*names, "s", None, "j", "title", mentions)


def mentioned(store: Store) -> dict[str, tuple[str, ...]]:
    return {each.posting_id: each.ability_ids for each in list_posted_abilities(store)}


def test_postings_mention_the_other_and_again_the_first(bakery: Store) -> None:
    merge_postings(bakery, [post("1", "b"), post("2", "a", "b"), post("3", "a")])
    assert merge(bakery) == 1
    assert mentioned(bakery) == {"1": ("a",), "2": ("a", "b"), "3": ("a",)}
    unmerge(bakery)
    assert mentioned(bakery) == {"1": ("b",), "2": ("a", "b"), "3": ("a",)}


def test_a_merge_that_was_interrupted_is_finished_by_merging_again(bakery: Store) -> None:
    merge_postings(bakery, [post("1", "b")])
    apply_plan(bakery, plan_merge(bakery, "b", "a", "ann", ""), "killed before the mentions moved")
    assert merge(bakery) == 1


def test_a_chain_of_merges_leads_to_the_last_and_is_parted_backwards(one_store: Store) -> None:
    third = Node("Ability", "z", {"name": "bakery", "scope": "profession"})
    bring(one_store, [])
    apply_plan(one_store, make_plan(one_store, [third]), "z")
    merge_postings(one_store, [post("1", "b")])
    merge(one_store, "b", "a")
    merge(one_store, "a", "z")
    assert (follow(one_store, "b"), mentioned(one_store)) == ("z", {"1": ("z",)})
    with pytest.raises(CurationError, match="a was merged into z since: un-merge it first"):
        plan_unmerge(one_store, "b")
    unmerge(one_store, "a")
    unmerge(one_store, "b")
    assert (follow(one_store, "b"), mentioned(one_store)) == ("b", {"1": ("b",)})


@pytest.mark.parametrize(
    ("loser", "winner", "message"),
    [
        ("a", "a", "expected two ids"),
        ("a", "p", "expected two abilities or two knowledge points, found one of either"),
        ("a", "none", "found none"),
        ("a", "c", "expected two of one scope, found profession and course"),
    ],
)
def test_what_cannot_be_one_is_refused(
    one_store: Store, loser: str, winner: str, message: str
) -> None:
    bring(one_store, [])
    with pytest.raises(CurationError, match=message):
        plan_merge(one_store, loser, winner, "ann", "")


def test_only_what_was_merged_is_parted_and_only_what_serves_is_merged_into(
    one_store: Store,
) -> None:
    bring(one_store, [])
    with pytest.raises(CurationError, match="expected the id of something merged, found a"):
        plan_unmerge(one_store, "a")
    merge(one_store)
    with pytest.raises(CurationError, match="b is merged into a already"):
        plan_merge(one_store, "a", "b", "ann", "")
