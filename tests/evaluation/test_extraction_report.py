"""The whole report on the real data sets, and the refusal where they are not."""

from pathlib import Path

import pytest

from evaluation.errors import ExtractionDataError
from evaluation.extraction_report import measure_extraction
from evaluation.own_postings import read_labelled_postings


def test_a_data_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractionDataError, match=r"skillspan: expected a data set, found no"):
        measure_extraction(tmp_path)


def test_labelled_postings_have_their_texts() -> None:
    own = read_labelled_postings()
    assert own.texts.keys() == own.labels.keys()
    assert all(len(text) > 100 for text in own.texts.values())
    assert sum(map(len, own.labels.values())) > 200


@pytest.mark.data
def test_the_report_holds_what_the_guide_promises() -> None:
    found = measure_extraction(Path(__file__).parents[3] / "shared" / "data")
    scores = {(one.method, one.measure): one for one in found.figures}
    classifier, every = (scores[method, "sentences"] for method in ("classifier", "every sentence"))
    assert classifier.lower > every.f1
    ours = scores["names and phrases", "abilities of our postings"]
    assert min(ours.precision, ours.recall) >= 0.8
    kinds = {(one.method, one.names): one.macro_f1 for one in found.kinds}
    for names in {one.names for one in found.kinds}:
        model = kinds["linear model", names]
        assert model > kinds["keyword rule", names] > 0
        assert model > kinds["majority class", names]
    assert found.nice.lower > 0.5
    nothing = {one.source: one.accuracy for one in found.links if one.least > 1}
    assert all(one.accuracy >= nothing[one.source] for one in found.links)
