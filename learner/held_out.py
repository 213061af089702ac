"""Each learner's last answers, held out to find how fast is forgotten. Pure.

:mod:`learner.forgetting` chooses for one Q matrix; here all blocks of a map have it in common.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.events import Answer
from learner.answer_sheets import ByQuestion, fill_sheet, group_answers, to_day
from learner.blocks import QBlock
from learner.fitted import fit_block
from learner.forgetting import LEAST, POWERS, choose, find_cuts
from learner.logistic import measure_loss
from learner.practice import Practice, trace_practice
from learner.responses import Asked
from learner.retention import NEVER, Forgetting

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """``R`` answers that a model fitted to earlier ones has not seen.

    Attributes:
        score: ``(R,)`` in [0, 1].
        able: ``(R,)`` P(every skill of the item), as the earlier answers tell it.
        slip: ``(R,)`` of the item, and ``guess``.
        practice: of the item's skills before each answer.
    """

    score: FloatArray
    able: FloatArray
    slip: FloatArray
    guess: FloatArray
    practice: Practice

    def measure_losses(self, forgetting: Forgetting) -> FloatArray:
        """Return ``(R,)`` log loss of each answer."""
        kept = self.practice.retain(forgetting)
        return measure_loss(
            self.guess + (1.0 - self.slip - self.guess) * self.able * kept, self.score
        )


def find_forgetting(blocks: Sequence[QBlock], answers: Sequence[Answer]) -> Forgetting:
    """Return the constants under which the last fifth of each learner's answers is likeliest.

    The models are fitted to the earlier answers alone. Answers without a time tell nothing of
    forgetting, and where too few have one nothing is forgotten.
    """
    days = [to_day(answer.at) for answer in answers]
    cuts = _cut(answers, days)
    pairs = zip(answers, days, strict=True)
    early = group_answers([each for each, day in pairs if not day >= cuts[each.learner_id]])
    everything = group_answers(answers)
    parts = [_hold_out(block, early, everything, cuts) for block in blocks]
    return choose_forgetting([part for part in parts if part is not None])


def choose_forgetting(parts: Sequence[HeldOut]) -> Forgetting:
    """Return the constants that :func:`learner.forgetting.choose` takes by all parts together."""
    if sum(len(part.score) for part in parts) < LEAST:
        return NEVER
    grid = (NEVER, *POWERS)
    losses = [np.concatenate([part.measure_losses(each) for part in parts]) for each in grid]
    return grid[choose(np.array(losses))]


def _cut(answers: Sequence[Answer], days: Sequence[float]) -> dict[str, float]:
    """Return by learner the day from which on answers are held out."""
    rows: dict[str, int] = {}
    learner = [rows.setdefault(answer.learner_id, len(rows)) for answer in answers]
    cuts = find_cuts(np.array(learner, dtype=np.int64), np.array(days, dtype=np.float64))
    return dict(zip(rows, cuts.tolist(), strict=True))


def _hold_out(
    block: QBlock, early: ByQuestion, answers: ByQuestion, cuts: Mapping[str, float]
) -> HeldOut | None:
    """Return a block's later answers beside what a model of the earlier ones expects of them."""
    before, whole = fill_sheet(block, early), fill_sheet(block, answers)
    if not before.learners:
        return None
    start = np.array([cuts[learner] for learner in whole.learners])
    row = {learner: index for index, learner in enumerate(before.learners)}
    place = np.array([row.get(learner, -1) for learner in whole.learners])
    told, who = whole.attempts, whole.attempts.learner
    held = (told.day >= start[who]) & (place[who] >= 0)
    asked = Asked(who[held], told.item[held], told.day[held])
    fitted = fit_block(block, before)
    return HeldOut(
        told.score[held],
        fitted.enable(before)[place[asked.learner], asked.item],
        fitted.model.slip[asked.item],
        fitted.model.guess[asked.item],
        trace_practice(told, block.q, asked),
    )
