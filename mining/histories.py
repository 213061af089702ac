"""What learners did, in order, as columns: the form in which sequences are mined."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mining.errors import ThresholdError

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Histories:
    """One sequence of items a learner, one after the other.

    Attributes:
        items: ``(N,)`` item numbers, 0 or more.
        starts: ``(S + 1,)`` where each sequence starts, and N at the end.

    Raises:
        ThresholdError: negative items, or starts that do not rise from 0 to N.
    """

    items: Ints
    starts: Ints

    def __post_init__(self) -> None:
        bounded = self.starts.size and self.starts[0] == 0 and self.starts[-1] == self.items.size
        if not bounded or bool((np.diff(self.starts) < 0).any()):
            raise ThresholdError(
                f"starts: expected to rise from 0 to {self.items.size}, found {self.starts}"
            )
        if self.items.size and int(self.items.min()) < 0:
            raise ThresholdError(f"items: expected 0 or more, found {int(self.items.min())}")

    def __len__(self) -> int:
        return self.starts.size - 1

    @property
    def learners(self) -> Ints:
        """``(N,)`` the sequence that each item belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def select(self, rows: Ints) -> "Histories":
        """Return these sequences, in the order of ``rows``."""
        parts = [self.items[self.starts[row] : self.starts[row + 1]] for row in rows.tolist()]
        return stack_histories(parts)

    def list_all(self) -> list[Ints]:
        """Return the sequences one by one."""
        return np.split(self.items, self.starts[1:-1]) if len(self) else []


def stack_histories(sequences: Iterable[Sequence[int] | Ints]) -> Histories:
    """Return the columns of sequences of item numbers."""
    parts = [np.asarray(each, dtype=np.int64) for each in sequences]
    starts = np.concatenate(([0], np.cumsum([part.size for part in parts], dtype=np.int64)))
    items = np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
    return Histories(items, starts.astype(np.int64))
