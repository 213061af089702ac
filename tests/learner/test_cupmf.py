"""CUPMF: all its slopes by finite differences, descent, ablation of parts, batches, refusals."""

import numpy as np
import pytest

from learner.convolution import Network, Shape, draw_network, read, trace_back
from learner.cupmf import CupmfEstimator, list_cupmf_grid
from learner.errors import ChoiceError
from learner.joint import Descent, Factors, Weights, draw_factors, gather, measure_energy
from learner.packing import pack, unpack
from learner.reading import Reader, measure_size, read_all
from learner.responses import ItemText, Responses, ask_cells, make_responses
from learner.words import number_words

SMALL = Reader(Shape((2, 3), 6, 8), 8, least=1, rate=0.01)
EASY, HARD = ItemText("a simple sum", "1 2", "2", "add"), ItemText("a long proof", "", "3", "think")


def simulate(seed: int = 1, learners: int = 80) -> Responses:
    """Answers to simple and long questions; the last two nobody answered."""
    rng = np.random.default_rng(seed)
    texts = (EASY, HARD) * 8
    rate = np.where(np.arange(16) % 2 == 0, 0.85, 0.25)
    answered = rng.random((learners, 16)) < 0.8
    answered[:, 14:] = False
    q = np.tile([[1, 0], [1, 0], [0, 1], [0, 1]], (4, 1))
    return make_responses(rng.random((learners, 16)) < rate, answered, q, texts)


@pytest.fixture(scope="module")
def seen() -> Responses:
    return simulate()


def test_every_slope_is_that_of_finite_differences(seen: Responses) -> None:
    rng = np.random.default_rng(2)
    known = gather(seen, rng.random((80, 2)), complete=True)
    bank = number_words(seen.texts or (), ("stem", "options", "answer", "analysis"), 9, 3, 1)
    vectors = rng.normal(0, 0.3, (len(bank.vocabulary) + 2, 8))
    network = draw_network(vectors, Shape((2, 3), 6, 8), 3, rng)
    factors, weights = draw_factors((80, 16, 2), 3, rng), Weights(0.7, 0.4, 0.03, 0.05, 0.2, 0.01)

    def measure() -> float:
        found, _ = measure_energy(known, factors, read_all(network, bank), weights)
        return found + 0.5 * weights.network * measure_size(network)

    arrays, slopes = (
        [*factors.arrays, *network.arrays],
        _slope(known, factors, network, bank, weights),
    )
    for array, slope in zip(arrays, slopes, strict=True):
        for at in rng.integers(array.size, size=3):
            held = array.flat[at]
            array.flat[at] = held + 1e-5
            above = measure()
            array.flat[at] = held - 1e-5
            below = measure()
            array.flat[at] = held
            numeric = (above - below) / 2e-5
            assert abs(numeric - slope.flat[at]) <= 1e-4 * max(abs(numeric), 1e-3)


def _slope(known, factors: Factors, network: Network, bank, weights: Weights):  # type: ignore[no-untyped-def]
    reading = read(network, bank.words, bank.parts)
    _, slopes = measure_energy(known, factors, reading.factors, weights)
    away = weights.items * (reading.factors - factors.items)
    back = trace_back(network, bank.words, bank.parts, reading, away).arrays
    pairs = zip(back, network.arrays, strict=True)
    return [*slopes.arrays, *(slope + weights.network * array for slope, array in pairs)]


def test_the_energy_falls(seen: Responses) -> None:
    trace = CupmfEstimator(descent=Descent(80), reader=SMALL).fit(seen, 1).trace
    assert trace[-1] < 0.8 * trace[0]
    assert (np.diff(trace[:40]) < 0).all()


def test_a_new_question_is_judged_by_its_words(seen: Responses) -> None:
    weights = Weights(1.0, 0.5, 0.1, 0.1, 0.5)
    model = CupmfEstimator(weights, 4, Descent(80), reader=SMALL).fit(seen, 1)
    said = model.predict(seen, ask_cells(np.ones(seen.answered.shape, bool))).reshape(80, 16)
    assert said[:, 14].mean() > said[:, 15].mean() + 0.2


def test_the_part_that_is_left_out_says_nothing(seen: Responses) -> None:
    few = Reader(SMALL.shape, 8, parts=("options",), least=1)
    bank = CupmfEstimator(descent=Descent(2), reader=few).fit(seen, 1).bank
    assert set(bank.vocabulary) == {"1", "2"}
    with pytest.raises(ChoiceError, match="expected some of"):
        CupmfEstimator(reader=Reader(parts=("title",))).fit(seen, 1)


@pytest.mark.parametrize(
    "reader",
    [
        Reader(SMALL.shape, 8, least=1, batch=5),
        Reader(SMALL.shape, 8, least=1, pretrained=True),
        Reader(SMALL.shape, 8, least=1, dropout=0.0),
    ],
)
def test_every_way_of_reading_comes_down_and_repeats(seen: Responses, reader: Reader) -> None:
    how = CupmfEstimator(descent=Descent(30, parts=2), reader=reader, complete=True)
    model = how.fit(seen, 1)
    assert model.trace[-1] < model.trace[0]
    assert (how.fit(seen, 1).items == model.items).all()


def test_it_stops_where_it_predicts_no_better_and_takes_the_best(seen: Responses) -> None:
    model = CupmfEstimator(descent=Descent(200, patience=10), reader=SMALL).fit(seen, 1)
    assert 5 < model.descent.epochs == len(model.trace) - 10 < 190


def test_what_is_watched_is_unknown_to_the_diagnosis_too() -> None:
    coins = np.random.default_rng(0).random((300, 8)) < 0.5
    seen = make_responses(coins, np.ones_like(coins), np.eye(8), (EASY,) * 8)
    weights, how = Weights(1.0, 0.5, 0.02, 0.02, 0.02), Descent(60, patience=20)
    model = CupmfEstimator(weights, descent=how, reader=SMALL, complete=True).fit(seen, 1)
    assert model.descent.epochs <= 10  # coins cannot be foretold: any gain is a leak


def test_words_that_do_not_learn_stay_as_they_were(seen: Responses) -> None:
    still = Reader(SMALL.shape, 8, least=1, learns_words=False)
    short, long = (
        CupmfEstimator(descent=Descent(epochs), reader=still).fit(seen, 1) for epochs in (1, 10)
    )
    assert (short.network.words == long.network.words).all()
    assert (short.network.parts != long.network.parts).any()


def test_without_texts_it_is_a_factorisation_still() -> None:
    seen = simulate()
    bare = Responses(seen.scores, seen.answered, seen.q)
    model = CupmfEstimator(descent=Descent(40), reader=SMALL).fit(bare, 1)
    said = model.predict(bare, ask_cells(bare.answered))
    assert (
        said[bare.scores[bare.answered] > 0].mean() > said[bare.scores[bare.answered] == 0].mean()
    )


def test_it_is_kept_and_loaded(seen: Responses) -> None:
    model = CupmfEstimator(descent=Descent(3), reader=SMALL).fit(seen, 1)
    again = unpack(pack(model))
    asked = ask_cells(seen.answered)
    assert (again.predict(seen, asked) == model.predict(seen, asked)).all()
    assert again.bank.vocabulary == model.bank.vocabulary


def test_refusals_and_names() -> None:
    with pytest.raises(ChoiceError, match="CUPMF"):
        CupmfEstimator(reader=Reader(dropout=1.0))
    assert len({each.name for each in list_cupmf_grid(SMALL)}) == 8
