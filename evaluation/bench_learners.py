"""What one learner's diagnosis costs after an answer, and what adaptive asking saves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from graph.events import list_answers_of
from graph.learners import list_learners
from graph.server import open_store
from graph.settings import Settings
from learner.adaptive import Choice, Prospect, StopRule, choose_item, run_test
from learner.diagnosis import diagnose_answer, diagnose_learner
from learner.dina import Dina
from learner.fitted import load_diagnosis
from learner.judging import judge
from learner.unions import list_groups

Bools = NDArray[np.bool_]
_ONE = np.eye(4, dtype=bool)
_Q = np.vstack([_ONE, _ONE, _ONE, _ONE, _ONE | np.eye(4, k=1, dtype=bool)])


@dataclass(frozen=True, slots=True)
class UpdateMeasure:
    """CPU milliseconds of our own process to bring one learner up to date, server apart.

    Attributes:
        judging: ``(median, p95)`` of the model alone, all points.
        whole: ``(median, p95)`` with the answers read, what changed found, and its writing sent.
        answer: ``(median, p95)`` the same for the points that one answer tells of, as the API does.
    """

    learners: int
    judging: tuple[float, float]
    whole: tuple[float, float]
    answer: tuple[float, float]


@dataclass(frozen=True, slots=True)
class SittingMeasure:
    """Means over made learners: questions asked until the rule ends, share of skills told right."""

    learners: int
    asked: float
    asked_in_random_order: float
    right: float
    right_in_random_order: float


def measure_updates(home: Path) -> UpdateMeasure:
    """Bring every learner of a graph up to date, one by one, and once before to warm up."""
    judging, whole, single = list[float](), list[float](), list[float]()
    with open_store(Settings(neo4j_uri="", journeyman_home=home)) as store:
        fitted, at = load_diagnosis(store, home), datetime.now(UTC)
        learners = [each.learner_id for each in list_learners(store) if each.answers]
        for learner in [*learners, *learners]:
            answers = list_answers_of(store, learner)
            start = process_time()
            judge(fitted, answers)
            judging.append((process_time() - start) * 1e3)
            start = process_time()
            diagnose_learner(store, home, learner, at)
            whole.append((process_time() - start) * 1e3)
            start = process_time()
            diagnose_answer(store, home, learner, answers[-1].question_id, at)
            single.append((process_time() - start) * 1e3)
    count = len(learners)
    return UpdateMeasure(count, *(_sum_up(times[count:]) for times in (judging, whole, single)))


def measure_sittings(learners: int = 200) -> SittingMeasure:
    """Let made learners sit an adaptive test, and the same questions in an order drawn."""
    found = np.mean([_sit(np.random.default_rng([7, n])) for n in range(learners)], axis=0)
    asked, drawn, right, right_drawn = (round(float(each), 4) for each in found)
    return SittingMeasure(learners, asked, drawn, right, right_drawn)


def _sit(rng: np.random.Generator) -> tuple[float, float, float, float]:
    groups = list_groups(_Q)
    rates = rng.uniform(0.05, 0.3, (2, len(_Q)))
    model = Dina(_Q, groups.unions, groups.shares, rates[0], rates[1], groups.prior)
    truth = rng.random(4) < 0.5
    able = (~_Q | truth).all(axis=1)
    score = rng.random(len(_Q)) < np.where(able, 1.0 - model.slip, model.guess)
    order = rng.permutation(len(_Q))

    def draw(prospect: Prospect, wanted: Bools, allowed: Bools) -> Choice:
        choice = choose_item(prospect, wanted, allowed, StopRule(least=0.0))
        left = [int(item) for item in order if allowed[item]]
        return choice if choice.item is None else Choice(left[0], 0.0, "asks", choice.open)

    sittings = [
        run_test(model, lambda item: float(score[item]), np.ones(4, dtype=bool), pick)
        for pick in (choose_item, draw)
    ]
    right = [float(((each.trace[-1] > 0.5) == truth).mean()) for each in sittings]
    return len(sittings[0].asked), len(sittings[1].asked), right[0], right[1]


def _sum_up(times: Sequence[float]) -> tuple[float, float]:
    middle, most = np.percentile(times, [50, 95])
    return float(middle), float(most)
