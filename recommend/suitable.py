"""Suitable resources of a learner: exercises, videos and texts in one list, with reasons."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import numpy as np

from graph.events import Answer, list_answers_of
from graph.learners import get_learner, list_gaps, list_point_states
from graph.points import list_prerequisites
from graph.redirects import follow
from graph.resources import list_resources_about
from graph.store import Store
from graph.times import to_second
from learner.answer_sheets import to_day
from learner.difficulty import PASS_MARK, classify_items
from learner.dina import Dina, predict
from learner.fitted import FittedDiagnosis, load_diagnosis
from learner.judging import is_up_to, judge
from learner.questions import predict_answers
from learner.standing import is_due
from recommend.maps import read_job_map
from recommend.needs import renew_gaps, weigh_needs
from recommend.suitability import (
    Rated,
    Situation,
    choose_by_paper,
    choose_rated,
    rate_resource,
    spread_needs,
)

Rule = Literal["zone", "paper"]
Wanted = Literal["simple", "complex"]
FRESH = timedelta(days=14)
_ALL = 1_000
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for.

    Attributes:
        job_id: the job to learn for, by default the one that the learner aims at; without either
            everything that the diagnosis knows is needed as far as it is not mastered.
        rule: ``paper`` is the paper's own: questions that will be answered right, of the
            ``wanted`` class of difficulty.
        limit: most resources.
    """

    job_id: str | None = None
    rule: Rule = "zone"
    wanted: Wanted | None = None
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Suitable:
    """A resource that suits a learner, with what it was ordered by.

    Attributes:
        points: names of the knowledge points that it is about, ``point_ids`` their ids.
        need: of the neediest of them, in [0, 1].
        ready: product of the retained mastery of what comes before them.
        chance: of a right answer now; of what teaches, of having the points after it.
        suitability: need x ready x how near the chance is to 0.7; the paper's rule does not use it.
        due: a point of it is due for review.
    """

    resource_id: str
    kind: str
    title: str | None
    url: str | None
    seconds: int | None
    point_ids: tuple[str, ...]
    points: tuple[str, ...]
    need: float
    ready: float
    chance: float
    suitability: float
    due: bool


def find_suitable(
    store: Store,
    home: Path,
    learner_id: str,
    at: datetime,
    wish: Wish | None = None,
) -> list[Suitable]:
    """Return what suits a learner at a time, best first.

    Questions answered right within 14 days come back only when a point of theirs is due.

    Raises:
        UnknownIdError: no such learner or job.
        NotFittedError: no model was fitted yet.
    """
    wish = wish or Wish()
    job = wish.job_id or get_learner(store, learner_id).target_id
    fitted = load_diagnosis(store, home)
    answers = [each for each in list_answers_of(store, learner_id) if is_up_to(each, at)]
    here = _stand(store, learner_id, job, (fitted, answers), at)
    resources = list_resources_about(store, here.need.keys() | here.mastery.keys())
    if wish.rule == "paper":
        heavy = None if wish.wanted is None else wish.wanted == "complex"
        chosen = choose_by_paper(resources, here, _classify(fitted), heavy, wish.limit)
    else:
        fresh = _list_fresh(answers, at)
        rated = [rate_resource(each, here) for each in resources]
        held = [one for one in rated if one.due or one.resource.resource_id not in fresh]
        chosen = choose_rated(held, wish.limit)
    return _name(store, learner_id, chosen)


def _stand(
    store: Store,
    learner_id: str,
    job_id: str | None,
    known: tuple[FittedDiagnosis, Sequence[Answer]],
    at: datetime,
) -> Situation:
    fitted, answers = known
    as_of = to_second(at)
    found = judge(fitted, answers, as_of)
    mastery = {each.point_id: each.retained for each in found if each.evidenced}
    due = {each.point_id for each in found if is_due(each, as_of)}
    need, pairs = _weigh(store, learner_id, job_id, mastery, fitted)
    before: dict[str, list[str]] = defaultdict(list)
    for first, later in pairs:
        before[later].append(first)
    return Situation(
        mastery,
        spread_needs(need, pairs, mastery),
        before,
        predict_answers(fitted, answers, to_day(as_of)),
        frozenset(due),
    )


def _weigh(
    store: Store,
    learner_id: str,
    job_id: str | None,
    mastery: Mapping[str, float],
    fitted: FittedDiagnosis,
) -> tuple[Mapping[str, float], list[tuple[str, str]]]:
    """Return what is needed, by point, and the prerequisites (first, later) around it.

    ``mastery`` is what is retained now; the gaps that the graph tells are of its diagnosis.
    """
    if job_id is None:
        points = {point for each in fitted.blocks for point in each.block.points}
        need: Mapping[str, float] = {p: 1.0 - mastery.get(p, 0.0) for p in points}
        listed = list_prerequisites(store, points)
        return need, [(pair.from_id, pair.to_id) for pair in listed]
    job = follow(store, job_id)
    stored = list_gaps(store, learner_id, job, _ALL, with_met=True)
    found = read_job_map(store, job)
    gaps = renew_gaps(stored, found.edges, mastery)
    need = weigh_needs(gaps, found.edges, mastery).need
    return need, [(pair.from_id, pair.to_id) for pair in found.prerequisites]


def _list_fresh(answers: Sequence[Answer], at: datetime) -> set[str]:
    """Return the questions answered right within the last 14 days."""
    start = to_second(at - FRESH)
    return {
        each.question_id
        for each in answers
        if each.at is not None and each.at >= start and each.score >= PASS_MARK
    }


def _classify(fitted: FittedDiagnosis) -> dict[str, bool]:
    """Return whether each question is complex, for a learner of whom nothing is known."""
    found: dict[str, bool] = {}
    for each in fitted.blocks:
        model = each.model
        if isinstance(model, Dina):
            right = predict(model, model.prior[None, :])[0]
        else:
            able = np.where(model.q, model.prior, 1.0).prod(axis=1)
            right = model.guess + (1.0 - model.slip - model.guess) * able
        hard = classify_items(1.0 - right)
        found |= dict(zip(each.block.questions, hard.tolist(), strict=True))
    return found


def _name(store: Store, learner_id: str, chosen: Sequence[Rated]) -> list[Suitable]:
    wanted = {point for each in chosen for point in each.points}
    names = {s.point_id: s.name for s in list_point_states(store, learner_id, wanted)}
    return [
        Suitable(
            each.resource.resource_id,
            each.resource.kind,
            each.resource.title,
            each.resource.url,
            each.resource.seconds,
            each.points,
            tuple(names.get(point, point) for point in each.points),
            round(each.need, _DIGITS),
            round(each.ready, _DIGITS),
            round(each.chance, _DIGITS),
            round(each.suitability, _DIGITS),
            each.due,
        )
        for each in chosen
    ]
