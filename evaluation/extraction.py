"""How well abilities are extracted from postings, against what people have marked."""

import csv
import math
import os
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.skillspan import MarkedSentence, Span
from metrics.classification import Agreement
from metrics.intervals import add_agreements, bound_f1
from text.extraction import Extractor
from text.linking import Linker
from text.matching import Entry
from text.requirements import list_requirements

FindSpans = Callable[[str], set[Span]]
_SAMPLE = Path(__file__).parent / "linking_sample.csv"
_SEED = 1
_LONG, _RUNS = 1_500, 3


@dataclass(frozen=True, slots=True)
class Figure:
    """What a method reaches on a measure; ``lower`` bounds F1 from below at 95 %, or is NaN."""

    method: str
    measure: str
    precision: float
    recall: float
    f1: float
    lower: float
    found: int
    expected: int


@dataclass(frozen=True, slots=True)
class LinkFigure:
    """Accuracy of linking a phrase that stands for itself, at one cosine.

    Attributes:
        right: linked to one of its labels, or to nothing where it has none.
        linked: linked at all, ``wrongly`` of these to what is none of its labels.
    """

    source: str
    least: float
    phrases: int
    right: int
    linked: int
    wrongly: int

    @property
    def accuracy(self) -> float:
        """Return the share that is right."""
        return self.right / self.phrases


@dataclass(frozen=True, slots=True)
class SpeedFigure:
    """Postings a second on one core, in processor time, texts seen for the first time.

    Attributes:
        length: mean length of a text, in characters.
        build: seconds to build the dictionary and the vectors.
        memory: most of our process so far, MB.
        load: of the machine over the last minute.
    """

    method: str
    names: int
    texts: int
    length: float
    postings: float
    build: float
    memory: float
    load: float


def measure_spans(
    sentences: Sequence[MarkedSentence], method: str, find: FindSpans
) -> list[Figure]:
    """Return how the spans that are found agree with the marked ones: exactly, and at all."""
    exact: dict[int, list[Agreement]] = defaultdict(list)
    touching: dict[int, list[Agreement]] = defaultdict(list)
    for sentence in sentences:
        found = find(sentence.text)
        both = len(found & sentence.spans)
        exact[sentence.posting].append(Agreement(len(found), both, len(sentence.spans), both))
        right = sum(any(_touch(one, other) for other in sentence.spans) for one in found)
        met = sum(any(_touch(one, other) for other in found) for one in sentence.spans)
        touching[sentence.posting].append(Agreement(len(found), right, len(sentence.spans), met))
    return [
        make_figure(method, measure, [add_agreements(each) for each in parts.values()])
        for measure, parts in (("exact spans", exact), ("overlapping spans", touching))
    ]


def measure_sentences(sentences: Sequence[MarkedSentence]) -> list[Figure]:
    """Return how well sentences with a span are told, beside calling every sentence one."""
    told = list_requirements([sentence.text for sentence in sentences])
    return [
        make_figure(method, "sentences", list(_list_told(sentences, answers)))
        for method, answers in (("classifier", told), ("every sentence", [True] * len(told)))
    ]


def measure_links(entries: Sequence[Entry], thresholds: Sequence[float]) -> list[LinkFigure]:
    """Return the accuracy on phrases that we labelled by hand, by where they are from."""
    linker = Linker(entries)
    figures = []
    for source, phrases in _read_sample().items():
        links = linker.link(list(phrases))
        for least in thresholds:
            chosen = [link.id if link and link.score >= least else "" for link in links]
            pairs = list(zip(chosen, phrases.values(), strict=True))
            right = sum(one in labels for one, labels in pairs)
            wrongly = sum(bool(one) and one not in labels for one, labels in pairs)
            linked = sum(map(bool, chosen))
            figures.append(LinkFigure(source, least, len(pairs), right, linked, wrongly))
    return figures


def measure_postings(
    texts: Mapping[str, str],
    expected: Mapping[str, frozenset[str]],
    extractor: Extractor,
    method: str,
) -> Figure:
    """Return how the abilities found in postings agree with those labelled by hand."""
    parts = []
    for slug, labels in sorted(expected.items()):
        found = {each.id for each in extractor.find(texts[slug])}
        both = len(found & labels)
        parts.append(Agreement(len(found), both, len(labels), both))
    return make_figure(method, "abilities of our postings", parts)


def measure_speed(
    entries: Sequence[Entry], texts: Sequence[str], method: str, least: float
) -> SpeedFigure:
    """Return how many texts a second are read for the first time, the best of three runs."""
    seconds, build = math.inf, math.inf
    for _ in range(_RUNS):
        started = time.perf_counter()
        extractor = Extractor(entries, least)
        build = min(build, time.perf_counter() - started)
        extractor.find(texts[0])
        before = time.process_time()
        for text in texts:
            extractor.find(text)
        seconds = min(seconds, time.process_time() - before)
    return SpeedFigure(
        method,
        len(entries),
        len(texts),
        sum(map(len, texts)) / len(texts),
        len(texts) / seconds,
        build,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        os.getloadavg()[0],
    )


def list_long_texts(sentences: Sequence[MarkedSentence]) -> list[str]:
    """Return texts of 1,500 characters or more, each of neighbouring sentences of one posting."""
    texts: list[str] = []
    lines: list[str] = []
    posting = None
    for sentence in sentences:
        if sentence.posting != posting:
            lines, posting = [], sentence.posting
        lines.append(sentence.text)
        if sum(map(len, lines)) >= _LONG:
            texts.append("\n".join(lines))
            lines = []
    return texts


def find_named(extractor: Extractor, *, alike: bool = True, asked_only: bool = False) -> FindSpans:
    """Return the finder of the spans that an extractor counts as mentions.

    Args:
        extractor: what finds.
        alike: phrases that come close to a name count too.
        asked_only: only sentences that ask for something count.
    """

    def find(text: str) -> set[Span]:
        return {
            (each.sentence.start + each.start, each.sentence.start + each.end)
            for each in extractor.find(text)
            if (alike or each.score == 1)
            and (not asked_only or list_requirements([each.sentence.text])[0])
        }

    return find


def find_candidates(extractor: Extractor) -> FindSpans:
    """Return the finder of mentions and of every phrase that is a candidate."""
    find = find_named(extractor)

    def find_all(text: str) -> set[Span]:
        unknown = extractor.list_unknown(text)
        return find(text) | {
            (s.start + phrase.start, s.start + phrase.end) for s, phrase in unknown
        }

    return find_all


def make_figure(method: str, measure: str, parts: Sequence[Agreement]) -> Figure:
    """Return the figure over all parts, each of which was drawn as a whole."""
    total = add_agreements(parts)
    return Figure(
        method,
        measure,
        total.precision,
        total.recall,
        total.f1,
        bound_f1(parts, _SEED),
        total.found,
        total.expected,
    )


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _list_told(sentences: Sequence[MarkedSentence], answers: Sequence[bool]) -> Iterator[Agreement]:
    """Yield an agreement a posting."""
    parts: dict[int, list[Agreement]] = defaultdict(list)
    for sentence, asks in zip(sentences, answers, strict=True):
        both = int(asks and bool(sentence.spans))
        parts[sentence.posting].append(Agreement(int(asks), both, int(bool(sentence.spans)), both))
    yield from (add_agreements(each) for each in parts.values())


def _read_sample() -> Mapping[str, Mapping[str, set[str]]]:
    """Return the labels of each phrase ("" for none), by where it is from."""
    sample: dict[str, dict[str, set[str]]] = defaultdict(dict)
    with _SAMPLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sample[row["place"].split(":")[0]][row["phrase"]] = set(row["labels"].split("|"))
    return sample
