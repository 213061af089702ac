"""The same advertisement told twice. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from text.normalise import normalise
from text.simhash import Neighbours, fingerprint, shingle

_SAME = 0.8
_UNKNOWN = "9999"


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What tells advertisements apart; ``posted`` is an ISO date or empty."""

    id: str
    posted: str
    employer: str
    text: str
    title: str = ""
    place: str = ""
    url: str = ""


def find_duplicates(advertisements: Sequence[Advertisement]) -> dict[str, str]:
    """Return, for every repeated advertisement, the id of the first that says the same.

    The same is, whatever the order they come in:

    - equal normalised text;
    - one employer, title, place and week, all of them known;
    - fingerprints of the texts that differ in at most three of 64 bits;
    - one employer and shingles of three words of which four in five are shared (Jaccard).

    The first is the one posted first (without a date: last), then that with the smaller address.
    """
    seen = _Seen()
    found: dict[str, str] = {}
    for ad in sorted(advertisements, key=lambda ad: (ad.posted or _UNKNOWN, ad.url, ad.id)):
        first = seen.find(ad)
        seen.add(ad, first)
        if first is not None:
            found[ad.id] = first
    return found


class _Seen:
    """Advertisements so far; what repeats one stands for it by its text and key only."""

    def __init__(self) -> None:
        self._by_key: dict[Hashable, str] = {}
        self._by_print = Neighbours()
        self._by_employer: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)

    def find(self, ad: Advertisement) -> str | None:
        """Return the id of the first that says the same."""
        known = (self._by_key[key] for key in _list_keys(ad) if key in self._by_key)
        return next(known, None) or self._find_near(ad) or self._find_similar(ad)

    def add(self, ad: Advertisement, first: str | None) -> None:
        """Remember an advertisement, and the first one if it repeats one."""
        for key in _list_keys(ad):
            self._by_key.setdefault(key, first or ad.id)
        if first is None and (shingles := shingle(ad.text)):
            self._by_print.add(ad.id, fingerprint(ad.text))
            self._by_employer[normalise(ad.employer)].append((ad.id, shingles))

    def _find_near(self, ad: Advertisement) -> str | None:
        near = self._by_print.find(fingerprint(ad.text)) if shingle(ad.text) else []
        return near[0] if near else None

    def _find_similar(self, ad: Advertisement) -> str | None:
        shingles = shingle(ad.text)
        for other, theirs in self._by_employer[normalise(ad.employer)]:
            either = len(shingles | theirs)
            if either and len(shingles & theirs) / either >= _SAME:
                return other
        return None


def _list_keys(ad: Advertisement) -> Iterator[Hashable]:
    if text := normalise(ad.text):
        yield text
    named = tuple(map(normalise, (ad.employer, ad.title, ad.place)))
    if all(named) and ad.posted:
        yield (*named, date.fromisoformat(ad.posted).isocalendar()[:2])
