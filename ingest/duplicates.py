"""The same advertisement told twice. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from text.normalise import normalise

_SAME = 0.8
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What tells advertisements apart; ``id`` decides which of two equals is the first."""

    id: str
    posted: str
    employer: str
    text: str


def find_duplicates(advertisements: Sequence[Advertisement]) -> dict[str, str]:
    """Return, for every repeated advertisement, the id of the first that says the same.

    The same: equal normalised text, or one employer and shingles of three words of which at
    least four in five are shared (Jaccard).
    """
    ordered = sorted(advertisements, key=lambda ad: (ad.posted, ad.id))
    by_text: dict[str, str] = {}
    by_employer: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    found: dict[str, str] = {}
    for ad in ordered:
        text = normalise(ad.text)
        shingles = _shingle(text)
        earlier = by_employer[normalise(ad.employer)]
        first = by_text.get(text) or _get_similar(shingles, earlier)
        if text:
            by_text.setdefault(text, first or ad.id)
        if first is not None:
            found[ad.id] = first
            continue
        earlier.append((ad.id, shingles))
    return found


def _get_similar(
    shingles: frozenset[str], earlier: Sequence[tuple[str, frozenset[str]]]
) -> str | None:
    for other, theirs in earlier:
        either = len(shingles | theirs)
        if either and len(shingles & theirs) / either >= _SAME:
            return other
    return None


def _shingle(text: str) -> frozenset[str]:
    words = text.split()
    return frozenset(" ".join(words[i : i + _WORDS]) for i in range(len(words) - _WORDS + 1))
