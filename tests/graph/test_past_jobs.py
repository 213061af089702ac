"""A job as it was, on the planted school of the golden results."""

from dataclasses import dataclass

import pytest

from graph.changes import apply_plan, get_seq
from graph.claims import Block
from graph.drafts import make_plan
from graph.errors import AsOfError, UnknownIdError
from graph.jobs import Job, Requirement, get_job, list_requirements
from graph.past_jobs import get_past_job
from graph.plans import Assertion, Change, Node, Plan, Restated
from graph.store import Store

Told = tuple[Job, list[Requirement]]


@dataclass(frozen=True, slots=True)
class Changed:
    """The school, and what its statements told of its jobs at changesets 1 and 2."""

    store: Store
    told: dict[tuple[int, str], Told]


def tell(store: Store, seq: int, *job_ids: str) -> dict[tuple[int, str], Told]:
    assert get_seq(store) == seq
    return {
        (seq, job_id): (get_job(store, job_id), list_requirements(store, job_id))
        for job_id in job_ids
    }


@pytest.fixture(scope="module")
def changed(school: Store) -> Changed:
    told = tell(school, 1, "machinist", "welder")
    nodes = [
        Node("Ability", "turn", {"name": "车", "name_zh": None}),
        Node("Job", "smith", {"title": "锻工"}),
    ]
    mine = Block("expert", "me", {"weight": 0.5})
    said = [
        Assertion("REQUIRES", "smith", "turn", mine),
        Assertion("DEVELOPS", "gauge", "turn", mine),
    ]
    apply_plan(school, make_plan(school, nodes, said), "a smith")
    told |= tell(school, 2, "machinist", "welder", "smith")
    forgotten = make_plan(school, restated=[Restated("REQUIRES", "imported", "crafts")])
    gone = Change("remove", "REQUIRES", "smith|REQUIRES|turn", ends=("smith", "turn"))
    smith = Change("remove", "Job", "smith")
    apply_plan(school, Plan((*forgotten.changes, gone, smith)), "no crafts, no smith")
    return Changed(school, told | tell(school, 3, "machinist", "welder"))


ASKED = [(seq, job) for seq in (1, 2, 3) for job in ("machinist", "welder")] + [(2, "smith")]


@pytest.mark.parametrize(("seq", "job_id"), ASKED)
def test_a_job_as_of_a_changeset_is_what_the_statements_told_then(
    changed: Changed, seq: int, job_id: str
) -> None:
    found = get_past_job(changed.store, job_id, seq)
    assert (found.seq, (found.job, found.requirements)) == (seq, changed.told[seq, job_id])
    assert found.requirements != []


def test_the_changes_between_are_seen(changed: Changed) -> None:
    first, second, third = (changed.told[seq, "machinist"][1] for seq in (1, 2, 3))
    assert len(first) == len(second) > len(third)
    assert {need.name for need in second} - {need.name for need in first} == {"车"}
    assert changed.told[2, "smith"][1][0].points == changed.told[1, "machinist"][1][0].points + 1


def test_now_is_the_newest_changeset(changed: Changed) -> None:
    found = get_past_job(changed.store, "machinist")
    assert (found.seq, (found.job, found.requirements)) == (3, changed.told[3, "machinist"])


def test_no_more_rows_than_wanted_the_most_demanded_first(changed: Changed) -> None:
    found = get_past_job(changed.store, "machinist", 1, limit=2)
    assert found.requirements == changed.told[1, "machinist"][1][:2]


@pytest.mark.parametrize("seq", [0, 1, 3])
def test_a_job_that_was_not_there_is_named_with_the_changeset(changed: Changed, seq: int) -> None:
    with pytest.raises(UnknownIdError, match=f"expected the id of a Job at changeset {seq}, found"):
        get_past_job(changed.store, "smith", seq)


def test_a_changeset_that_is_to_come_is_refused(changed: Changed) -> None:
    with pytest.raises(AsOfError, match="as of 4: expected a changeset from 0 to 3"):
        get_past_job(changed.store, "machinist", 4)
