"""Items that nobody has answered, foretold out of their words and their skills."""

import numpy as np
import pytest

from learner.cells import hold_out
from learner.convolution import Shape
from learner.cupmf import CupmfEstimator
from learner.dina_estimator import DinaEstimator
from learner.estimators import Estimator
from learner.joint import Descent, Weights
from learner.logistic_factors import LogisticFactorsEstimator
from learner.new_items import judge_new_items
from learner.packing import pack, unpack
from learner.querec import QueRecEstimator
from learner.reading import Reader
from learner.responses import ItemText, Responses, ask_cells, make_responses
from metrics.classification import measure_auc

HELD = Weights(1.0, 0.5, 0.5, 0.5, 0.5)
READER = Reader(Shape((2,), 10, 10), 10, rate=0.01, dropout=0.0)
LEVELS = ("simple", "short", "given", "explain", "prove", "general")


@pytest.fixture(scope="module")
def bank() -> tuple[Responses, np.ndarray]:
    """Answers to 60 questions whose words say how hard they are, and which of them are new."""
    rng = np.random.default_rng(1)
    level, q = rng.integers(6, size=60), rng.random((60, 3)) < 0.4
    q[~q.any(axis=1), 0] = True
    texts = tuple(
        ItemText(f"{LEVELS[each]} {' '.join(rng.choice([f'w{k}' for k in range(20)], 4))}")
        for each in level
    )
    able = ~(q[None] & ~(rng.random((120, 3)) < 0.6)[:, None]).any(axis=2)
    logits = np.where(able, 1.2, -1.0) - 0.9 * (level - 2.5)
    right = rng.random(logits.shape) < 1 / (1 + np.exp(-logits))
    return make_responses(right, np.ones(right.shape), q, texts), rng.random(60) < 0.25


def rank_new(how: Estimator, bank: tuple[Responses, np.ndarray]) -> float:
    seen, new = bank
    held = hold_out(seen, np.broadcast_to(new, seen.answered.shape))
    said = how.fit(held.kept, 1).predict(held.kept, held.asked)
    return measure_auc(said, held.score > 0.5)


@pytest.mark.parametrize("diagnosis", [None, DinaEstimator()])
def test_words_make_a_new_item_better_foretold(
    diagnosis: DinaEstimator | None, bank: tuple[Responses, np.ndarray]
) -> None:
    how = LogisticFactorsEstimator(diagnosis, factors=2, bias_penalty=0.3)
    seen, new = bank
    bare = Responses(seen.scores, seen.answered, seen.q)
    assert rank_new(how, bank) > rank_new(how, (bare, new)) + 0.05


def test_the_convolution_foretells_too_and_a_factorisation_without_words_does_not(
    bank: tuple[Responses, np.ndarray],
) -> None:
    read = rank_new(CupmfEstimator(HELD, 4, Descent(120), reader=READER), bank)
    blind = rank_new(QueRecEstimator(HELD, 4, Descent(120)), bank)
    assert read > blind + 0.05
    assert read > 0.6


def test_skills_and_words_together_foretell_best(bank: tuple[Responses, np.ndarray]) -> None:
    both = rank_new(LogisticFactorsEstimator(DinaEstimator(), factors=2, bias_penalty=0.3), bank)
    assert both > rank_new(DinaEstimator(), bank)
    assert both > 0.8


def test_how_far_words_tell_is_reported_and_kept(bank: tuple[Responses, np.ndarray]) -> None:
    seen, new = bank
    held = hold_out(seen, np.broadcast_to(new, seen.answered.shape))
    model = LogisticFactorsEstimator(DinaEstimator(), factors=2).fit(held.kept, 1)
    assert model.new is not None
    assert model.new.items.tolist() == np.flatnonzero(new).tolist()
    assert 0.4 < model.new.gain <= 1
    asked = ask_cells(np.ones(seen.answered.shape, bool))
    again = unpack(pack(model))
    assert (again.predict(seen, asked) == model.predict(seen, asked)).all()


def test_where_every_item_has_answers_nothing_is_new(bank: tuple[Responses, np.ndarray]) -> None:
    assert LogisticFactorsEstimator(factors=2).fit(bank[0], 1).new is None


def test_without_texts_a_new_item_has_the_mean_bias_of_the_others() -> None:
    seen = make_responses([[1, 0, 0.0]], [[1, 1, 0]], [[1]] * 3)
    found = judge_new_items(seen, 0.1, 0.2, np.array([1.0, 3.0, 9.0]))
    assert found.bias == pytest.approx([2.0])
    assert (found.penalty, found.gain) == (np.inf, 0)
