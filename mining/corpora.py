"""The miners' corpora: postings, sections of syllabi and what learners master, as transactions.

Items are typed: ``J:`` a job, ``A:`` a professional ability, ``O:`` an outcome of a course, ``K:``
a knowledge point. What is drawn by a framework or by wording joins points and abilities here, never
what was mined: a run does not feed the next one.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.abilities import Outcome, list_outcomes
from graph.jobs import list_posted_abilities
from graph.learners import list_evidenced_mastery
from graph.pages import list_edges_from
from graph.points import Development, list_development, list_points
from graph.store import Store
from graph.waiting import CORPORA
from mining.corpus import ORIGIN, hash_corpus, list_transactions
from mining.demand import age_postings
from mining.errors import CorpusError
from mining.weights import decay
from text.normalise import normalise

FEWEST_LEARNERS = 10
"""Fewest learners of whom anything is told."""

PASS = 0.6
"""Mastery from which a point, or an ability as the mean of its points, is passed."""

Taught = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Transactions of one origin.

    Attributes:
        origin: ``postings``, ``syllabi`` or ``mastery``.
        weights: one a transaction, in (0, 1].
        hash: 12 hex digits that change with what the corpus says.
        ids: of the posting or section (``course|chapter``) that each transaction is; empty where
            a transaction is a person.
        stands_for: ids of all points of one name, by the item they share.
        fewest: transactions that must hold a rule, its body and its head.
    """

    origin: str
    transactions: tuple[frozenset[str], ...]
    weights: tuple[float, ...]
    hash: str
    ids: tuple[str, ...] = ()
    stands_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fewest: int = 1


def read_corpora(store: Store, names: Sequence[str] = ()) -> tuple[list[Corpus], list[str]]:
    """Return the corpora of these names, the most trusted first, and why one is missing.

    Without names all that there are.

    Raises:
        CorpusError: a corpus that is asked for is unknown, empty or of too few learners.
    """
    corpora, warnings = [], []
    for name in names:
        if name not in _READERS:
            raise CorpusError(f"corpus: expected {', '.join(CORPORA)}, found {name!r}")
    for name in sorted(set(names or CORPORA), key=CORPORA.index):
        try:
            corpora.append(_READERS[name](store))
        except CorpusError as error:
            if names:
                raise
            warnings.append(str(error))
    return corpora, warnings


def read_postings(store: Store) -> Corpus:
    """Return a transaction a posting: its job, its abilities, the points that teach them.

    Raises:
        CorpusError: no posting has a job.
    """
    postings = list_posted_abilities(store)
    if not postings:
        raise CorpusError("postings: no posting has a job: nothing to mine")
    transactions = list_transactions(postings, _list_taught(list_development(store)))
    return Corpus(
        origin=ORIGIN,
        transactions=tuple(map(frozenset, transactions)),
        weights=tuple(decay(aged.age_months) for aged in age_postings(postings)),
        hash=hash_corpus(postings),
        ids=tuple(posting.posting_id for posting in postings),
    )


def read_syllabi(store: Store) -> Corpus:
    """Return a transaction a section of a course: its points, and what both develop and train.

    A section is a unit of a course, or the course where it has none. Points of one name share an
    item, by which what several courses teach is counted together.

    Raises:
        CorpusError: no course covers a point.
    """
    points = list_points(store)
    if not points:
        raise CorpusError("syllabi: no course covers a knowledge point: nothing to mine")
    taught = _invert(_list_taught(list_development(store)))
    named, outcomes = share_names({p.point_id: p.name for p in points}), list_outcomes(store)
    trained = _group((o.course_id, o.ability_id) for o in outcomes)
    parts = list_parts(store, outcomes)
    sections: dict[str, set[str]] = defaultdict(set)
    for point in points:
        items = sections[f"{point.course_id}|{point.chapter or ''}"]
        items.add(f"K:{named[point.point_id]}")
        items |= {f"A:{ability}" for ability in taught.get(point.point_id, ())}
        for outcome in trained.get(point.course_id, ()):
            items |= {f"O:{outcome}", *(f"A:{whole}" for whole in parts.get(outcome, ()))}
    return _gather("syllabi", sections, _list_names(named))


def read_mastery(store: Store) -> Corpus:
    """Return a transaction a learner: the points passed, and the abilities they add up to.

    An ability is passed where its points with evidence are, on average. Nothing names a learner.

    Raises:
        CorpusError: fewer than 10 learners have evidence.
    """
    learners = list_evidenced_mastery(store)
    if len(learners) < FEWEST_LEARNERS:
        raise CorpusError(
            f"mastery: expected {FEWEST_LEARNERS} learners with answers or more, found "
            f"{len(learners)}: of so few nothing is told"
        )
    taught = _list_taught(list_development(store))
    passed = sorted((_list_passed(known, taught) for known in learners), key=sorted)
    told = tuple(map(frozenset, passed))
    return Corpus(
        "mastery", told, (1.0,) * len(told), hash_items(map(sorted, told)), fewest=FEWEST_LEARNERS
    )


_READERS: Mapping[str, Callable[[Store], Corpus]] = {
    ORIGIN: read_postings,
    "syllabi": read_syllabi,
    "mastery": read_mastery,
}


def list_parts(store: Store, outcomes: Sequence[Outcome]) -> dict[str, list[str]]:
    """Return what each outcome is part of, but for what was mined."""
    edges = list_edges_from(store, "PART_OF", sorted({o.ability_id for o in outcomes}))
    return _group(ends for ends, held in edges.items() if set(_list(held["sources"])) - {"mined"})


def _list_passed(known: Mapping[str, float], taught: Taught) -> set[str]:
    items = {f"K:{point}" for point, retained in known.items() if retained >= PASS}
    for ability, points in taught.items():
        levels = [known[point] for point in points if point in known]
        if levels and sum(levels) / len(levels) >= PASS:
            items.add(f"A:{ability}")
    return items


def _gather(
    origin: str, sections: Mapping[str, set[str]], stands_for: Mapping[str, tuple[str, ...]]
) -> Corpus:
    ids = tuple(sorted(sections))
    told = tuple(frozenset(sections[id_]) for id_ in ids)
    digest = hash_items([id_, *sorted(sections[id_])] for id_ in ids)
    return Corpus(origin, told, (1.0,) * len(told), digest, ids, stands_for)


def _list_taught(development: Sequence[Development]) -> dict[str, list[str]]:
    """Return the points of each ability, as a framework or a wording has drawn them."""
    drawn = (d for d in development if d.imported_origin or d.predicted_origin)
    return _group((edge.ability_id, edge.point_id) for edge in drawn)


def share_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return the first id of the points of the same name, for each point."""
    first: dict[str, str] = {}
    return {id_: first.setdefault(normalise(names[id_]), id_) for id_ in sorted(names)}


def _list_names(named: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    groups = _group((first, id_) for id_, first in sorted(named.items()))
    return {first: tuple(ids) for first, ids in groups.items()}


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        groups[first].append(second)
    return dict(groups)


def _invert(groups: Taught) -> dict[str, list[str]]:
    return _group((item, key) for key, items in groups.items() for item in items)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def hash_items(said: Iterable[object]) -> str:
    """Return 12 hex digits that change with what is said, in its order."""
    digest = hashlib.sha256()
    for items in said:
        digest.update(repr(items).encode())
    return digest.hexdigest()[:12]
