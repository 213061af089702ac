"""The proof that the graph holds no identifier of a learner and no contact data."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from graph.people import Text, stream_texts
from graph.store import Store
from text.contacts import strip_contacts
from text.identifiers import Identifiers

_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")

What = Literal["identifier", "contact data"]


@dataclass(frozen=True, slots=True)
class Finding:
    """So many texts at a place hold something of a person; what it is, is not told."""

    place: str
    what: What
    texts: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What was looked at, and what was found in it, by place."""

    texts: int
    findings: tuple[Finding, ...]


def scan_people(store: Store, identifiers: Identifiers) -> Scan:
    """Look for identifiers and contact data in every text near people.

    In an id only an e-mail address counts as contact data: digits there are no telephone number.
    """
    looked, found = 0, Counter[tuple[str, What]]()
    for text in stream_texts(store):
        looked += 1
        if _TIME.fullmatch(text.value):
            continue
        if identifiers.are_in(text.value):
            found[text.place, "identifier"] += 1
        if _holds_contact(text):
            found[text.place, "contact data"] += 1
    findings = (Finding(*where, texts) for where, texts in sorted(found.items()))
    return Scan(looked, tuple(findings))


def _holds_contact(text: Text) -> bool:
    if text.key and not re.search("[@＠]", text.value):
        return False
    return any(strip_contacts(line) != line for line in text.value.split("\n"))
