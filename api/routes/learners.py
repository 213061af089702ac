"""Learners over HTTP: what they lack for a job, the path that closes it, their answers."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, BaseModel, Field

from api.dependencies import HomeDep, Limit, StoreDep
from api.refusals import DoorError
from graph.claims import Properties
from graph.errors import UnknownIdError
from graph.events import Event, merge_event
from graph.learners import Learner, get_learner
from graph.resources import list_known_resources
from learner.diagnosis import diagnose_answer
from learner.questions import NextQuestion
from learner.standing import Standing, read_standing
from recommend.asking import find_question_for
from recommend.paths import LEAST_DEMAND, ExplainedGap, Path, plan_path
from recommend.suitable import Rule, Suitable, Wanted, Wish, find_suitable

router = APIRouter(prefix="/learners", tags=["learners"])
OptionalJob = Annotated[str | None, Query(min_length=1, max_length=200, description="Job.id")]
JobId = Annotated[str, Query(min_length=1, max_length=200, description="Job.id")]


Share = Annotated[float, Query(ge=0.0, le=1.0, description="demand share worth learning for")]


class AnswerIn(BaseModel):
    """An answer to a question.

    The same ``key`` again changes nothing; with another learner, question or score it is refused.
    """

    key: str = Field(min_length=1, max_length=200)
    question_id: str = Field(min_length=1, max_length=200)
    score: float = Field(ge=0.0, le=1.0)
    at: AwareDatetime | None = None
    seconds: int | None = Field(default=None, ge=0, le=86_400)


class AnswerOut(BaseModel):
    """``added``: false when the key was known; ``diagnosed``: points judged anew."""

    added: bool
    diagnosed: int


class SuitableIn(BaseModel):
    """What is asked for; without a job the one that the learner aims at."""

    job: str | None = Field(default=None, min_length=1, max_length=200)
    rule: Rule = Field(default="zone", description="paper: what will be answered right")
    difficulty: Wanted | None = Field(default=None, description="of the paper's rule")
    limit: int = Field(default=10, ge=1, le=100)


@router.get("/{learner_id}")
def get_one(learner_id: str, store: StoreDep) -> Learner:
    """Return a learner, as a pseudonym, with counts."""
    return get_learner(store, learner_id)


@router.get("/{learner_id}/gaps")
def list_gaps_of(
    learner_id: str, job: JobId, store: StoreDep, limit: Limit = 50
) -> list[ExplainedGap]:
    """List the abilities the learner still needs for the job, widest gap first, with reasons."""
    return list(plan_path(store, learner_id, job).gaps[:limit])


@router.get("/{learner_id}/path")
def get_path_of(
    learner_id: str, job: JobId, store: StoreDep, least_demand: Share = LEAST_DEMAND
) -> Path:
    """Return the path that closes the learner's gaps for the job: steps in order, with reasons."""
    return plan_path(store, learner_id, job, least_demand)


@router.get("/{learner_id}/diagnosis")
def get_diagnosis_of(learner_id: str, store: StoreDep, home: HomeDep) -> Standing:
    """Return what the learner masters, point by point, how surely, and what is due for review."""
    return read_standing(store, home, learner_id, datetime.now(UTC))


@router.get("/{learner_id}/next-question")
def get_next_question(
    learner_id: str, store: StoreDep, home: HomeDep, job: OptionalJob = None
) -> NextQuestion:
    """Return the question that tells most of what a job rests on, by default the one aimed at."""
    return find_question_for(store, home, learner_id, datetime.now(UTC), job)


@router.get("/{learner_id}/suitable")
def list_suitable(
    learner_id: str,
    store: StoreDep,
    home: HomeDep,
    asked: Annotated[SuitableIn, Query()],
) -> list[Suitable]:
    """List exercises, videos and texts that suit the learner now, best first."""
    wish = Wish(asked.job, asked.rule, asked.difficulty, asked.limit)
    return find_suitable(store, home, learner_id, datetime.now(UTC), wish)


@router.post("/{learner_id}/answers", status_code=201)
def add_answer(
    learner_id: str, answer: AnswerIn, response: Response, store: StoreDep, home: HomeDep
) -> AnswerOut:
    """Take an answer and judge what it tells of anew, by the model fitted last."""
    get_learner(store, learner_id)
    kind = list_known_resources(store, [answer.question_id]).get(answer.question_id)
    if kind is None:
        raise UnknownIdError("Resource", answer.question_id)
    if kind != "question":
        raise DoorError(f"question_id: expected a question, found a {kind}")
    added = merge_event(store, _event(learner_id, answer))
    if not added:
        response.status_code = 200
        return AnswerOut(added=False, diagnosed=0)
    judged = diagnose_answer(store, home, learner_id, answer.question_id, datetime.now(UTC))
    return AnswerOut(added=True, diagnosed=judged)


def _event(learner_id: str, answer: AnswerIn) -> Event:
    moment = answer.at or datetime.now(UTC)
    if moment > datetime.now(UTC):
        raise DoorError(f"at: expected a past time, found {moment.isoformat()}")
    at = moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    properties: Properties = {"score": answer.score, "at": at}
    if answer.seconds is not None:
        properties["seconds"] = answer.seconds
    return Event("answered", answer.key, learner_id, answer.question_id, properties)
