"""A framework's versions, one after the other, in the map."""

from dataclasses import replace

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.jobs import get_job, list_job_titles
from graph.past_jobs import get_past_job
from graph.plans import Assertion, LeftOut, Node
from graph.redirects import follow
from graph.store import Store
from ingest.errors import FrameworkError
from ingest.frameworks.plan import plan_standard
from ingest.frameworks.standard import Standard


def job(name: str, framework: str = "framework:f") -> Node:
    return Node("Job", f"f:{name}", {"title": name, "framework": framework})


def ability(name: str) -> Node:
    properties = {"name": name, "scope": "profession", "framework": "framework:f"}
    return Node("Ability", f"f:{name}", properties)


def needs(from_: str, to: str, origin: str = "f:1") -> Assertion:
    return Assertion("REQUIRES", f"f:{from_}", f"f:{to}", Block("imported", origin))


FIRST = Standard(
    Node("Framework", "framework:f", {"name": "F", "version": "1"}),
    "f:1",
    (job("baker"), ability("bake"), ability("mix")),
    (needs("baker", "bake"), needs("baker", "mix")),
)
SECOND = Standard(
    Node("Framework", "framework:f", {"name": "F", "version": "2"}),
    "f:2",
    (job("bread baker"), ability("bake")),
    (needs("bread baker", "bake", "f:2"),),
    replaced=(("f:baker", "f:bread baker"),),
)


def bring(store: Store, standard: Standard) -> None:
    apply_plan(store, plan_standard(store, standard), standard.origin)


def test_a_version_again_changes_nothing(store: Store) -> None:
    bring(store, FIRST)
    made = plan_standard(store, FIRST)
    assert (made.changes, made.unchanged) == ((), 6)


def test_what_a_new_version_lacks_is_retired_and_its_relations_go(one_store: Store) -> None:
    bring(one_store, FIRST)
    bring(one_store, SECOND)
    assert list_nodes(one_store, "Ability", ["f:mix"])["f:mix"]["retired"] == "2"
    assert list_edges(one_store, "REQUIRES", [("f:baker", "f:bake"), ("f:baker", "f:mix")]) == {}
    assert [each.job_id for each in list_job_titles(one_store)] == ["f:bread baker"]


def test_an_old_id_leads_to_what_is_in_its_place_today_and_to_itself_then(store: Store) -> None:
    bring(store, FIRST)
    bring(store, SECOND)
    assert get_job(store, "f:baker").title == "bread baker"
    assert get_past_job(store, "f:baker").job.job_id == "f:bread baker"
    assert get_past_job(store, "f:baker", 1).job.title == "baker"


def test_a_chain_of_replacements_is_one_step(one_store: Store) -> None:
    bring(one_store, FIRST)
    bring(one_store, SECOND)
    third = replace(
        SECOND,
        origin="f:3",
        nodes=(job("miller"),),
        assertions=(),
        replaced=(("f:bread baker", "f:miller"),),
    )
    bring(one_store, third)
    assert (follow(one_store, "f:baker"), follow(one_store, "f:bread baker")) == ("f:miller",) * 2


def test_what_is_said_of_an_old_id_is_said_of_what_is_in_its_place(one_store: Store) -> None:
    bring(one_store, FIRST)
    bring(one_store, SECOND)
    posted = Assertion("REQUIRES", "f:baker", "f:mix", Block("mined", "postings", {"n": 3}))
    made = make_plan(one_store, [], [posted])
    assert [change.subject for change in made.changes] == ["f:bread baker|REQUIRES|f:mix"]


def test_a_version_that_has_a_node_again_ends_its_redirect(one_store: Store) -> None:
    bring(one_store, FIRST)
    bring(one_store, SECOND)
    bring(one_store, FIRST)
    assert follow(one_store, "f:baker") == "f:baker"
    held = list_nodes(one_store, "Job", ["f:baker", "f:bread baker"])
    assert ("retired" in held["f:baker"], held["f:bread baker"]["retired"]) == (False, "1")


def test_what_an_expert_says_of_a_retired_node_stays(one_store: Store) -> None:
    bring(one_store, FIRST)
    said = Assertion("REQUIRES", "f:baker", "f:mix", Block("expert", "me", {"weight": 0.9}))
    apply_plan(one_store, make_plan(one_store, [], [said]), "an expert")
    bring(one_store, replace(SECOND, replaced=()))
    held = list_edges(one_store, "REQUIRES", [("f:baker", "f:mix")])
    assert held["f:baker|REQUIRES|f:mix"]["sources"] == ["expert"]


def test_a_framework_that_is_taken_over_is_retired_and_what_it_said_is_the_others(
    one_store: Store,
) -> None:
    part = Standard(
        Node("Framework", "framework:part", {"name": "Part"}),
        "part:1",
        (job("baker", "framework:part"), job("smith", "framework:part"), ability("bake")),
        (needs("baker", "bake", "part:1"),),
    )
    bring(one_store, part)
    bring(one_store, replace(FIRST, takes_over=("framework:part",)))
    edge = list_edges(one_store, "REQUIRES", [("f:baker", "f:bake")])
    assert edge["f:baker|REQUIRES|f:bake"]["imported_origin"] == "f:1"
    held = list_nodes(one_store, "Job", ["f:smith"]) | list_nodes(
        one_store, "Framework", ["framework:part"]
    )
    assert {each["retired"] for each in held.values()} == {"1"}


def test_a_node_of_another_framework_stays_as_that_one_says_it(one_store: Store) -> None:
    bring(one_store, FIRST)
    other = replace(
        FIRST,
        framework=Node("Framework", "framework:g", {"name": "G"}),
        origin="g:1",
        nodes=(Node("Ability", "f:bake", {"name": "BAKE", "framework": "framework:g"}),),
        assertions=(),
    )
    made = plan_standard(one_store, other)
    assert made.left_out == (LeftOut("f:bake", "is of framework:f, which keeps it"),)
    assert made.counts() == {"Framework": {"add": 1}}


def test_a_replacement_that_is_not_there_or_not_needed_is_told(one_store: Store) -> None:
    faulty = replace(SECOND, replaced=(("f:baker", "f:none"), ("f:bake", "f:bread baker")))
    found = {(item.subject, item.found) for item in plan_standard(one_store, faulty).left_out}
    assert found == {("f:baker", "f:none"), ("f:bake", "")}


def test_replacements_that_lead_back_and_empty_frameworks_are_refused(one_store: Store) -> None:
    round_ = replace(SECOND, replaced=(("f:x", "f:y"), ("f:y", "f:x")))
    with pytest.raises(FrameworkError, match=r"f:x: expected a replacement, found one that leads"):
        plan_standard(one_store, round_)
    with pytest.raises(
        FrameworkError, match=r"framework:f: expected abilities or jobs, found none"
    ):
        plan_standard(one_store, replace(FIRST, nodes=(), assertions=()))
