"""The abilities that a posting asks for: names of the dictionary, and phrases that come close.

A name counts in every sentence. A phrase of two words or more (four Chinese characters) counts in
a sentence that asks for something, where it is no part of a name that was found.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from text.candidates import Phrase, list_phrases
from text.levels import is_negated
from text.lexicon import Lexicon
from text.linking import LEAST, Linker
from text.matching import Entry, Mention
from text.normalise import CJK
from text.requirements import list_requirements
from text.segment import Sentence, split_sentences

_UNITS = re.compile(rf"[{CJK}]{{2}}|[^\s{CJK}]+")


@dataclass(frozen=True, slots=True)
class Found:
    """``sentence.text[start:end]`` mentions ``id``; ``score`` is 1 where it is a name of it."""

    id: str
    sentence: Sentence
    start: int
    end: int
    score: float


class Extractor:
    """Finds abilities in postings by their names.

    Args:
        entries: the names.
        least: the cosine from which a phrase is taken for a name; above 1, names alone count.
    """

    def __init__(self, entries: Iterable[Entry], least: float = LEAST) -> None:
        listed = list(entries)
        self._lexicon = Lexicon(listed)
        self._linker = Linker(listed)
        self._least = least

    def find(self, text: str) -> list[Found]:
        """Return what a text asks for; what is said not to be needed is left out."""
        sentences = split_sentences(text)
        named = [self._lexicon.find(sentence.text) for sentence in sentences]
        found = [
            Found(hit.id, sentence, hit.start, hit.end, 1.0)
            for sentence, hits in zip(sentences, named, strict=True)
            for hit in hits
        ]
        if self._least <= 1:
            found += self._list_alike(_list_open(sentences, named))
        return [each for each in found if not _is_refused(each)]

    def list_unknown(self, text: str) -> list[tuple[Sentence, Phrase]]:
        """Return the phrases of what is asked that are neither a name nor taken for one."""
        sentences = split_sentences(text)
        named = [self._lexicon.find(sentence.text) for sentence in sentences]
        phrases = list(_list_open(sentences, named))
        links = self._linker.link([phrase.text for _, phrase in phrases])
        return [
            open_phrase
            for open_phrase, link in zip(phrases, links, strict=True)
            if link is None or link.score < self._least or not is_long(open_phrase[1].text)
        ]

    def _list_alike(self, phrases: Iterable[tuple[Sentence, Phrase]]) -> Iterator[Found]:
        long = [(sentence, phrase) for sentence, phrase in phrases if is_long(phrase.text)]
        links = self._linker.link([phrase.text for _, phrase in long])
        for (sentence, phrase), link in zip(long, links, strict=True):
            if link is not None and link.score >= self._least:
                yield Found(link.id, sentence, phrase.start, phrase.end, link.score)


def is_long(phrase: str) -> bool:
    """Whether a phrase has two words, or two pairs of Chinese characters, or more."""
    return len(_UNITS.findall(phrase)) > 1


def _list_open(
    sentences: Sequence[Sentence], named: Sequence[Sequence[Mention]]
) -> Iterator[tuple[Sentence, Phrase]]:
    """Yield the phrases of sentences that ask for something, clear of the names in them."""
    asked = list_requirements([sentence.text for sentence in sentences])
    for sentence, hits, asks in zip(sentences, named, asked, strict=True):
        for phrase in list_phrases(sentence.text) if asks else ():
            if all(phrase.end <= hit.start or hit.end <= phrase.start for hit in hits):
                yield sentence, phrase


def _is_refused(found: Found) -> bool:
    return is_negated(found.sentence.text, found.start, found.end)
