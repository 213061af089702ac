"""A seeded world of answers over time: with forgetting, texts of questions, and faults in Q.

Learners practise skills that they have or lack, forget between, and answer questions whose words
tell skills and difficulty. It is ours, so success in it is necessary and proves little.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from evaluation.answer_sets import AnswerSet, keep_attempts, require_cells
from evaluation.question_texts import write_questions
from learner.responses import Attempts, Responses

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_FIRST_DAY = 20_000.0  # in 2024
_STREAMS = ("skills", "items", "faults", "texts", "answers")


@dataclass(frozen=True, slots=True)
class World:
    """What is made.

    Attributes:
        learners: how many, with ``attempts`` answers each over ``days``.
        items: how many, of up to three of ``skills``.
        forgetting: power of the decay of a skill not practised, 0 for none.
        consolidation: how much each right answer slows it.
        repeats: share of the attempts that are at a question tried before.
        faults: share of the cells of Q that are wrong in what models see.
        language: of the texts, ``en`` or ``zh``.
    """

    learners: int = 250
    items: int = 300
    skills: int = 10
    attempts: int = 60
    days: float = 90.0
    forgetting: float = 0.3
    consolidation: float = 0.3
    repeats: float = 0.3
    faults: float = 0.07
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Truth:
    """What the world knows and no model sees.

    Shapes:
        ``M`` learners, ``N`` items, ``K`` skills.

    Attributes:
        mastery: ``(M, K)`` whether the learner has the skill.
        q: ``(N, K)`` whether the item needs the skill, without faults.
        slip: ``(N,)`` of failing with every skill at hand; higher for hard items.
        guess: ``(N,)`` of passing without; lower for hard items.
    """

    mastery: BoolArray
    q: BoolArray
    slip: FloatArray
    guess: FloatArray


def make_data0(world: World, seed: int) -> tuple[AnswerSet, Truth]:
    """Return the answers of a world and its truth; equal seeds give equal worlds.

    A learner answers right with ``guess + (1 - slip - guess) * kept``, ``kept`` being 0 if a skill
    is missing, else the product over its skills of ``(1 + days since its last practice) **
    (-forgetting / (1 + consolidation * right answers to it))``, 1 at the first practice.

    Raises:
        AnswerSetError: a world larger than memory should hold.
    """
    name = f"data0-{world.language}-{seed}"
    require_cells(name, world.learners, world.items)
    require_cells(name, world.learners, 8 * world.attempts, "eight times attempts")
    rng = {name: np.random.default_rng([seed, at]) for at, name in enumerate(_STREAMS)}
    hardness = rng["items"].random(world.items)
    truth = Truth(
        mastery=_draw_mastery(world, rng["skills"]),
        q=_draw_needs(world, rng["items"]),
        slip=0.03 + 0.3 * hardness,
        guess=0.3 - 0.25 * hardness,
    )
    attempts = _practise(world, truth, rng["answers"])
    texts = write_questions(truth.q, hardness, world.language, rng["texts"])
    seen = _spoil(truth.q, world.faults, rng["faults"])
    scores = np.zeros((world.learners, world.items))
    table = Responses(scores, scores > 0, seen, attempts, texts)
    answers = AnswerSet(
        name=name,
        responses=keep_attempts(table, attempts),
        learners=tuple(f"learner-{row + 1}" for row in range(world.learners)),
        items=tuple(f"question-{row + 1}" for row in range(world.items)),
        skills=tuple(f"skill-{row + 1}" for row in range(world.skills)),
    )
    return answers, truth


def make_table(learners: int, items: int, skills: int, seed: int) -> AnswerSet:
    """Return a complete table of answers without times, as DINA makes them; as large as told."""
    world = World(learners, items, skills)
    rng = np.random.default_rng([seed, len(_STREAMS)])
    mastery, q = _draw_mastery(world, rng), _draw_needs(world, rng)
    lacking = (~mastery).astype(np.float64) @ q.T
    right = rng.random((learners, items)) < np.where(lacking == 0, 0.85, 0.2)
    told = Responses(right.astype(np.float64), np.ones_like(right), q)
    return AnswerSet(
        f"table-{seed}",
        told,
        *(tuple(str(row + 1) for row in range(count)) for count in (learners, items, skills)),
    )


def _draw_mastery(world: World, rng: Generator) -> BoolArray:
    """Return who has which skill: an able learner has more, and the first skills are commoner."""
    able = rng.normal(size=(world.learners, 1))
    hard = np.linspace(-1.0, 0.8, world.skills)
    return np.asarray(able + rng.normal(scale=0.8, size=(world.learners, world.skills)) > hard)


def _draw_needs(world: World, rng: Generator) -> BoolArray:
    """Return a Q matrix of one to three skills an item, each skill alone where items suffice."""
    keys = rng.random((world.items, world.skills))
    count = rng.choice([1, 2, 3], size=world.items, p=[0.5, 0.35, 0.15])
    q = keys.argsort(axis=1).argsort(axis=1) < count[:, None]
    some = min(world.items, world.skills)
    q[:some] = np.eye(world.skills, dtype=np.bool_)[:some]
    return q


def _spoil(q: BoolArray, share: float, rng: Generator) -> BoolArray:
    """Return Q with a share of its cells wrong, as many taken away as put in, no row empty."""
    spoilt = q.copy()
    wrong = round(share * q.size / 2)
    for needed in (True, False):
        cells = np.argwhere(q == needed)
        for row, column in cells[rng.permutation(len(cells))[:wrong]]:
            spoilt[row, column] = not needed
    bare = ~spoilt.any(axis=1)
    spoilt[bare] = q[bare]
    return spoilt


def _draw_items(world: World, rng: Generator) -> IntArray:
    """Return ``(M, T)`` what each learner tries, now and then a question tried before."""
    item = rng.integers(world.items, size=(world.learners, world.attempts))
    for turn in range(1, world.attempts):
        again = rng.random(world.learners) < world.repeats
        before = rng.integers(turn, size=world.learners)
        item[again, turn] = item[again, before[again]]
    return item


def _practise(world: World, truth: Truth, rng: Generator) -> Attempts:
    """Return the attempts of everybody, each learner's in the order of time."""
    shape = (world.learners, world.attempts)
    item = _draw_items(world, rng)
    day = np.sort(_FIRST_DAY + world.days * rng.random(shape), axis=1)
    day = np.round(day * 1440.0) / 1440.0  # whole minutes, as tables keep them
    chance = rng.random(shape)
    score = np.zeros(shape)
    last = np.full((world.learners, world.skills), np.nan)
    right = np.zeros((world.learners, world.skills))
    for turn in range(world.attempts):
        needs, now = truth.q[item[:, turn]], day[:, turn, None]
        gone = np.where(np.isnan(last), 0.0, now - last)
        power = -world.forgetting / (1.0 + world.consolidation * right)
        kept = np.where(needs, (1.0 + gone) ** power, 1.0).prod(axis=1)
        able = ~(needs & ~truth.mastery).any(axis=1)
        slip, guess = truth.slip[item[:, turn]], truth.guess[item[:, turn]]
        passed = chance[:, turn] < guess + (1.0 - slip - guess) * able * kept
        score[:, turn] = passed
        last = np.where(needs, now, last)
        right += needs & passed[:, None]
    learner = np.repeat(np.arange(world.learners), world.attempts)
    return Attempts(learner, item.ravel(), score.ravel(), day.ravel())
