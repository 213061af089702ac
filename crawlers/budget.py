"""How much a source may cost before the crawl stops; it goes on with the next one."""

import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Budget:
    """What one run of the crawler may spend on a source; None is without limit.

    Attributes:
        pages: addresses asked for, files and sitemaps too; redirects and robots.txt are free.
        bytes: of the bodies, as they are unpacked; what is under way is finished.
        minutes: since the run began.
    """

    pages: int | None = None
    bytes: int | None = None
    minutes: float | None = None


NO_LIMIT = Budget()


@dataclass(slots=True)
class Allowance:
    """What has been spent of a budget."""

    budget: Budget
    pages: int = 0
    bytes: int = 0
    started: float = field(default_factory=time.monotonic)

    def find_limit(self) -> str | None:
        """Return what is used up, as the report says it; None while there is something left."""
        minutes = (time.monotonic() - self.started) / 60
        spent = {"pages": self.pages, "bytes": self.bytes, "minutes": minutes}
        for unit, amount in spent.items():
            limit = getattr(self.budget, unit)
            if limit is not None and amount >= limit:
                return (
                    f"its budget of {limit:g} {unit}"
                    if unit == "minutes"
                    else (f"its budget of {limit} {unit}")
                )
        return None
