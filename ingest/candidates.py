"""Phrases of postings that may be abilities the graph does not know: for people to look at.

Nothing is written. What is an ability comes in as one (``ingest tables``), what is another word for
one as an alias.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from crawlers.items import PostingItem
from graph.store import Store
from ingest.postings import list_ability_names
from ingest.raw import read_items
from text.candidates import Phrase, score_candidates
from text.extraction import Extractor, is_long
from text.kinds import list_kinds
from text.linking import Linker
from text.normalise import normalise

_NAME = re.compile(r"[a-z.]*[A-Z].*[A-Z]|[A-Za-z]+[\d+#]|\w\.\w")


@dataclass(frozen=True, slots=True)
class AbilityCandidate:
    """A phrase that postings use as a term and that is no name of an ability.

    Attributes:
        value: its C-value over the postings; ``count`` is how often it stands in them.
        postings: how many ask for it in so many words; parts of longer phrases are not counted.
        kind: what its words make it, if it is an ability.
        near: the name of an ability that comes near, with its cosine ``score``.
        sentence: the first that asks for it.
    """

    phrase: str
    value: float
    count: int
    postings: int
    kind: str
    near: str | None
    score: float | None
    sentence: str


def list_ability_candidates(store: Store, path: Path, limit: int = 50) -> list[AbilityCandidate]:
    """Return the candidates of a crawl's postings that two or more postings ask for.

    A single word of latin script is one only where it is written as names are: "PCB", "OpenAPI".

    Raises:
        RawFileError: the file is not what the crawl writes.
    """
    names = list_ability_names(store)
    extractor, linker = Extractor(names), Linker(names)
    phrases: list[str] = []
    holders: dict[str, dict[str, str]] = defaultdict(dict)
    for item in read_items(path, PostingItem):
        for sentence, phrase in extractor.list_unknown(item.description):
            if not _is_term(phrase):
                continue
            phrases.append(phrase.text)
            holders[normalise(phrase.text)].setdefault(item.url, sentence.text)
    terms = [term for term in score_candidates(phrases) if len(holders.get(term.phrase, ())) > 1]
    kept = terms[:limit]
    links = linker.link([term.phrase for term in kept])
    kinds = list_kinds([term.phrase for term in kept])
    return [
        AbilityCandidate(
            term.phrase,
            round(term.value, 3),
            term.count,
            len(holders[term.phrase]),
            kind,
            link.name if link else None,
            round(link.score, 3) if link else None,
            next(iter(holders[term.phrase].values())),
        )
        for term, link, kind in zip(kept, links, kinds, strict=True)
    ]


def _is_term(phrase: Phrase) -> bool:
    """Whether a phrase is more than an ordinary word: "write" and "bring" are none."""
    return (
        is_long(phrase.text) or not phrase.text.isascii() or _NAME.search(phrase.text) is not None
    )
