"""Which question would tell most next, and when to stop asking. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from learner.dina import DOUBT, Dina, posterior
from learner.mean_field import MeanField

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
Why = Literal["asks", "certain", "nothing tells more"]


@dataclass(frozen=True, slots=True)
class Prospect:
    """What asking each item would tell.

    Shapes:
        ``N`` items, ``K`` skills.

    Attributes:
        now: ``(K,)`` P(skill).
        right: ``(N,)`` P(right answer).
        after_right: ``(N, K)`` P(skill) should the answer be right, and ``after_wrong``.
        doubt: ``(K,)`` P(no answer can tell the skill, for want of the others that go with it).
    """

    now: FloatArray
    right: FloatArray
    after_right: FloatArray
    after_wrong: FloatArray
    doubt: FloatArray


@dataclass(frozen=True, slots=True)
class StopRule:
    """When to stop asking.

    Attributes:
        certain: a skill is certain when the learner has it, or lacks it, so probably, and answers
            can tell: with a doubt of no more than a half.
        least: bits that a question has to tell to be worth asking.
    """

    certain: float = 0.9
    least: float = 0.01


@dataclass(frozen=True, slots=True)
class Choice:
    """The item to ask next, None where ``why`` says that there is none.

    Attributes:
        gain: bits by which the uncertainty of the open skills is expected to fall.
        open: ``(K,)`` wanted skills that are not certain yet.
    """

    item: int | None
    gain: float
    why: Why
    open: BoolArray


Pick = Callable[[Prospect, BoolArray, BoolArray], Choice]


@dataclass(frozen=True, slots=True)
class Sitting:
    """An adaptive test that was taken: items in the order asked, and P(skill) before and after.

    Attributes:
        trace: ``(len(asked) + 1, K)`` P(skill).
    """

    asked: tuple[int, ...]
    trace: FloatArray
    why: Why


def foresee(model: Dina, belief: FloatArray, kept: FloatArray | None = None) -> Prospect:
    """Return what each item would tell, from ``(C,)`` P(group).

    ``kept`` is ``(N,)`` how much of its skills is retained, by default all.
    """
    able = model.guess + _spread(model, kept)
    chance = np.where(model.needs, able[:, None], model.guess[:, None])
    right = chance @ belief
    held = (chance * belief) @ model.shares
    missed = ((1.0 - chance) * belief) @ model.shares
    return Prospect(
        belief @ model.shares,
        right,
        held / right[:, None],
        missed / (1.0 - right)[:, None],
        belief @ model.undetermined,
    )


def foresee_apart(
    model: MeanField, mastery: FloatArray, kept: FloatArray | None = None
) -> Prospect:
    """Return what each item would tell, from ``(K,)`` P(skill), skills taken as independent.

    ``kept`` as :func:`foresee` has it.
    """
    able = np.where(model.q, mastery, 1.0).prod(axis=1)
    others = np.where(model.q, able[:, None] / np.maximum(mastery, 1e-12), able[:, None])
    spread = _spread(model, kept)[:, None]
    right = model.guess + spread[:, 0] * able
    if_held = model.guess[:, None] + spread * others
    after_right = mastery * if_held / right[:, None]
    after_wrong = mastery * (1.0 - if_held) / (1.0 - right)[:, None]
    telling = np.where(model.q, others, 0.0).max(axis=0, initial=0.0)
    return Prospect(mastery, right, after_right, after_wrong, 1.0 - telling)


def measure_gain(prospect: Prospect, wanted: BoolArray) -> FloatArray:
    """Return ``(N,)`` bits by which asking lowers the entropy of the ``(K,)`` wanted skills."""
    before = _entropy(prospect.now)[wanted].sum()
    right, wrong = (
        _entropy(after)[:, wanted].sum(axis=1)
        for after in (prospect.after_right, prospect.after_wrong)
    )
    gain: FloatArray = before - prospect.right * right - (1.0 - prospect.right) * wrong
    return np.maximum(gain, 0.0)


def choose_item(
    prospect: Prospect, wanted: BoolArray, allowed: BoolArray, rule: StopRule | None = None
) -> Choice:
    """Return the ``(N,)`` allowed item that tells most of the ``(K,)`` wanted skills.

    Of equal ones the first. Skills that are certain enough count no more; the test ends when all
    are, or when no item tells enough of the others.
    """
    rule = rule or StopRule()
    sure = np.maximum(prospect.now, 1.0 - prospect.now) >= rule.certain
    pending = wanted & ~(sure & (prospect.doubt <= DOUBT))
    if not pending.any():
        return Choice(None, 0.0, "certain", pending)
    gain = np.where(allowed, measure_gain(prospect, pending), -1.0)
    best = int(gain.round(12).argmax()) if allowed.any() else None
    if best is None or gain[best] < rule.least:
        return Choice(None, 0.0, "nothing tells more", pending)
    return Choice(best, float(gain[best]), "asks", pending)


def run_test(
    model: Dina, answer: Callable[[int], float], wanted: BoolArray, pick: Pick = choose_item
) -> Sitting:
    """Ask a learner, of whom nothing is known, item by item until the rule ends the test.

    ``answer`` gives the score of the item asked, in [0, 1]; ``wanted``, ``(K,)``, are the skills
    to be told; ``pick`` chooses each item, by default the one that tells most.
    """
    items = len(model.q)
    scores, asked = np.zeros((1, items)), np.zeros((1, items), dtype=bool)
    order, trace = list[int](), list[FloatArray]()
    while True:
        prospect = foresee(model, posterior(model, scores, asked)[0])
        trace.append(prospect.now)
        choice = pick(prospect, wanted, ~asked[0])
        if choice.item is None:
            return Sitting(tuple(order), np.array(trace), choice.why)
        scores[0, choice.item], asked[0, choice.item] = answer(choice.item), True
        order.append(choice.item)


def _spread(model: Dina | MeanField, kept: FloatArray | None) -> FloatArray:
    """Return ``(N,)`` how much likelier the right answer is with every skill, as far as kept."""
    spread: FloatArray = 1.0 - model.slip - model.guess
    return spread if kept is None else spread * kept


def _entropy(chance: FloatArray) -> FloatArray:
    """Return the entropy of a yes or no in bits."""
    inside = np.clip(chance, 1e-12, 1.0 - 1e-12)
    bits: FloatArray = -(inside * np.log2(inside) + (1.0 - inside) * np.log2(1.0 - inside))
    return bits
