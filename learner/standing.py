"""Where a learner stands: every point with its mastery, its certainty and its review."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import numpy as np

from graph.learners import Learner, Mastery, get_learner
from graph.mastery import PointMastery, list_point_mastery
from graph.store import Store
from graph.times import to_second
from learner.answer_sheets import to_day
from learner.errors import NotFittedError
from learner.fitted import load_diagnosis
from learner.retention import Forgetting

Verdict = Literal["strong", "fading", "weak", "unknown"]
Certainty = Literal["certain", "likely", "open"]
PASS = 0.6
_CERTAIN, _LIKELY = 0.9, 0.7
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PointStanding:
    """One point of a diagnosis.

    Attributes:
        probability: of mastery, in [0, 1], as the answers tell it; ``retained`` what is left of
            it at the time asked.
        verdict: ``unknown`` without evidence, ``weak`` below 0.6, ``fading`` where mastered but
            less than 0.6 is retained, else ``strong``.
        certainty: how sure either way: 0.9 ``certain``, 0.7 ``likely``, below, or without
            evidence, ``open``.
        evidence: answers that bear on it.
        review_at: when no more than 0.7 of what was mastered is retained, UTC; None: never.
        due: mastered once, and that time has come.
    """

    point_id: str
    name: str
    course_id: str | None
    course: str | None
    chapter: str | None
    probability: float
    retained: float
    verdict: Verdict
    certainty: Certainty
    evidence: int
    practised: str | None
    review_at: str | None
    due: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner's diagnosis at a time.

    Attributes:
        diagnosed: False when nothing is known of any point.
        model: version of the model; None where not diagnosed.
        as_of: the time asked for, UTC, which ``retained`` and ``due`` are of.
        points: by course and order.
    """

    learner: Learner
    diagnosed: bool
    model: str | None
    as_of: str
    points: tuple[PointStanding, ...]


def read_standing(store: Store, home: Path, learner_id: str, at: datetime) -> Standing:
    """Return the diagnosis that the graph holds, what is retained reckoned anew for a time.

    Raises:
        UnknownIdError: no such learner.
        ModelFileError: the model's file is absent or damaged.
    """
    learner = get_learner(store, learner_id)
    known = list_point_mastery(store, learner_id)
    model = known[0].known.model if known else None
    forgetting = _find_forgetting(store, home, model) if known else None
    as_of = to_second(at)
    points = tuple(describe_point(each, forgetting, as_of) for each in known)
    diagnosed = any(each.verdict != "unknown" for each in points)
    return Standing(learner, diagnosed, model, as_of, points)


def _find_forgetting(store: Store, home: Path, version: str | None) -> Forgetting | None:
    """Return the constants of the model that judged; None where it is not the newest any more."""
    try:
        fitted = load_diagnosis(store, home)
    except NotFittedError:
        return None
    return fitted.forgetting if fitted.version == version else None


def is_due(known: Mastery, as_of: str) -> bool:
    """Return whether a point that was mastered, as answers tell, is to be reviewed by now."""
    mastered = known.evidenced and known.probability >= PASS
    return mastered and known.review_at is not None and known.review_at <= as_of


def describe_point(each: PointMastery, forgetting: Forgetting | None, as_of: str) -> PointStanding:
    """Return where a learner stands with a point; without constants as much retained as stored."""
    known, retained = each.known, each.known.retained
    if forgetting is not None:
        days = np.array([to_day(as_of) - to_day(known.practised)])
        kept = forgetting.retain(days, known.successes)[0]
        retained = round(float(known.probability * kept), _DIGITS)
    verdict = _judge(known.probability, retained, evidenced=known.evidenced)
    return PointStanding(
        known.point_id,
        each.name,
        each.course_id,
        each.course,
        each.chapter,
        known.probability,
        retained,
        verdict,
        _weigh(known.probability, evidenced=known.evidenced),
        known.evidence,
        known.practised,
        known.review_at,
        is_due(known, as_of),
    )


def _judge(probability: float, retained: float, *, evidenced: bool) -> Verdict:
    if not evidenced:
        return "unknown"
    if probability < PASS:
        return "weak"
    return "fading" if retained < PASS else "strong"


def _weigh(probability: float, *, evidenced: bool) -> Certainty:
    sure = max(probability, 1.0 - probability) if evidenced else 0.0
    if sure >= _CERTAIN:
        return "certain"
    return "likely" if sure >= _LIKELY else "open"
