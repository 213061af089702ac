"""Frameworks of abilities and jobs, and what they let serve that nobody has looked at."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.claims import Properties
from graph.current import list_nodes
from graph.errors import ThresholdFormError
from graph.pages import list_pages
from graph.store import Store

OWN = "framework:own"
"""The school's own framework: what is mined is under it and under those of its ends."""

OWN_NAME = "The school's own"


@dataclass(frozen=True, slots=True)
class Serving:
    """What may serve before a person has approved it.

    Attributes:
        strict: ids of the frameworks under which nothing does.
        least: by a relationship's type, the weight or confidence from which a proposal serves.
    """

    strict: frozenset[str]
    least: Mapping[str, float]


def is_serving(store: Store, framework_id: str) -> bool:
    """Return whether a framework is in the map and not retired."""
    held = list_nodes(store, "Framework", [framework_id]).get(framework_id)
    return held is not None and "retired" not in held


def read_serving(store: Store) -> Serving:
    """Return what the frameworks let serve: ``strict`` of each, ``thresholds`` of the own one.

    Raises:
        ThresholdFormError: a threshold is not a type and a number, such as ``DEVELOPS 0.5``.
    """
    held = {id_: node for page in list_pages(store, "Framework") for id_, node in page.items()}
    strict = frozenset(id_ for id_, node in held.items() if node.get("strict") is True)
    return Serving(strict, _read_thresholds(held.get(OWN, {})))


def _read_thresholds(framework: Properties) -> dict[str, float]:
    said = framework.get("thresholds", [])
    least = {}
    for each in said if isinstance(said, list) else [said]:
        try:
            kind, number = str(each).split()
            least[kind] = float(number)
        except ValueError as error:
            raise ThresholdFormError(
                f"{OWN}: thresholds: expected such as 'DEVELOPS 0.5', found {each!r}"
            ) from error
    return least
