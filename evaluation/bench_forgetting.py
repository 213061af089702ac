"""What a model of forgetting is worth on made answers, with forgetting and without."""

import numpy as np
from numpy.typing import NDArray

from evaluation.bench_fits import Row
from learner.forgetting import RetrievalEstimator, measure_losses, split_later
from learner.practice import list_attempts
from learner.responses import Asked, Attempts, Responses
from learner.retention import NEVER, Forgetting
from learner.retrieval import RetrievalDina, fit_retrieval
from learner.tdina import TDinaEstimator

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

Q = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1]] * 4, dtype=np.bool_)
GUESS, SLIP, DAYS = 0.15, 0.1, 90.0
TRUE = Forgetting(1.0, 0.6, 0.3)
LATER = 0.25


def make_attempts(seed: int, forgetting: Forgetting, learners: int, each: int = 40) -> Responses:
    """Draw each learner's attempts over 90 days, retrieved as retrieval DINA says."""
    rng = np.random.default_rng(seed)
    held = rng.random((learners, 1)) + rng.normal(0.0, 0.3, (learners, 3)) > 0.5
    day = np.sort(rng.uniform(0.0, DAYS, (each, learners)), axis=0)
    item, luck = rng.integers(0, len(Q), (each, learners)), rng.random((each, learners))
    score, last = np.zeros((each, learners)), np.full((learners, 3), np.nan)
    right = np.zeros((learners, 3))
    for turn in range(each):
        needed, when = Q[item[turn]], day[turn][:, None]
        kept = forgetting.retain(when - last, right)
        chance = np.where(needed, held * kept, 1.0).prod(axis=1)
        score[turn] = luck[turn] < GUESS + (1.0 - SLIP - GUESS) * chance
        last, right = np.where(needed, when, last), right + needed * score[turn][:, None]
    learner = np.tile(np.arange(learners), each)
    return tabulate(Attempts(learner, item.ravel(), score.ravel(), day.ravel()), learners)


def tabulate(attempts: Attempts, learners: int) -> Responses:
    """Return the attempts, in order of time, with the table of the last answers."""
    scores = np.zeros((learners, len(Q)))
    scores[attempts.learner, attempts.item] = attempts.score
    answered = np.zeros(scores.shape, dtype=np.bool_)
    answered[attempts.learner, attempts.item] = True
    return Responses(scores, answered, Q, attempts)


def measure_forgetting(learners: int) -> list[Row]:
    """Hold out the last quarter of the answers of learners who forget, and of others who do not."""
    rows = []
    for what, truth in (("learners forget", TRUE), ("nobody forgets", NEVER)):
        seen = make_attempts(21, truth, learners)
        earlier, later = split_later(seen, LATER)
        table = tabulate(list_attempts(earlier), learners)
        chosen = RetrievalEstimator().fit(table, 0)
        dina = fit_retrieval(table, NEVER)
        losses = [measure_later(model, seen) for model in (dina, chosen)]
        told = (
            TDinaEstimator()
            .fit(table, 0)
            .predict(seen, Asked(later.learner, later.item, later.day))
        )
        paper = -np.log(np.where(later.score == 1, told, 1.0 - told)).mean()
        it = chosen.forgetting
        rows += [
            Row(f"{what}: later log loss of DINA", f"{losses[0]:.4f}"),
            Row(f"{what}: retrieval DINA, delta {it.delta}, gamma {it.gamma}", f"{losses[1]:.4f}"),
            Row(f"{what}: TDINA of the paper", f"{paper:.4f}"),
        ]
    return rows


def measure_later(model: RetrievalDina, seen: Responses, share: float = LATER) -> float:
    """Return the mean log loss of the last answers; up to each the practice is known."""
    earlier, later = split_later(seen, share)
    return float(measure_losses(model, earlier, later, list_attempts(seen)).mean())
