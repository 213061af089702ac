"""All that is measured of the extraction, as one report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.errors import ExtractionDataError
from evaluation.extraction import (
    Figure,
    LinkFigure,
    SpeedFigure,
    find_candidates,
    find_named,
    list_long_texts,
    make_figure,
    measure_links,
    measure_postings,
    measure_sentences,
    measure_spans,
    measure_speed,
)
from evaluation.kinds import Kinds, guess_kind, read_phrases, read_sample, tell_with_esco
from evaluation.names import list_all_names, list_names
from evaluation.nice import NiceFigures, measure_nice
from evaluation.own_postings import list_ict_names, read_labelled_postings
from evaluation.skillspan import MarkedSentence, read_sentences
from evaluation.training import read_own_sentences
from metrics.classification import Agreement, measure_macro_f1
from text.extraction import Extractor
from text.kinds import list_kinds
from text.linking import LEAST, LOOK
from text.matching import Entry
from text.requirements import list_requirements

_ALONE = 1.1  # no cosine is above 1: names alone count
_THRESHOLDS = (LOOK, 0.7, LEAST, 0.9, 1.0, _ALONE)


@dataclass(frozen=True, slots=True)
class KindFigure:
    """Macro-F1 and accuracy of telling the kinds of names that were labelled by hand."""

    method: str
    names: str
    count: int
    macro_f1: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class ExtractionReport:
    """All figures."""

    figures: tuple[Figure, ...]
    links: tuple[LinkFigure, ...]
    kinds: tuple[KindFigure, ...]
    nice: NiceFigures
    speed: tuple[SpeedFigure, ...]


def measure_extraction(data: Path) -> ExtractionReport:
    """Measure on the data sets in a folder, and on what we have labelled ourselves.

    Raises:
        ExtractionDataError: a data set is not there.
    """
    for name in ("skillspan", "esco_skills_laiser", "esco_pypi", "jobs_cyber_us"):
        if not (data / name).is_dir():
            raise ExtractionDataError(f"{data / name}: expected a data set, found no such folder")
    dev = read_sentences(data / "skillspan" / "dev.json")
    labels, all_names = list_names(data), list_all_names(data)
    texts = list_long_texts(dev)
    speed = (
        measure_speed(labels, texts, "names", _ALONE),
        measure_speed(labels, texts, "names and phrases", LEAST),
    )
    extractor = Extractor(all_names)
    return ExtractionReport(
        figures=(
            *measure_sentences(dev),
            _measure_chinese(),
            *_measure_finders(dev, labels, extractor),
            *_measure_own(data),
        ),
        links=tuple(measure_links(all_names, _THRESHOLDS)),
        kinds=tuple(_measure_kinds(data)),
        nice=measure_nice(data, extractor),
        speed=speed,
    )


def _measure_finders(
    dev: Sequence[MarkedSentence], labels: Sequence[Entry], extractor: Extractor
) -> Iterator[Figure]:
    finders = {
        "labels": find_named(Extractor(labels, _ALONE)),
        "names": find_named(extractor, alike=False),
        "names where asked": find_named(extractor, alike=False, asked_only=True),
        "names and phrases": find_named(extractor),
        "with candidates": find_candidates(extractor),
    }
    for method, find in finders.items():
        yield from measure_spans(dev, method, find)


def _measure_own(data: Path) -> Iterator[Figure]:
    own, names = read_labelled_postings(), list_ict_names(data)
    for method, least in (("names", _ALONE), ("names and phrases", LEAST), (f"from {LOOK}", LOOK)):
        yield measure_postings(own.texts, own.labels, Extractor(names, least), method)


def _measure_chinese() -> Figure:
    own = read_own_sentences("test")
    told = list_requirements(list(own))
    parts = [
        Agreement(int(asks), int(asks and meant), int(meant), int(asks and meant))
        for asks, meant in zip(told, own.values(), strict=True)
    ]
    return make_figure("classifier", "our Chinese sentences", parts)


def _measure_kinds(data: Path) -> Iterator[KindFigure]:
    esco, chinese = read_sample(), read_phrases("test")
    for names, labelled in (("ESCO, by hand", esco), ("Chinese, by hand", chinese)):
        told = {
            "linear model": list_kinds(list(labelled)),
            "keyword rule": [guess_kind(name) for name in labelled],
            "majority class": ["method"] * len(labelled),
        }
        for method, kinds in told.items():
            yield _compare_kinds(method, names, labelled, kinds)
    told_with_esco = tell_with_esco(data, esco)
    yield _compare_kinds("linear model, ESCO's word", "ESCO, by hand", esco, told_with_esco)


def _compare_kinds(method: str, names: str, labelled: Kinds, told: Sequence[str]) -> KindFigure:
    meant = list(labelled.values())
    right = sum(one == other for one, other in zip(told, meant, strict=True))
    return KindFigure(method, names, len(meant), measure_macro_f1(told, meant), right / len(meant))
