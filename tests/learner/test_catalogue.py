"""Models by name; each of them fits and predicts."""

from dataclasses import replace

import numpy as np
import pytest

from learner.catalogue import (
    CATALOGUE,
    SELECTED,
    STACK,
    Entry,
    WithoutTexts,
    find_estimators,
    list_entries,
)
from learner.cupmf import CupmfEstimator
from learner.dina_estimator import DinaEstimator
from learner.errors import ChoiceError
from learner.logistic_factors import LogisticFactorsEstimator
from learner.responses import Attempts, ItemText, Responses, ask_cells
from learner.words import PARTS

SHAPE = (40, 8)
ELSEWHERE = ("cupmf", "pmf", "querec", "dina-factors", "selected", "stack")
QUICK = [entry for entry in CATALOGUE if not entry.key.startswith(ELSEWHERE)]


def made_answers() -> Responses:
    """Answers of learners who have either of two skills or both, with times and texts."""
    rng = np.random.default_rng(4)
    skills = rng.random((SHAPE[0], 2)) < 0.6
    q = np.arange(16).reshape(8, 2) % 3 > 0
    q[:2] = np.eye(2)
    able = ~(~skills[:, None, :] & q).any(axis=2)
    scores = np.where(able, rng.random(SHAPE) < 0.9, rng.random(SHAPE) < 0.2).astype(float)
    answered = rng.random(SHAPE) < 0.8
    learner, item = np.nonzero(answered)
    scores *= answered
    attempts = Attempts(
        learner, item, scores[learner, item], np.arange(len(item), dtype=np.float64)
    )
    texts = tuple(ItemText(f"word{number % 2} and more") for number in range(8))
    return Responses(scores, answered, q, attempts, texts)


@pytest.mark.parametrize("entry", QUICK, ids=lambda entry: entry.key)
def test_every_model_predicts_chances_for_known_and_for_new_learners(entry: Entry) -> None:
    seen = made_answers()
    model = entry.estimator.fit(seen, seed=1)
    asked = ask_cells(~seen.answered)
    assert len(asked.item) == len(found := model.predict(seen, asked))
    assert ((found >= 0.0) & (found <= 1.0)).all()
    again = entry.estimator.fit(seen, seed=1).predict(seen, asked)
    assert (found == again).all()
    first = asked.learner == 0
    assert first.any()


def test_questions_are_read_by_parts_that_they_have() -> None:
    readers = [e.estimator for e in CATALOGUE if isinstance(e.estimator, CupmfEstimator)]
    assert len(readers) == 4
    assert all(set(each.reader.parts) <= set(PARTS) for each in readers)


def test_a_model_without_texts_is_as_one_of_answers_that_have_none() -> None:
    seen, told = made_answers(), LogisticFactorsEstimator(DinaEstimator())
    asked = ask_cells(~seen.answered)
    blind = WithoutTexts(told, "blind").fit(seen, 1).predict(seen, asked)
    assert (blind == told.fit(replace(seen, texts=None), 1).predict(seen, asked)).all()


def test_names_are_unique_and_lead_to_their_models() -> None:
    keys = [entry.key for entry in CATALOGUE]
    assert len(set(keys)) == len(keys)
    found = find_estimators([" PMF-CD tuned ", "item-mean", "item mean"])
    assert [estimator.name for estimator in found] == ["PMF-CD tuned", "item mean"]


def test_the_selected_model_has_one_definition() -> None:
    assert find_estimators(["selected", "stack"]) == (SELECTED, STACK)


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(ChoiceError, match=r"expected one of item-mean, .* found 'oracle'"):
        find_estimators(["oracle"])


def test_models_that_read_what_is_not_there_are_not_listed() -> None:
    full = made_answers()
    bare = Responses(full.scores, full.answered, full.q)
    listed = {entry.key for entry in list_entries(bare)}
    assert listed == {
        entry.key
        for entry in CATALOGUE
        if not (entry.texts or entry.times or entry.slow or entry.version == "ablation")
    }
    assert len(list_entries(full, everything=True)) == len(CATALOGUE)
