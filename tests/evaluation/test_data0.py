"""The made world of answers over time."""

from dataclasses import replace

import numpy as np
import pytest

from evaluation.data0 import World, make_data0, make_table
from evaluation.errors import AnswerSetError
from learner.dina import fit_dina

SMALL = World(learners=60, items=40, skills=5, attempts=30)


def test_equal_seeds_give_equal_worlds_and_others_do_not() -> None:
    one, again, other = (make_data0(SMALL, seed)[0].digest for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_a_share_of_the_cells_of_q_is_wrong_and_no_item_bare() -> None:
    answers, truth = make_data0(SMALL, 1)
    wrong = answers.responses.q != truth.q
    assert wrong.mean() == pytest.approx(0.07, abs=0.02)
    assert answers.responses.q.any(axis=1).all()
    assert (make_data0(replace(SMALL, faults=0.0), 1)[0].responses.q == truth.q).all()


def test_what_was_long_not_practised_is_answered_worse_than_without_forgetting() -> None:
    lasting = make_data0(replace(SMALL, forgetting=0.0), 1)[0].responses.attempts
    fading = make_data0(replace(SMALL, forgetting=0.8), 1)[0].responses.attempts
    assert lasting is not None
    assert fading is not None
    assert (lasting.item == fading.item).all()
    assert fading.score.mean() < lasting.score.mean() - 0.05


def test_some_questions_are_tried_again() -> None:
    for repeats, least, most in ((0.0, 0, 3), (0.6, 12, 24)):
        told = make_data0(replace(SMALL, items=400, repeats=repeats), 1)[0].responses
        again = 30 - told.answered.sum(axis=1).mean()
        assert least <= again <= most


def test_words_of_a_question_tell_its_skills_and_hard_ones_say_so() -> None:
    answers, truth = make_data0(replace(SMALL, items=200), 3)
    texts = answers.responses.texts
    assert texts is not None
    assert all("fractions" in texts[item].stem for item in np.flatnonzero(truth.q[:, 0]))
    proofs = np.array([text.stem.count("prove") for text in texts])
    assert np.corrcoef(proofs, truth.slip)[0, 1] > 0.2


def test_texts_are_chinese_where_asked_and_no_other_language() -> None:
    texts = make_data0(replace(SMALL, language="zh"), 1)[0].responses.texts
    assert texts is not None
    assert "分数" in texts[0].stem
    with pytest.raises(AnswerSetError, match="expected en or zh, found 'fr'"):
        make_data0(replace(SMALL, language="fr"), 1)


def test_slip_and_guess_of_a_made_table_are_found_again() -> None:
    told = make_table(3000, 20, 4, seed=2).responses
    model = fit_dina(told.scores, told.answered, told.q)
    assert np.abs(model.slip - 0.15).mean() < 0.03
    assert np.abs(model.guess - 0.2).mean() < 0.03


@pytest.mark.parametrize(
    "world", [World(learners=20_000, items=20_000), World(learners=20_000, attempts=2_000)]
)
def test_a_world_larger_than_memory_should_hold_is_refused_before_it_is_made(world: World) -> None:
    with pytest.raises(AnswerSetError, match=r"data0-en-1: expected at most .* found 20,000 x"):
        make_data0(world, 1)
