"""What learners do in the same order, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import HomeDep, Limit, StoreDep
from mining.items import Of
from mining.next_steps import Suggestion, suggest_next
from mining.sequences import (
    Group,
    Habit,
    Wanted,
    list_paths,
    mine_sequences,
)

router = APIRouter(tags=["sequences"])
Gap = Annotated[int | None, Query(ge=1, le=10_000, description="most places between two steps")]
Class = Annotated[str | None, Query(alias="class", description="of this class")]


@router.get("/paths")
def list_typical_paths(
    store: StoreDep,
    of: Of = "points",
    school_class: Class = None,
    major: str | None = None,
    gap: Gap = None,
    limit: Limit = 10,
) -> list[Habit]:
    """List the typical learning paths of a class, of a major or of all learners."""
    people = Group(major=major, school_class=school_class)
    mined = mine_sequences(store, None, Wanted(of, max_gap=gap), people)
    return list_paths(store, mined, limit)


@router.get("/learners/{learner_id}/next")
def list_next_of(
    learner_id: str, store: StoreDep, home: HomeDep, of: Of = "resources", limit: Limit = 10
) -> list[Suggestion]:
    """List what the patterns mined last speak for as the learner's next, each with the reason."""
    return suggest_next(store, home, learner_id, of, limit)
