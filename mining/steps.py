"""From what learners did to the columns that sequences are mined in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from graph.events import Step
from mining.errors import ThresholdError
from mining.histories import Histories, Ints

Bools = npt.NDArray[np.bool_]
_LONGEST_PAUSE = 1e9


@dataclass(frozen=True, slots=True)
class Corpus:
    """Histories with what their numbers stand for.

    Attributes:
        item_ids: ids of resources or knowledge points, in the order of their courses.
        learner_ids: ids of the learners, in the order of their sequences.
        single_ids: learners left out because they did one thing alone, which has no order.
    """

    histories: Histories
    item_ids: tuple[str, ...]
    learner_ids: tuple[str, ...]
    single_ids: tuple[str, ...]

    @property
    def single(self) -> int:
        """How many were left out."""
        return len(self.single_ids)

    def select(self, learner_ids: Iterable[str]) -> "Corpus":
        """Return the corpus of these learners."""
        wanted = set(learner_ids)
        theirs = np.array([each in wanted for each in self.learner_ids], dtype=np.bool_)
        owners = self.histories.owners
        rows = theirs if owners is None else theirs[owners]
        return replace(
            self,
            histories=self.histories.select(np.flatnonzero(rows)),
            learner_ids=tuple(each for each in self.learner_ids if each in wanted),
            single_ids=tuple(each for each in self.single_ids if each in wanted),
        )


def build_corpus(
    steps: Sequence[Step],
    items_of: Mapping[str, Sequence[str]],
    order: Sequence[str],
    session_minutes: float | None = None,
    least: int = 2,
) -> Corpus:
    """Return what learners did as sequences of items, each learner's own.

    What happened at the same time stands in the order of the courses, and an item that follows
    itself counts once.

    Args:
        steps: what was done, in any order.
        items_of: the items that each resource stands for; one without stands for nothing.
        order: every item once, in the order of the courses.
        session_minutes: a pause longer than this parts two sequences of a learner; None: none.
        least: items a learner must have; the others are left out.

    Raises:
        ThresholdError: a pause that is none.
    """
    if session_minutes is not None and not 0 <= session_minutes <= _LONGEST_PAUSE:
        raise ThresholdError(
            f"pause: expected 0 to {_LONGEST_PAUSE:g} minutes, found {session_minutes:g}"
        )
    place = {item: number for number, item in enumerate(order)}
    rows = [
        (step.learner_id, step.at, place[item])
        for step in steps
        for item in items_of.get(step.resource_id, ())
    ]
    names = sorted({row[0] for row in rows})
    number = {name: each for each, name in enumerate(names)}
    learners = np.array([number[row[0]] for row in rows], dtype=np.int64)
    times = np.array([row[1].removesuffix("Z") for row in rows], dtype="datetime64[us]")
    items = np.array([row[2] for row in rows], dtype=np.int64)
    sorting = np.lexsort((items, times, learners))
    learners, items, times = learners[sorting], items[sorting], times[sorting]
    begins = np.ones(items.size, dtype=np.bool_)
    begins[1:] = learners[1:] != learners[:-1]
    if session_minutes is not None:
        begins[1:] |= np.diff(times) > np.timedelta64(round(session_minutes * 60), "s")
    fresh = begins.copy()
    fresh[1:] |= items[1:] != items[:-1]
    enough = np.bincount(learners[fresh], minlength=len(names)) >= least
    kept = fresh & enough[learners]
    histories = _stack(items[kept], begins[kept], learners[kept])
    left_out = tuple(names[each] for each in np.flatnonzero(~enough).tolist())
    told = tuple(names[each] for each in np.flatnonzero(enough).tolist())
    return Corpus(histories, tuple(order), told, left_out)


def _stack(items: Ints, begins: Bools, learners: Ints) -> Histories:
    """Return the columns; owners where some learner has several sequences."""
    firsts = np.flatnonzero(begins)
    starts = np.concatenate((firsts, [items.size]))
    owners = np.unique(learners[firsts], return_inverse=True)[1]
    several = owners.size > 0 and int(owners[-1]) + 1 < owners.size
    return Histories(items, starts, owners if several else None)
