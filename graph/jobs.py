"""Jobs, the postings that ask for them, and what both require."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.errors import UnknownIdError
from graph.ids import edge_id
from graph.redirects import follow
from graph.store import Row, Store, Transaction

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class JobTitle:
    """A job as postings may name it; ``aliases`` holds its other titles."""

    job_id: str
    title: str
    aliases: tuple[str, ...]
    job_class: str | None


@dataclass(frozen=True, slots=True)
class JobSummary:
    """A job in a list; ``postings`` counts each advertisement once."""

    job_id: str
    title: str
    title_zh: str | None
    postings: int
    abilities: int


@dataclass(frozen=True, slots=True)
class Job:
    """A job; ``uri`` is where its framework has it."""

    job_id: str
    title: str
    title_zh: str | None
    description: str | None
    uri: str | None
    framework: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """An ability that a job requires and where the number comes from.

    Attributes:
        weight: demand share, in (0, 1].
        level: 1 to 3 as postings ask, None where none is said.
        essential: a framework's word, None where none speaks.
        origin: that framework.
        postings: postings of the job that mention it, out of ``of_postings``.
        points: knowledge points that develop it; 0: no course covers it.
    """

    ability_id: str
    name: str
    name_zh: str | None
    weight: float
    level: int | None
    essential: bool | None
    sources: list[str]
    origin: str | None
    postings: int
    of_postings: int | None
    points: int


@dataclass(frozen=True, slots=True)
class JobPoint:
    """A knowledge point that develops an ability of a job, with the numbers of the edge.

    Attributes:
        weight: what serves, in (0, 1].
        wording: score of the link by wording, ``matched`` the name it met.
        n: postings that ask for both, out of ``transactions``.
        confidence: of the rule point to ability; ``confidence_back`` the other way.
    """

    ability_id: str
    point_id: str
    weight: float
    sources: list[str]
    wording: float | None
    matched: str | None
    n: int | None
    transactions: int | None
    confidence: float | None
    confidence_back: float | None
    lift: float | None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence in which a posting mentions an ability."""

    ability_id: str
    posting_id: str
    title: str
    url: str
    posted: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Mention:
    """An ability found in a posting: how often, at what level, in which sentences and spans."""

    ability_id: str
    count: int
    level: int | None
    sentences: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Posting:
    """A job advertisement with what was found in it.

    Attributes:
        job_id: the job it is for, None where none could be told; ``matched`` says by what.
        duplicate_of: id of the posting that says the same, None for the first.
    """

    id: str
    title: str
    url: str
    employer: str | None
    place: str | None
    posted: str | None
    fetched: str
    text_hash: str
    language: str | None
    source: str
    duplicate_of: str | None
    job_id: str | None
    matched: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class PostedAbilities:
    """A posting as the miners see it: its job and what it mentions, at which level (0: none)."""

    posting_id: str
    posted: str | None
    job_id: str
    job_class: str | None
    ability_ids: tuple[str, ...]
    levels: tuple[int, ...]


def list_job_titles(store: Store) -> list[JobTitle]:
    """Return the titles of all jobs."""
    return [
        JobTitle(row["job_id"], row["title"], tuple(row["aliases"]), row["class"])
        for row in store.read("jobs/list_job_titles")
    ]


def list_job_abilities(store: Store) -> list[tuple[str, str, bool | None]]:
    """Return every (job id, ability id, essential) that serves."""
    rows = store.read("jobs/list_job_abilities")
    return [(row["job_id"], row["ability_id"], row["essential"]) for row in rows]


def list_jobs(store: Store, limit: int = 100) -> list[JobSummary]:
    """Return jobs, those with most postings first."""
    return [JobSummary(**row) for row in store.read("jobs/list_jobs", limit=limit)]


def get_job(store: Store, job_id: str) -> Job:
    """Return a job, or the one that stands in its place.

    Raises:
        UnknownIdError: no such job.
    """
    rows = store.read("jobs/get_job", job_id=follow(store, job_id))
    if not rows:
        raise UnknownIdError("Job", job_id)
    return Job(**rows[0])


def list_requirements(store: Store, job_id: str, limit: int = 200) -> list[Requirement]:
    """Return what a job requires, most demanded first."""
    rows = store.read("jobs/list_required_abilities", job_id=job_id, limit=limit)
    return [Requirement(**row) for row in rows]


def list_job_points(store: Store, job_id: str) -> list[JobPoint]:
    """Return the knowledge points that develop what a job requires."""
    return [JobPoint(**row) for row in store.read("jobs/list_job_points", job_id=job_id)]


def list_quotations(store: Store, job_id: str, per_ability: int = 2) -> list[Quotation]:
    """Return what a job's postings say of each ability, the newest of each."""
    rows = store.read("jobs/list_quotations", job_id=job_id, per_ability=per_ability)
    return [Quotation(**row) for row in rows]


def list_posted_abilities(store: Store) -> list[PostedAbilities]:
    """Return the miners' corpus: every posting that has a job, duplicates left out."""
    return [
        PostedAbilities(
            row["posting_id"],
            row["posted"],
            row["job_id"],
            row["class"],
            tuple(row["ability_ids"]),
            tuple(row["levels"]),
        )
        for row in store.read("jobs/list_posted_abilities")
    ]


def merge_postings(store: Store, postings: Sequence[Posting]) -> int:
    """Add postings or bring them up to date with all that was found in them; return how many."""
    for part in _cut(postings):
        store.transact(lambda tx, part=part: _merge_part(tx, part))  # type: ignore[misc]
    return len(postings)


def _merge_part(tx: Transaction, postings: Sequence[Posting]) -> None:
    tx.run("jobs/merge_postings", rows=[_posting_row(posting) for posting in postings])
    tx.run("jobs/delete_posting_links", ids=[posting.id for posting in postings])
    tx.run("jobs/link_postings", rows=[_job_row(p) for p in postings if p.job_id is not None])
    rows = [_mention_row(p, mention) for p in postings for mention in p.mentions]
    tx.run("jobs/link_mentions", rows=rows)


def _posting_row(posting: Posting) -> Row:
    names = (
        *("title", "url", "employer", "place", "posted", "fetched", "text_hash", "language"),
        *("source", "duplicate_of"),
    )
    return {"id": posting.id, "properties": {name: getattr(posting, name) for name in names}}


def _job_row(posting: Posting) -> Row:
    job_id = str(posting.job_id)
    return {
        "id": edge_id(posting.id, "FOR", job_id),
        "posting_id": posting.id,
        "job_id": job_id,
        "properties": {"matched": posting.matched},
    }


def _mention_row(posting: Posting, mention: Mention) -> Row:
    return {
        "id": edge_id(posting.id, "MENTIONS", mention.ability_id),
        "posting_id": posting.id,
        "ability_id": mention.ability_id,
        "properties": {
            "count": mention.count,
            "level": mention.level,
            "sentences": list(mention.sentences),
            "starts": list(mention.starts),
            "ends": list(mention.ends),
        },
    }


def _cut(postings: Sequence[Posting]) -> Iterator[Sequence[Posting]]:
    for start in range(0, len(postings), _CHUNK):
        yield postings[start : start + _CHUNK]
