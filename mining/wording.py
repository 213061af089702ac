"""Links by wording: which abilities the names of knowledge points and outcomes speak of."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, prod
from typing import Literal

from text.matching import Dictionary, Entry, Mention, drop_note
from text.normalise import CJK, normalise
from text.segment import tokens

MOST_LINKS = 3
"""Most links of one name."""

LEAST_SCORE = 0.5
"""Least score of a link."""

_SPECIFICITY = 0.6
_MODIFIER = 0.7
_ALIAS = 0.85
_MEANINGFUL = 0.5
_NAME = re.compile(r"[A-Z0-9+#.].*[A-Z0-9+#.]")
_FOLDED_LANGUAGES = ("en", "zh")
_ARTICLE = re.compile(r"\b(?:an?|the)\s+", re.IGNORECASE)
_CHARACTER = re.compile(rf"[{CJK}]")
_NEXT_WORD = re.compile(r"[ -](\w+)")
_NO_CONTENT = frozenset(
    tokens(
        "a an and are as at be by for from how if in into is it its of on or other such that the "
        "their them these they this those to what when where which while who why with within "
        "above all also between do does each means more several some than through "
        "basic basics concepts fundamentals introduction introductory overview principles theory "
        "first steps topics"
    )
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a syllabus calls a knowledge point or an outcome; ``language`` as BCP 47."""

    id: str
    name: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """An ability: its label, then its aliases."""

    id: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """``score`` in (0, 1]; ``matched`` is the label or alias of the target that was met."""

    from_id: str
    to_id: str
    score: float
    matched: str
    how: Literal["phrase", "tokens", "chapter", "course", "outcome"]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A label or alias, the target's label, its content tokens in order and their weight."""

    target_id: str
    text: str
    label: str
    content: tuple[str, ...]
    weight: float

    @property
    def is_label(self) -> bool:
        return self.text == self.label

    @property
    def is_name(self) -> bool:
        """Whether it means the same before any other word: one word of the label, or "HTML"."""
        label = _list_content(drop_note(self.label))
        named = _NAME.search(self.text) or set(self.content) <= set(label)
        return len(self.content) == 1 and self.weight >= _MEANINGFUL and bool(named)


def score_names(names: Sequence[Named], targets: Sequence[Target]) -> list[Link]:
    r"""Link each name to at most three targets that score .5 or more, best first, ties by id.

    Let :math:`\iota(t) = 1 - \ln n_t / \ln N` be the weight of a token that :math:`n_t` of the N
    targets use (1 for one that none or one of them uses), over the folded tokens that carry
    meaning, and :math:`W` its sum over a set of tokens. Articles are left out everywhere.

    A **phrase**, a label or alias that stands in the name, scores by the share of the name it
    covers and, for the rest, by how specific it is:

    .. math:: c + (1 - c) \cdot 0.6\, s, \qquad c = W(\mathrm{phrase}) / W(\mathrm{name}), \qquad
              s = 1 - \prod_t (1 - \iota(t))

    times 0.7 where it only modifies the word behind it ("software testing documentation") and
    is no single telling word of the label ("firewall rules") or name ("HTML forms"). An alias
    that several targets claim links to none of them.

    **Tokens** score where a name and a label or alias share two or more in the same order, by
    what they share of what either has: :math:`W(\mathrm{both}) / W(\mathrm{either})`, an alias
    times 0.85, and times 0.7 before another word as above. The last token of a label says what
    it is: it must be shared, or weigh less than .5 ("software"). Tokens fold only the words of
    English and Chinese; names in another language link by phrases alone.
    """
    index = _Index(targets)
    links: list[Link] = []
    for named in names:
        best: dict[str, Link] = {}
        for link in index.list_links(named):
            known = best.get(link.to_id)
            if link.score >= LEAST_SCORE and (known is None or link.score > known.score):
                best[link.to_id] = link
        links += sorted(best.values(), key=lambda link: (-link.score, link.to_id))[:MOST_LINKS]
    return links


class _Index:
    """The phrases of all targets, ready to be met."""

    def __init__(self, targets: Sequence[Target]) -> None:
        targets = sorted(targets, key=lambda target: target.id)
        self._weights = _weigh_tokens(targets)
        self._phrases = [
            _Phrase(target.id, text, target.labels[0], content, self._weigh(content))
            for target in targets
            for text in dict.fromkeys(target.labels)
            if (content := _list_content(drop_note(text)))
        ]
        self._uses: defaultdict[str, list[_Phrase]] = defaultdict(list)
        for phrase in self._phrases:
            for token in phrase.content:
                self._uses[token].append(phrase)
        self._dictionary = Dictionary(
            Entry(f"{position:09}", _ARTICLE.sub("", phrase.text), phrase.is_label)
            for position, phrase in _list_owned(self._phrases)
        )

    def list_links(self, named: Named) -> Iterator[Link]:
        """Yield every way to link the name, weak ones and several to a target included."""
        name = _ARTICLE.sub("", named.name)
        content = _list_content(name)
        for mention in _drop_contained(self._dictionary.find_all(name)):
            phrase = self._phrases[int(mention.id)]
            score = self._score_phrase(phrase, name, content, mention)
            yield Link(named.id, phrase.target_id, score, phrase.text, "phrase")
        if (named.language or "en").partition("-")[0] in _FOLDED_LANGUAGES:
            shared = Counter(phrase for token in content for phrase in self._uses.get(token, ()))
            for phrase in (phrase for phrase, count in shared.items() if count > 1):
                score = self._score_tokens(phrase, name, content)
                yield Link(named.id, phrase.target_id, score, phrase.text, "tokens")

    def _score_phrase(
        self, phrase: _Phrase, name: str, content: tuple[str, ...], mention: Mention
    ) -> float:
        met = _list_content(name[mention.start : mention.end])
        weight = self._weigh(met)
        covered = weight / max(weight, self._weigh(content)) if met else 0.0
        specific = 1 - prod(1 - self._weights.get(token, 1.0) for token in met)
        score = covered + (1 - covered) * _SPECIFICITY * specific
        following = _NEXT_WORD.match(name, mention.end)
        modifies = following and not _NO_CONTENT.issuperset(tokens(following[1]))
        return score * _MODIFIER if modifies and not phrase.is_name else score

    def _score_tokens(self, phrase: _Phrase, name: str, content: tuple[str, ...]) -> float:
        both = [token for token in content if token in phrase.content]
        head = phrase.content[-1]
        beside = head not in both and self._weights[head] >= _MEANINGFUL
        if beside or both != [token for token in phrase.content if token in content]:
            return 0.0
        weight = self._weigh(both)
        score = weight / (self._weigh(content) + phrase.weight - weight)
        score = score if phrase.is_label else score * _ALIAS
        return score * _MODIFIER if _goes_on(name, both[-1]) else score

    def _weigh(self, content: Iterable[str]) -> float:
        return sum(self._weights.get(token, 1.0) for token in content)


def _weigh_tokens(targets: Sequence[Target]) -> Mapping[str, float]:
    used = Counter(
        token
        for target in targets
        for token in {token for text in target.labels for token in _list_content(drop_note(text))}
    )
    total = log(max(2, len(targets)))
    return {token: 1 - log(count) / total for token, count in used.items()}


def _list_owned(phrases: Sequence[_Phrase]) -> Iterator[tuple[int, _Phrase]]:
    """Yield the places of labels, and of the aliases that one target alone claims."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        owners[normalise(phrase.text)].add(phrase.target_id)
    for position, phrase in enumerate(phrases):
        if phrase.is_label or len(owners[normalise(phrase.text)]) == 1:
            yield position, phrase


@lru_cache(maxsize=65536)
def _list_content(text: str) -> tuple[str, ...]:
    """Return the tokens that carry meaning, once each; of Chinese the bigrams."""
    found = (token for token in tokens(text) if token not in _NO_CONTENT)
    return tuple(dict.fromkeys(token for token in found if not _CHARACTER.fullmatch(token)))


def _goes_on(name: str, last: str) -> bool:
    """Whether the word behind the last one shared carries meaning, so that those only modify it."""
    words = tokens(name)
    following = words[words.index(last) + 1 :][:1]
    return not _CHARACTER.match(last) and not _NO_CONTENT.issuperset(following)


def _drop_contained(mentions: list[Mention]) -> Iterator[Mention]:
    """Leave out what stands inside a longer mention; they come by start, longest first."""
    done = 0
    for mention in mentions:
        if mention.end > done:
            yield mention
            done = mention.end
