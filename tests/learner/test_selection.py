"""Selection by validation: who wins, the report, the mean of two, what is held out."""

from dataclasses import dataclass

import numpy as np
import pytest

from learner.cells import draw_folds, draw_held_out, hold_out, keep_cells, list_cells
from learner.dina_estimator import DinaEstimator
from learner.errors import ChoiceError, ScoresError
from learner.item_mean import ItemMeanEstimator
from learner.latent_classes import LatentClassesEstimator
from learner.logistic import squash, to_logits
from learner.neighbours import NeighboursEstimator
from learner.packing import pack, unpack
from learner.responses import Asked, Attempts, FloatArray, Responses, ask_cells, make_responses
from learner.selection import Selected, average
from metrics.calibration import lose_log

ONES = np.ones((60, 300))


@dataclass(frozen=True, slots=True)
class Constant:
    chance: float

    @property
    def name(self) -> str:
        return f"constant {self.chance}"

    def fit(self, seen: Responses, seed: int) -> "Constant":
        return self

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        return np.full(len(asked.item), self.chance)


@dataclass(frozen=True, slots=True)
class Slanted:
    """Knows one third of the items, and says 1/2 of the others."""

    third: int
    chance: float

    @property
    def name(self) -> str:
        return f"slanted {self.third}"

    def fit(self, seen: Responses, seed: int) -> "Slanted":
        return self

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        return np.where(asked.item // 100 == self.third, self.chance, 0.5)


@pytest.fixture(scope="module")
def seen() -> Responses:
    rng = np.random.default_rng(1)
    rate = np.linspace(0.1, 0.9, 12)
    return make_responses(rng.random((60, 12)) < rate, np.ones((60, 12)), np.ones((12, 1)))


def test_what_predicts_best_wins_and_the_report_says_by_how_much(seen: Responses) -> None:
    chosen = Selected((Constant(0.5), Constant(0.3), ItemMeanEstimator())).fit(seen, 1)
    choice = chosen.choice
    assert choice.winner == choice.names[0] == "item mean"
    assert list(choice.losses) == sorted(choice.losses)
    assert choice.margin == pytest.approx(choice.losses[1] - choice.losses[0])
    assert choice.losses[1] == pytest.approx(np.log(2))
    assert 0 < choice.error < choice.margin
    assert choice.cells == 108


def test_the_winner_is_fitted_to_everything(seen: Responses) -> None:
    chosen = Selected((Constant(0.5), ItemMeanEstimator())).fit(seen, 1)
    asked = ask_cells(np.ones((60, 12), bool))
    whole = ItemMeanEstimator().fit(seen, 1)
    assert chosen.predict(seen, asked) == pytest.approx(whole.predict(seen, asked))


def test_two_that_err_to_either_side_are_averaged_where_that_is_allowed() -> None:
    even = make_responses(np.tile([0.0, 1.0], (20, 5)), np.ones((20, 10)), np.ones((10, 1)))
    both = (Constant(0.2), Constant(0.8), Constant(0.99))
    chosen = Selected(both, average=True).fit(even, 3)
    assert len(chosen.models) == 2
    assert " + " in chosen.choice.winner
    assert chosen.predict(even, ask_cells(even.answered)) == pytest.approx(0.5)
    assert len(Selected(both).fit(even, 3).models) == 1


def test_what_lowers_the_loss_of_the_mean_is_added_one_by_one() -> None:
    rate = np.repeat([0.1, 0.5, 0.9], 100)
    seen = make_responses(np.random.default_rng(2).random((60, 300)) < rate, ONES, ONES[:1].T)
    parts = (Slanted(0, 0.05), Slanted(1, 0.95), Slanted(2, 0.95), Constant(0.5))
    chosen = Selected(parts, average=True).fit(seen, 1)
    assert set(chosen.choice.winner.split(" + ")) == {"slanted 0", "slanted 2"}
    alone = min(chosen.choice.losses)
    assert chosen.choice.loss == pytest.approx(alone - chosen.choice.margin)


def test_for_items_that_nobody_answered_items_held_out_whole_choose() -> None:
    rng = np.random.default_rng(3)
    skills, q = rng.random((150, 3)) < 0.5, np.tile(~np.eye(3, dtype=bool), (4, 1))
    had = skills.astype(int) @ q.T.astype(int)  # half of the skills is worth half, not nothing
    right = rng.random((150, 12)) < np.array([0.05, 0.5, 0.95])[had]
    answered = np.ones((150, 12), bool)
    answered[:, :3] = False
    seen = make_responses(right, answered, q)
    chosen = Selected((LatentClassesEstimator(8), DinaEstimator())).fit(seen, 1)
    assert chosen.choice.winner == "latent classes (8)"
    assert chosen.new is not None
    assert chosen.new.choice.winner == "DINA"
    assert chosen.new.choice.cells == 9 * 150
    asked = ask_cells(np.ones((150, 12), bool))
    found = chosen.predict(seen, asked).reshape(150, 12)
    classes, dina = (
        each.fit(seen, 1).predict(seen, asked).reshape(150, 12)
        for each in (LatentClassesEstimator(8), DinaEstimator())
    )
    assert (found[:, 3:] == classes[:, 3:]).all()
    assert (found[:, :3] == dina[:, :3]).all()
    again = unpack(pack(chosen)).predict(seen, asked).reshape(150, 12)
    assert (again == found).all()


def test_where_every_item_was_answered_nothing_is_chosen_for_new_ones(seen: Responses) -> None:
    assert Selected((ItemMeanEstimator(), Constant(0.5))).fit(seen, 1).new is None


def test_one_candidate_wins_by_nothing(seen: Responses) -> None:
    choice = Selected((ItemMeanEstimator(),)).fit(seen, 1).choice
    assert (choice.margin, choice.error) == (0.0, 0.0)


def test_equal_seeds_choose_alike(seen: Responses) -> None:
    each = Selected((NeighboursEstimator(), ItemMeanEstimator()))
    assert each.fit(seen, 5).choice == each.fit(seen, 5).choice
    assert each.fit(seen, 5).choice != each.fit(seen, 6).choice


@pytest.mark.parametrize("candidates", [(), (Constant(0.5), Constant(0.5))])
def test_no_candidate_or_two_of_one_name_are_refused(candidates: tuple[Constant, ...]) -> None:
    with pytest.raises(ChoiceError, match="different names"):
        Selected(candidates)


def test_one_answer_is_too_few_to_choose_by() -> None:
    with pytest.raises(ScoresError, match="two or more"):
        Selected((Constant(0.5),)).fit(make_responses([[1.0]], [[1]], [[1]]), 0)


def test_what_is_held_out_is_not_kept_and_nothing_is_lost(seen: Responses) -> None:
    held = draw_held_out(seen, 0.15, np.random.default_rng(0))
    out = np.zeros(seen.answered.shape, bool)
    out[held.asked.learner, held.asked.item] = True
    assert (held.kept.answered ^ out).all()
    assert held.score == pytest.approx(seen.scores[out])
    assert not held.kept.scores[out].any()


def test_of_two_answers_one_is_held_out() -> None:
    held = draw_held_out(
        make_responses([[1.0, 0]], [[1, 1]], [[1], [1]]), 0.01, np.random.default_rng(0)
    )
    assert held.kept.answered.sum() == len(held.score) == 1


def test_attempts_go_with_their_cells_and_the_day_is_the_last_one() -> None:
    days = np.array([1.0, 2.0, 5.0])
    told = Attempts(np.array([0, 0, 0]), np.array([0, 1, 1]), np.array([1.0, 0, 1]), days)
    seen = Responses(np.ones((1, 2)), np.ones((1, 2), bool), np.ones((2, 1), bool), told)
    held = hold_out(seen, np.array([[False, True]]))
    assert held.asked.day.tolist() == [5.0]
    assert held.kept.attempts is not None
    assert held.kept.attempts.day.tolist() == [1.0]
    assert keep_cells(seen, np.zeros((1, 2), bool)).attempts.day.size == 0  # type: ignore[union-attr]


def test_folds_part_the_answered_cells_evenly(seen: Responses) -> None:
    some = keep_cells(seen, np.random.default_rng(2).random((60, 12)) < 0.5)
    fold = draw_folds(some, 5, np.random.default_rng(3))
    assert ((fold >= 0) == some.answered).all()
    sizes = np.bincount(fold[fold >= 0])
    assert sizes.max() - sizes.min() <= 1


def test_cells_spread_where_they_come_from(seen: Responses) -> None:
    some = keep_cells(seen, np.random.default_rng(2).random((60, 12)) < 0.5)
    cells = list_cells(some)
    assert (cells.spread(cells.score).toarray() == some.scores).all()


def test_the_logistic_function_and_its_inverse() -> None:
    assert squash(np.array([-1000.0, 0.0, 1000.0])) == pytest.approx([0, 0.5, 1])
    assert squash(to_logits(np.array([0.2, 0.7]))) == pytest.approx([0.2, 0.7])
    assert lose_log(np.array([0.0, 0.5]), np.array([1.0, 0.5])) == pytest.approx(
        [-np.log(1e-4), np.log(2)]
    )
    assert average([np.array([0.2]), np.array([0.8])]) == pytest.approx([0.5])
