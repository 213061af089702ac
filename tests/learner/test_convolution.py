"""The convolution: slopes by finite differences, windows of padding, dropout, a known signal."""

import numpy as np
import pytest

from learner.adam import Adam
from learner.convolution import Network, Shape, draw_network, drop, read, trace_back

WORDS = np.array([[2, 3, 4, 2, 1, 5], [3, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [5, 4, 3, 0, 0, 0]])
PARTS = np.where(WORDS > 0, [1, 1, 2, 2, 3, 4], 0)


def make_network(seed: int = 1) -> Network:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(0, 0.3, (6, 5))
    vectors[0] = 0
    return draw_network(vectors, Shape((2, 3), 4, 6), 3, rng)


def test_slopes_are_those_of_finite_differences() -> None:
    network, rng = make_network(), np.random.default_rng(3)
    aim, kept = rng.normal(size=(4, 3)), (rng.random((4, 6)) > 0.2) / 0.8

    def measure() -> float:
        found = drop(network, read(network, WORDS, PARTS), kept).factors
        return 0.5 * float(((found - aim) ** 2).sum())

    reading = drop(network, read(network, WORDS, PARTS), kept)
    slopes = trace_back(network, WORDS, PARTS, reading, reading.factors - aim)
    worst = 0.0
    for array, slope in zip(network.arrays[1:], slopes.arrays[1:], strict=True):
        for at in rng.integers(array.size, size=12):
            held = array.flat[at]
            array.flat[at] = held + 1e-6
            above = measure()
            array.flat[at] = held - 1e-6
            below = measure()
            array.flat[at] = held
            numeric = (above - below) / 2e-6
            worst = max(worst, abs(numeric - slope.flat[at]) / max(abs(numeric), 1e-3))
    assert worst < 1e-4


def test_slopes_of_words_are_those_of_finite_differences_and_the_padding_has_none() -> None:
    network = make_network()
    reading = read(network, WORDS, PARTS)
    slopes = trace_back(network, WORDS, PARTS, reading, np.ones((4, 3)))
    for at in [(1, 0), (2, 1), (5, 4)]:
        network.words[at] += 1e-6
        above = read(network, WORDS, PARTS).factors.sum()
        network.words[at] -= 2e-6
        below = read(network, WORDS, PARTS).factors.sum()
        network.words[at] += 1e-6
        assert (above - below) / 2e-6 == pytest.approx(slopes.words[at], rel=1e-4, abs=1e-8)
    assert not slopes.words[0].any()


def test_windows_of_nothing_but_padding_are_left_out() -> None:
    network = make_network()
    longer = np.hstack((WORDS, np.zeros((4, 5), int)))
    tags = np.hstack((PARTS, np.zeros((4, 5), int)))
    here, there = (read(network, *each).factors for each in ((WORDS, PARTS), (longer, tags)))
    assert here[1:] == pytest.approx(there[1:])


def test_a_bias_above_zero_does_not_speak_for_a_question_without_words() -> None:
    network = make_network()
    for bias in network.kernel_biases:
        bias[:] = 9.0
    assert not read(network, WORDS, PARTS).largest[2].any()
    assert read(network, WORDS, PARTS).largest[1].all()


def test_the_part_of_a_word_is_told() -> None:
    network = make_network()
    other = np.where(WORDS > 0, 4, 0)
    assert not np.allclose(
        read(network, WORDS, PARTS).factors[0], read(network, WORDS, other).factors[0]
    )


def test_what_a_pair_of_words_says_is_learnt() -> None:
    rng = np.random.default_rng(5)
    words = rng.integers(2, 6, (80, 6))
    aim = ((words[:, :-1] == 2) & (words[:, 1:] == 3)).any(axis=1) * 1.6 - 0.8
    network, adam, tags = make_network(), Adam(0.02), np.ones_like(words)
    for _ in range(150):
        reading = read(network, words, tags)
        away = reading.factors.copy()
        away[:, 0] -= aim
        adam.step(network.arrays, trace_back(network, words, tags, reading, away).arrays)
    said = read(network, words, tags).factors[:, 0]
    assert (np.sign(said) == np.sign(aim)).mean() > 0.95
