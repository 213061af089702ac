"""Job postings into the graph: what each is for, and the abilities it mentions."""

import hashlib
import logging
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawlers.items import PostingItem
from graph.abilities import list_ability_labels
from graph.ids import posting_id
from graph.jobs import Mention, Posting, list_job_abilities, list_job_titles, merge_postings
from graph.plans import LeftOut
from graph.store import Store
from ingest.duplicates import Advertisement, find_duplicates
from ingest.raw import read_items
from text.extraction import Extractor, Found
from text.levels import read_level
from text.lexicon import Lexicon
from text.matching import Entry
from text.normalise import normalise

logger = logging.getLogger(__name__)
_SENTENCES = 3
_FEWEST_HITS = 3
_LEAD = 1.2


@dataclass(frozen=True, slots=True)
class PostingsReport:
    """What became of a file of postings.

    Attributes:
        matched: postings whose job could be told, by title, category or abilities.
        duplicates: postings that repeat an earlier one; kept, but counted once.
        left_out: postings with no job or no ability, and why.
    """

    postings: int
    matched: Mapping[str, int]
    duplicates: int
    mentions: int
    left_out: tuple[LeftOut, ...]


def load_postings(store: Store, path: Path) -> PostingsReport:
    """Bring a crawl's postings into the graph; the same file again changes nothing.

    Of several items with one address the last one counts.

    Raises:
        RawFileError: the file is not what the crawl writes.
    """
    items = list({item.url: item for item in read_items(path, PostingItem)}.values())
    finder = Finder.of(store)
    repeated = find_duplicates([_advertisement(item) for item in items])
    postings = [finder.read(item, repeated.get(posting_id(item.url))) for item in items]
    merge_postings(store, postings)
    report = _report(postings)
    logger.info("%s postings, %s repeated", report.postings, report.duplicates)
    return report


class Finder:
    """Finds jobs and abilities in postings by the graph's own labels and aliases."""

    def __init__(
        self,
        abilities: Iterable[Entry],
        titles: Iterable[Entry],
        essential: Mapping[str, frozenset[str]],
    ) -> None:
        self._abilities = Extractor(abilities)
        self._titles = Lexicon(titles)
        self._essential = essential
        holders = Counter(ability for needed in essential.values() for ability in needed)
        self._rarity = {a: math.log(1 + len(essential) / n) for a, n in holders.items()}

    @classmethod
    def of(cls, store: Store) -> "Finder":
        """Return the finder that knows what the graph knows."""
        titles = [
            Entry(job.job_id, name, is_label=name == job.title)
            for job in list_job_titles(store)
            for name in (job.title, *job.aliases)
        ]
        needed: dict[str, set[str]] = defaultdict(set)
        for job_id, ability_id, essential in list_job_abilities(store):
            if essential:
                needed[job_id].add(ability_id)
        names = list_ability_names(store)
        return cls(names, titles, {job: frozenset(found) for job, found in needed.items()})

    def read(self, item: PostingItem, duplicate_of: str | None = None) -> Posting:
        """Return a posting with its job and its mentions."""
        mentions = self.find_mentions(item.description)
        job_id, matched = self.find_job(item, {mention.ability_id for mention in mentions})
        return Posting(
            id=posting_id(item.url),
            title=item.title,
            url=item.url,
            employer=item.employer,
            place=item.place,
            posted=item.posted,
            fetched=item.fetched,
            text_hash=hashlib.sha256(normalise(item.description).encode()).hexdigest()[:16],
            language=item.language,
            source=item.source,
            duplicate_of=duplicate_of,
            job_id=job_id,
            matched=matched,
            mentions=tuple(mentions),
        )

    def find_mentions(self, text: str) -> list[Mention]:
        """Return the abilities that a text asks for, each with its sentences and spans.

        Spans count characters of ``text``. What is said not to be needed is no mention.
        """
        found: dict[str, list[Found]] = defaultdict(list)
        for each in self._abilities.find(text):
            found[each.id].append(each)
        return [_mention(ability, hits) for ability, hits in sorted(found.items())]

    def find_job(self, item: PostingItem, abilities: set[str]) -> tuple[str | None, str | None]:
        """Return the job a posting is for and what told it: title, category or abilities."""
        for text, matched in ((item.title, "title"), (item.occupation or "", "category")):
            if job := self._job_named(text):
                return job, matched
        if job := self._job_asked(abilities):
            return job, "abilities"
        return None, None

    def _job_named(self, text: str) -> str | None:
        """Return the job whose title stands in the text, the longest one."""
        hits = self._titles.find(text)
        longest = max(hits, key=lambda hit: (hit.end - hit.start, -hit.start), default=None)
        return longest.id if longest else None

    def _job_asked(self, abilities: set[str]) -> str | None:
        """Return the job whose essential abilities fit clearly best, None if none does."""
        scores = {
            job: sum(self._rarity[a] for a in abilities & needed) / math.sqrt(len(needed))
            for job, needed in self._essential.items()
            if len(abilities & needed) >= _FEWEST_HITS
        }
        ranked = sorted(scores, key=lambda job: (-scores[job], job))
        if not ranked or (len(ranked) > 1 and scores[ranked[0]] < _LEAD * scores[ranked[1]]):
            return None
        return ranked[0]


def list_ability_names(store: Store) -> list[Entry]:
    """Return every name by which a posting may mention an ability of the graph."""
    return [
        Entry(ability.ability_id, name, is_label=name == ability.name)
        for ability in list_ability_labels(store)
        for name in (ability.name, *ability.aliases)
    ]


def _mention(ability: str, hits: Sequence[Found]) -> Mention:
    levels = [lvl for hit in hits if (lvl := read_level(hit.sentence.text, hit.start, hit.end))]
    sentences = list(dict.fromkeys(hit.sentence.text for hit in hits))
    return Mention(
        ability,
        len(hits),
        max(levels, default=None),
        tuple(sentences[:_SENTENCES]),
        tuple(hit.sentence.start + hit.start for hit in hits),
        tuple(hit.sentence.start + hit.end for hit in hits),
    )


def _advertisement(item: PostingItem) -> Advertisement:
    return Advertisement(
        posting_id(item.url),
        item.posted or "",
        item.employer or "",
        item.description,
        item.title,
        item.place or "",
        item.url,
    )


def _report(postings: Sequence[Posting]) -> PostingsReport:
    left_out = [
        LeftOut(posting.url, "no job of the graph fits its title, category or abilities")
        for posting in postings
        if posting.job_id is None
    ]
    left_out += [
        LeftOut(posting.url, "no ability of the graph is mentioned")
        for posting in postings
        if not posting.mentions
    ]
    return PostingsReport(
        postings=len(postings),
        matched=Counter(posting.matched for posting in postings if posting.matched),
        duplicates=sum(posting.duplicate_of is not None for posting in postings),
        mentions=sum(len(posting.mentions) for posting in postings),
        left_out=tuple(left_out),
    )
