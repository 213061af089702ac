"""What learners do in the same order: from the events in the graph to patterns and next steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from graph.events import list_steps
from graph.learners import GROUP_FLOOR
from graph.models import save_model
from graph.people import Traits, list_traits
from graph.store import Store
from mining.errors import SmallGroupError
from mining.histories import Histories
from mining.items import Of, read_items, read_names
from mining.patterns import Patterns, choose_paths, count_support
from mining.prefixspan import LEAST_SHARE, MAX_LENGTH, choose_min_count, find_patterns
from mining.steps import Corpus, build_corpus

Finder = Callable[[Histories, int, int, int | None], Patterns]
"""What counts: :func:`mining.prefixspan.find_patterns`, or another engine with its answers."""

NEXT_GAP = 2
"""Most steps from item to item in the patterns that next steps are told from: measured best."""
NO_SESSIONS = -1.0
"""Instead of a pause, in a model of sequences that nothing parts."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is mined: see :func:`mining.prefixspan.find_patterns`.

    Attributes:
        share: least support, a share of the learners.
        session_minutes: a pause longer than this parts a learner's sequences; None: none does.
    """

    of: Of = "resources"
    share: float = LEAST_SHARE
    max_length: int = MAX_LENGTH
    max_gap: int | None = None
    session_minutes: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The learners with these traits; None: any."""

    group: str | None = None
    major: str | None = None
    grade: str | None = None
    school_class: str | None = None

    def holds(self, traits: Traits) -> bool:
        """Whether a learner belongs to it."""
        pairs = ((getattr(self, name), getattr(traits, name)) for name in self.__slots__)
        return all(wanted in (None, found) for wanted, found in pairs)

    def __bool__(self) -> bool:
        return any(getattr(self, name) is not None for name in self.__slots__)

    def __str__(self) -> str:
        told = {name.removeprefix("school_"): getattr(self, name) for name in self.__slots__}
        said = (f"{name} {value}" for name, value in told.items() if value is not None)
        return ", ".join(said) or "all learners"


@dataclass(frozen=True, slots=True)
class Habit:
    """A pattern: ``learners`` with it, their ``share``, and that of everybody ``elsewhere``.

    Attributes:
        path: ids of the items in their order; ``names`` what they are called.
        elsewhere: None where there are too few others.
    """

    path: tuple[str, ...]
    names: tuple[str, ...]
    learners: int
    share: float
    elsewhere: float | None


@dataclass(frozen=True, slots=True)
class Mined:
    """What a group does in the same order.

    Attributes:
        corpus: what was mined; ``others`` what those outside of the group did.
        asked: least support in learners as it was asked for; that of ``patterns`` may be higher.
        hidden: patterns that fewer learners have than may be shown; not those that are left out
            because too few others have them.
        version: of the model that was kept; None for a group.
    """

    of: Of
    corpus: Corpus
    others: Corpus
    patterns: Patterns
    asked: int
    hidden: int
    version: str | None


def mine_sequences(
    store: Store,
    home: Path | None,
    wanted: Wanted,
    group: Group | None = None,
    find: Finder = find_patterns,
) -> Mined:
    """Find what many learners of a group, or of all, do in the same order.

    Where there is a home, what all learners do is kept as a model for :mod:`mining.next_steps`,
    with the gap wanted or, without one, :data:`NEXT_GAP`. ``find`` is what counts.

    Raises:
        SmallGroupError: so few learners that what they do would tell of persons.
    """
    whole = read_corpus(store, wanted)
    corpus, others = _part(store, whole, group or Group())
    if len(corpus.learner_ids) < GROUP_FLOOR:
        raise SmallGroupError(
            f"{group or Group()}: expected {GROUP_FLOOR} learners or more who did two things, "
            f"found {len(corpus.learner_ids)}: what so few do is not shown"
        )
    least = choose_min_count(len(corpus.learner_ids), wanted.share)
    patterns = find(corpus.histories, least, wanted.max_length, wanted.max_gap)
    version = None
    if home is not None and not group:
        version = _keep(store, home, wanted, corpus, least, find)
    hidden = int((patterns.supports < GROUP_FLOOR).sum())
    return Mined(wanted.of, corpus, others, patterns, least, hidden, version)


def read_corpus(store: Store, wanted: Wanted) -> Corpus:
    """Return what all learners did, as sequences of resources or knowledge points."""
    items_of, order = read_items(store, wanted.of)
    return build_corpus(list_steps(store), items_of, order, wanted.session_minutes)


def list_habits(store: Store, mined: Mined, limit: int) -> list[Habit]:
    """Return the patterns of two items and more that most learners have."""
    patterns = mined.patterns
    common = np.flatnonzero((patterns.parents >= 0) & (patterns.supports >= GROUP_FLOOR))
    order = common[np.argsort(-patterns.supports[common], kind="stable")].tolist()
    told = (number for number in order if _is_told(mined, patterns.read(number)))
    return _describe(store, mined, list(islice(told, limit)))


def list_paths(store: Store, mined: Mined, limit: int) -> list[Habit]:
    """Return the typical learning paths: what tells most about how learners go on."""
    chosen = choose_paths(mined.patterns, limit, GROUP_FLOOR, partial(_is_told, mined))
    return _describe(store, mined, chosen)


def _part(store: Store, whole: Corpus, group: Group) -> tuple[Corpus, Corpus]:
    """Return the corpus of a group, and that of all others."""
    if not group:
        return whole, whole.select(())
    theirs = {each.learner_id for each in list_traits(store) if group.holds(each)}
    return whole.select(theirs), whole.select(set(whole.learner_ids) - theirs)


def _keep(
    store: Store, home: Path, wanted: Wanted, corpus: Corpus, least: int, find: Finder
) -> str:
    gap = wanted.max_gap or NEXT_GAP
    patterns = find(corpus.histories, least, wanted.max_length, gap)
    pause = NO_SESSIONS if wanted.session_minutes is None else wanted.session_minutes
    arrays = {
        **patterns.pack(),
        "item_ids": np.array(corpus.item_ids, dtype=np.str_),
        "session_minutes": np.array([pause]),
    }
    told = {"learners": float(patterns.learners), "patterns": float(len(patterns))}
    return save_model(store, home, f"sequences-{wanted.of}", arrays, told)


def _describe(store: Store, mined: Mined, numbers: Sequence[int]) -> list[Habit]:
    patterns, ids = mined.patterns, mined.corpus.item_ids
    paths = {number: patterns.read(number) for number in numbers}
    names = read_names(store, mined.of, {ids[item] for path in paths.values() for item in path})
    return [
        Habit(
            tuple(ids[item] for item in path),
            tuple(names[ids[item]] for item in path),
            int(patterns.supports[number]),
            int(patterns.supports[number]) / patterns.learners,
            _measure_elsewhere(mined, path),
        )
        for number, path in paths.items()
    ]


def _measure_elsewhere(mined: Mined, path: Sequence[int]) -> float | None:
    """Return the share of the others with a path that is told; None where they are few."""
    others = len(mined.others.learner_ids)
    return None if others < GROUP_FLOOR else _count_elsewhere(mined, path) / others


def _is_told(mined: Mined, path: Sequence[int]) -> bool:
    """Whether those of all learners who are not of the group are none, or enough to be told."""
    return not 0 < _count_elsewhere(mined, path) < GROUP_FLOOR


def _count_elsewhere(mined: Mined, path: Sequence[int]) -> int:
    return count_support(mined.others.histories, path, mined.patterns.max_gap)
