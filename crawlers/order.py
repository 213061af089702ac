"""What the process of a crawl is told to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Order:
    """What to crawl.

    Attributes:
        card: path of the source card.
        staging: path of the folder where items, report and files are written.
        state: path of the state's file.
        mirror: origin of the server to ask instead, or None.
        takedown: path of a file of entries beside those of the card, or None.
    """

    card: str
    staging: str
    state: str
    mirror: str | None = None
    takedown: str | None = None
