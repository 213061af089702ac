"""What texts say of how hard items are: leaving one out, the penalty, known words found again."""

import numpy as np
import pytest

from learner.responses import ItemText
from learner.text_prior import _fit, fit_text_prior

RNG = np.random.default_rng(1)
LEVELS = ("simple", "short", "long", "proof")


def make_texts(level: np.ndarray, seed: int = 2) -> tuple[ItemText, ...]:
    rng = np.random.default_rng(seed)
    return tuple(
        ItemText(f"{LEVELS[each]} {' '.join(rng.choice([f'w{k}' for k in range(30)], 5))}")
        for each in level
    )


def test_left_out_is_what_a_fit_to_the_others_expects() -> None:
    features, values, trust = RNG.normal(size=(12, 3)), RNG.normal(size=12), RNG.random(12)
    known = np.ones(12, bool)
    for penalty in (0.3, np.inf):
        left_out = _fit(features, values, trust, known, penalty)[1]
        for item in (0, 7):
            others = np.where(np.arange(12) == item, 0.0, trust)
            scaled = penalty * trust.mean() / others[others > 0].mean()
            again = _fit(features, values, others, others > 0, scaled)[0]
            assert again[item] == pytest.approx(left_out[item])


def test_words_that_tell_are_found_and_tell_of_new_items() -> None:
    level = RNG.integers(4, size=120)
    values = level - 1.5 + RNG.normal(0, 0.3, 120)
    trust = np.where(np.arange(120) < 90, 1.0, 0.0)
    prior = fit_text_prior(make_texts(level), values, trust)
    assert prior.gain > 0.7
    assert np.corrcoef(prior.expected[90:], values[90:])[0, 1] > 0.8
    assert np.isnan(prior.left_out[90:]).all()
    assert not np.isnan(prior.left_out[:90]).any()


def test_what_is_not_known_changes_nothing() -> None:
    level = RNG.integers(4, size=40)
    texts, trust = make_texts(level), np.where(np.arange(40) < 30, 1.0, 0.0)
    wild = np.where(trust > 0, level.astype(np.float64), np.nan)
    assert fit_text_prior(texts, wild, trust).expected == pytest.approx(
        fit_text_prior(texts, (level * trust).astype(np.float64), trust).expected
    )


def test_words_that_say_nothing_leave_the_mean() -> None:
    values = np.random.default_rng(7).normal(size=60)
    prior = fit_text_prior(make_texts(np.zeros(60, int)), values, np.ones(60))
    assert prior.penalty >= 30
    assert prior.expected == pytest.approx(values.mean(), abs=0.15)
    assert prior.gain >= 0


@pytest.mark.parametrize("texts", [(ItemText(""),) * 3, (ItemText("same"),) * 3])
def test_without_words_or_with_equal_ones_every_item_has_the_mean(
    texts: tuple[ItemText, ...],
) -> None:
    prior = fit_text_prior(texts, np.array([1.0, 3, 9]), np.array([1.0, 1, 0]))
    assert prior.expected == pytest.approx(2.0)


def test_no_known_item_is_no_error() -> None:
    prior = fit_text_prior(make_texts(np.arange(4)), np.zeros(4), np.zeros(4))
    assert not prior.expected.any()


def test_a_large_bank_keeps_its_main_dimensions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learner.text_prior._DENSE", 10)
    level = RNG.integers(4, size=120)
    prior = fit_text_prior(make_texts(level), level.astype(float), np.ones(120))
    assert prior.gain > 0.5
