"""What the door for free Cypher gives back, and how much of it at most."""

import json
from dataclasses import dataclass

from graph.errors import TooExpensiveError

Rows = list[dict[str, object]]
MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one statement may take.

    Attributes:
        seconds: until it is given up, above 0 and at most 30.
        rows: most rows of the answer, 1 or more.
        bytes: most bytes of the answer as JSON.
    """

    seconds: float = 10.0
    rows: int = 1000
    bytes: int = MOST_BYTES

    def __post_init__(self) -> None:
        """Raise ValueError outside of the ranges."""
        if not (0 < self.seconds <= 30 and self.rows >= 1):
            raise ValueError(
                f"expected above 0 and at most 30 seconds and at least 1 row, "
                f"found {self.seconds} seconds and {self.rows} rows"
            )

    def too_slow(self) -> TooExpensiveError:
        """Return the error of a statement that took longer."""
        return TooExpensiveError(
            f"free Cypher: expected an answer within {self.seconds:g} seconds, found none; "
            "name labels, add a condition or a LIMIT"
        )

    def too_large(self) -> TooExpensiveError:
        """Return the error of an answer that is larger."""
        return TooExpensiveError(
            f"free Cypher: expected an answer of at most {self.bytes // 1024} KiB, found more; "
            "return fewer columns or shorter lists"
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a free statement.

    Attributes:
        columns: in the order of the statement; empty where the embedded server found no row.
        rows: the values by column, as JSON has them; a node or relationship is its properties,
            a path the list of them, a date or time its ISO text.
        truncated: whether rows were cut at the limit.
    """

    columns: tuple[str, ...]
    rows: Rows
    truncated: bool


def measure(value: object) -> int:
    """Return the bytes of a value as JSON."""
    return len(json.dumps(value, ensure_ascii=False).encode())
