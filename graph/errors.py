"""What can go wrong between us and the graph.

::

    GraphError
     ├─ UnavailableError    no server answers, or the embedded one cannot be started
     ├─ ServerRefusedError  the server does not take a command of ours
     ├─ UnknownIdError      no node of that label has this id
     ├─ StatementCallError  a statement was called with other parameters than its own
     ├─ AsOfError           history does not reach what was asked for
     ├─ ConflictError       the graph is no longer as the plan found it
     ├─ LeaseError          somebody else is applying a large plan
     ├─ KeyReusedError      an event's key came back with other ends
     └─ ModelFileError      a fitted model is absent or damaged
"""


class GraphError(Exception):
    """Everything that the graph refuses, says in one line."""


class UnavailableError(GraphError, ConnectionError):
    """No server answers, or the embedded one cannot be started."""


class ServerRefusedError(GraphError, RuntimeError):
    """The server does not take a command of ours."""


class UnknownIdError(GraphError, LookupError):
    """No node of that label has this id."""

    def __init__(self, label: str, node_id: str, seq: int | None = None) -> None:
        """Name what was asked for; ``seq`` where the map was asked as it was at a changeset."""
        then = "" if seq is None else f" at changeset {seq}"
        super().__init__(f"{label} {node_id!r}: expected the id of a {label}{then}, found none")
        self.label = label
        self.node_id = node_id


class StatementCallError(GraphError, TypeError):
    """A statement was called with other parameters than its own."""


class AsOfError(GraphError, ValueError):
    """History does not reach what was asked for, or no time or changeset is meant."""


class ConflictError(GraphError, RuntimeError):
    """The graph is no longer as the plan found it; nothing was written."""


class LeaseError(GraphError, RuntimeError):
    """Somebody else is applying a large plan."""


class KeyReusedError(GraphError, ValueError):
    """An event's key came back with other ends or other values."""


class ModelFileError(GraphError, OSError):
    """A fitted model is absent or damaged."""
