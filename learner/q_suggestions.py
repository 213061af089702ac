"""Rows of a Q matrix that the answers speak against, and what they would rather be. Pure."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from learner.dina import Dina, posterior
from learner.responses import Responses

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

ENOUGH = 0.95  # share of the variance that a row has to account for
MISFIT = 0.1  # RMSEA above which an item fits badly
LEAST = 50  # answers below which an item's row is not judged
_MOST_SKILLS = 3  # of a suggested row, where all rows would be too many
_ALL_ROWS = 10  # skills up to which all rows are tried
_LIGHT = 1e-9


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another row for an item; a person decides.

    Attributes:
        item: row of Q.
        now: skills that the item needs as Q says it; ``rather`` as the answers say it.
        pvaf: share of the variance of the item's success between groups that the row accounts
            for, in [0, 1]; ``pvaf_rather`` that of the suggested row.
        rmsea: how far success in the groups is from the item's slip and guess, 0 or more;
            ``rmsea_rather`` with the suggested row.
    """

    item: int
    now: tuple[int, ...]
    rather: tuple[int, ...]
    answers: int
    pvaf: float
    pvaf_rather: float
    rmsea: float
    rmsea_rather: float


@dataclass(frozen=True, slots=True)
class _Success:
    """Of one item in ``C`` groups: expected answers, and the share of them that is right."""

    weight: FloatArray
    rate: FloatArray


def suggest_rows(model: Dina, responses: Responses) -> list[Suggestion]:
    r"""Return the items whose row another one would improve, those that fit worst first.

    A row accounts for the share :math:`\varsigma^2(q) / \varsigma^2(1)` of the variance of an
    item's success, where :math:`\varsigma^2(q) = \sum_l w_l (p_l - \bar p)^2` over the classes of
    the skills in q (PVAF). Suggested is the smallest row with a PVAF of 0.95, of those the one
    with the least RMSEA, where that row has a lower RMSEA than the present one and the present
    one misses a PVAF of 0.95 or an RMSEA of 0.1. Items with fewer than 50 answers are left alone.

    Source:
        de la Torre and Chiu, "A general method of empirical Q-matrix validation", 2016; RMSEA as
        in Kunina-Habenicht, Rupp and Wilhelm, 2012.
    """
    belief = posterior(model, responses.scores, responses.answered)
    answers = responses.answered.sum(axis=0)
    rows = _list_rows(model.q.shape[1])
    found = [
        _judge(model, item, int(answers[item]), _count(responses, belief, item), rows)
        for item in map(int, np.flatnonzero(answers >= LEAST))
    ]
    told = [each for each in found if each is not None]
    return sorted(told, key=lambda each: (-each.rmsea, each.item))


def _judge(
    model: Dina, item: int, answers: int, success: _Success, rows: list[tuple[int, ...]]
) -> Suggestion | None:
    """Return another row for an item, None where the present one is good enough or the best."""
    now = tuple(int(skill) for skill in np.flatnonzero(model.q[item]))
    whole = _spread(success, np.arange(len(success.rate)))
    if whole <= _LIGHT:
        return None
    held, misfit = _account(model, success, now) / whole, _misfit(model, success, now)
    if held >= ENOUGH and misfit <= MISFIT:
        return None
    rather = _find_row(model, success, rows, whole)
    if rather is None or rather == now or _misfit(model, success, rather) >= misfit:
        return None
    return Suggestion(
        item,
        now,
        rather,
        answers,
        round(held, 6),
        round(_account(model, success, rather) / whole, 6),
        round(misfit, 6),
        round(_misfit(model, success, rather), 6),
    )


def _find_row(
    model: Dina, success: _Success, rows: list[tuple[int, ...]], whole: float
) -> tuple[int, ...] | None:
    """Return the smallest row that accounts for enough, of those the one that fits best."""
    size, best = 0, list[tuple[int, ...]]()
    for row in rows:
        if best and len(row) > size:
            break
        if _account(model, success, row) / whole >= ENOUGH:
            best, size = [*best, row], len(row)
    return min(best, key=lambda row: (_misfit(model, success, row), row), default=None)


def _list_rows(skills: int) -> list[tuple[int, ...]]:
    """Return the rows that are tried, small ones first."""
    most = skills if skills <= _ALL_ROWS else _MOST_SKILLS
    return [row for size in range(1, most + 1) for row in combinations(range(skills), size)]


def _count(responses: Responses, belief: FloatArray, item: int) -> _Success:
    """Return the expected answers to an item and the share of right ones, group by group."""
    told = responses.answered[:, item]
    weight = belief[told].sum(axis=0)
    right = responses.scores[told, item] @ belief[told]
    return _Success(weight, np.divide(right, weight, out=np.zeros_like(right), where=weight > 0))


def _account(model: Dina, success: _Success, row: tuple[int, ...]) -> float:
    """Return the variance of success between the classes of a row's skills."""
    held = model.unions[:, list(row)].astype(np.intp)
    code: NDArray[np.intp] = (held << np.arange(len(row), dtype=np.intp)).sum(axis=1)
    return _spread(success, code)


def _spread(success: _Success, code: NDArray[np.intp]) -> float:
    """Return the variance of success between sets of groups, told by a number each."""
    weight = np.bincount(code, success.weight)
    right = np.bincount(code, success.weight * success.rate)
    rate = np.divide(right, weight, out=np.zeros_like(right), where=weight > 0)
    mean = right.sum() / weight.sum()
    return float((weight * (rate - mean) ** 2).sum() / weight.sum())


def _misfit(model: Dina, success: _Success, row: tuple[int, ...]) -> float:
    """Return the RMSEA of an item that needs the skills of a row."""
    gate = np.asarray(model.unions[:, list(row)].all(axis=1), dtype=np.intp)
    between = _spread(success, gate)
    whole = _spread(success, np.arange(len(success.rate)))
    return float(np.sqrt(max(whole - between, 0.0)))
