"""What learners did, in order, as columns: the form in which sequences are mined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mining.errors import ThresholdError

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Histories:
    """Sequences of items, one after the other; one a learner, or several that are told apart.

    Attributes:
        items: ``(N,)`` item numbers, 0 or more.
        starts: ``(S + 1,)`` where each sequence starts, and N at the end.
        owners: ``(S,)`` whose each sequence is, never falling; None: one a learner.

    Raises:
        ThresholdError: negative items, starts that do not rise from 0 to N, or owners that fall.
    """

    items: Ints
    starts: Ints
    owners: Ints | None = None

    def __post_init__(self) -> None:
        bounded = self.starts.size and self.starts[0] == 0 and self.starts[-1] == self.items.size
        if not bounded or bool((np.diff(self.starts) < 0).any()):
            raise ThresholdError(
                f"starts: expected to rise from 0 to {self.items.size}, found {self.starts}"
            )
        if self.items.size and int(self.items.min()) < 0:
            raise ThresholdError(f"items: expected 0 or more, found {int(self.items.min())}")
        owners = self.owners
        if owners is not None and (owners.size != len(self) or (np.diff(owners) < 0).any()):
            raise ThresholdError(
                f"owners: expected {len(self)} that never fall, found {owners.size}"
            )

    def __len__(self) -> int:
        return self.starts.size - 1

    @property
    def learners(self) -> int:
        """How many learners there are."""
        return len(self) if self.owners is None else np.unique(self.owners).size

    @property
    def sequences(self) -> Ints:
        """``(N,)`` the sequence that each item belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def select(self, rows: Ints) -> "Histories":
        """Return these sequences; ``rows`` rise."""
        parts = [self.items[self.starts[row] : self.starts[row + 1]] for row in rows.tolist()]
        owners = None if self.owners is None else self.owners[rows]
        return stack_histories(parts, owners)

    def list_all(self) -> list[Ints]:
        """Return the sequences one by one."""
        return np.split(self.items, self.starts[1:-1]) if len(self) else []


def stack_histories(
    sequences: Iterable[Sequence[int] | Ints], owners: Ints | None = None
) -> Histories:
    """Return the columns of sequences of item numbers."""
    parts = [np.asarray(each, dtype=np.int64) for each in sequences]
    starts = np.concatenate(([0], np.cumsum([part.size for part in parts], dtype=np.int64)))
    items = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
    return Histories(items, starts.astype(np.int64), owners)
