"""What comes next for a learner, by what others did in the same order."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph.events import list_steps
from graph.learners import GROUP_FLOOR, get_learner
from graph.models import load_newest
from graph.store import Store
from mining.errors import NoPatternsError
from mining.items import Of, read_items, read_names
from mining.patterns import Patterns, find_reason, keep_common, score_next, unpack_patterns
from mining.sequences import NO_SESSIONS
from mining.steps import Corpus, build_corpus


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that the patterns speak for as a learner's next.

    Attributes:
        score: see :func:`mining.patterns.score_next`, of the patterns that ten learners have; None
            where only rarer ones speak for it, of which a number would tell of persons. The order
            of a list goes by all of them.
        after: names of what the best of these patterns starts with.
        went_on: of ``learners`` with that start, those who went on to the item; None like a score.
    """

    item_id: str
    name: str
    score: float | None
    after: tuple[str, ...]
    went_on: int | None
    learners: int | None


def suggest_next(
    store: Store, home: Path, learner_id: str, of: Of = "resources", limit: int = 10
) -> list[Suggestion]:
    """Return what the patterns kept last speak for as a learner's next, of what is not done yet.

    Raises:
        UnknownIdError: no such learner.
        NoPatternsError: no patterns were mined.
        ModelFileError: the model's file is absent or damaged.
    """
    get_learner(store, learner_id)
    kept = load_newest(store, home, f"sequences-{of}")
    if kept is None:
        raise NoPatternsError(f"patterns of {of}: expected some, found none: mine sequences first")
    arrays = kept[1]
    order = tuple(arrays["item_ids"].tolist())
    items_of = read_items(store, of)[0] if of == "points" else {each: (each,) for each in order}
    there = set(order)
    known = {each: [item for item in items_of[each] if item in there] for each in items_of}
    pause = float(arrays["session_minutes"][0])
    minutes = None if pause == NO_SESSIONS else pause
    past = build_corpus(list_steps(store, learner_id), known, order, minutes, least=1)
    return _rank(store, of, unpack_patterns(arrays), past, limit)


def _rank(store: Store, of: Of, patterns: Patterns, past: Corpus, limit: int) -> list[Suggestion]:
    """Score what comes after the last sequence of a learner."""
    history = past.histories.list_all()[-1] if len(past.histories) else np.empty(0, np.int64)
    scores = score_next(patterns, history, len(past.item_ids))
    scores[past.histories.items] = 0.0  # done before
    best = np.argsort(-scores, kind="stable")[:limit]
    chosen = best[scores[best] > 0].tolist()
    common = keep_common(patterns, GROUP_FLOOR)
    told = score_next(common, history, len(past.item_ids))
    reasons = {item: _find_reason(patterns, common, history, item) for item in chosen}
    involved = {*chosen, *(each for reason in reasons.values() for each in reason.start)}
    names = read_names(store, of, [past.item_ids[each] for each in involved])
    return [
        Suggestion(
            past.item_ids[item],
            names[past.item_ids[item]],
            None if reasons[item].held is None else float(told[item]),
            tuple(names[past.item_ids[each]] for each in reasons[item].start),
            reasons[item].held,
            reasons[item].started,
        )
        for item in chosen
    ]


@dataclass(frozen=True, slots=True)
class _Reason:
    """Items that a pattern starts with; how many have it and its start, None of few."""

    start: tuple[int, ...]
    held: int | None = None
    started: int | None = None


def _find_reason(
    patterns: Patterns, common: Patterns, history: npt.NDArray[np.int64], item: int
) -> _Reason:
    """Return what speaks most for an item of what many do, or else of what few do."""
    number = find_reason(common, history, item)
    if number is not None:
        start = int(common.parents[number])
        held, started = common.supports[number], common.supports[start]
        return _Reason(common.read(start), int(held), int(started))
    rare = find_reason(patterns, history, item)
    return _Reason(() if rare is None else patterns.read(int(patterns.parents[rare])))
