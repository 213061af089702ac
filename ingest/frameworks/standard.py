"""A framework in the form that every reader returns, whatever it was published as. Values only."""

from dataclasses import dataclass

from graph.plans import Assertion, LeftOut, Node


@dataclass(frozen=True, slots=True)
class Standard:
    """One version of a framework.

    Attributes:
        framework: its Framework node; ``version``, ``publisher``, ``licence`` and ``language``
            are its properties.
        origin: who says the relationships, ``<name>:<version>``: ``esco:1.2.0``.
        nodes: its abilities, jobs and knowledge points, each with ``framework``.
        assertions: what joins them.
        replaced: old ids and the ids that the framework says stand in their place.
        left_out: rows that could not be taken.
        takes_over: ids of other frameworks that this one holds the whole of: what they said
            becomes its own.
    """

    framework: Node
    origin: str
    nodes: tuple[Node, ...]
    assertions: tuple[Assertion, ...]
    replaced: tuple[tuple[str, str], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    takes_over: tuple[str, ...] = ()
