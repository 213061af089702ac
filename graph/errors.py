"""What can go wrong between us and the graph.

::

    GraphError
     ├─ UnavailableError    no server answers, or the embedded one cannot be started
     ├─ SchemaError         the graph's schema is newer than this program, or was edited
     ├─ ServerRefusedError  the server does not take a command of ours
     ├─ RefusedStatementError  the door for free Cypher does not let a statement through
     ├─ TooExpensiveError   a free statement took too long or too much
     ├─ UnknownIdError      no node of that label has this id
     ├─ StatementCallError  a statement was called with other parameters than its own
     ├─ AsOfError           history does not reach what was asked for
     ├─ ConflictError       the graph is no longer as the plan found it
     ├─ LeaseError          somebody else is applying a large plan
     ├─ KeyReusedError      an event's key came back with other ends
     ├─ QueryError          a query is unknown, or a parameter of it is not as it should be
     ├─ SearchError         a label has no such index, or a vector is not one
     ├─ SnapshotError       a snapshot is absent, damaged, or not for this graph
     ├─ BackupError         a backup is absent, damaged, or cannot be put back now
     ├─ HalfLoadedError     a load was interrupted and the graph is not whole
     ├─ ThresholdFormError  a framework's threshold is no type with a number
     ├─ NoWayError          no way of the map leads from one node to another
     └─ ModelFileError      a fitted model is absent or damaged
"""


class GraphError(Exception):
    """Everything that the graph refuses, says in one line."""


class UnavailableError(GraphError, ConnectionError):
    """No server answers, or the embedded one cannot be started."""


class SchemaError(GraphError, RuntimeError):
    """The graph's schema is newer than this program, or a version of it was edited."""


class ServerRefusedError(GraphError, RuntimeError):
    """The server does not take a command of ours."""


class RefusedStatementError(GraphError, PermissionError):
    """The door for free Cypher does not let a statement through; nothing was run."""


class TooExpensiveError(GraphError, TimeoutError):
    """A free statement took more time, memory or space than the door gives."""


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


class QueryError(GraphError, ValueError):
    """A query is unknown, or a parameter of it is not as it should be."""


class SearchError(GraphError, ValueError):
    """A label has no such index, or a vector is not one."""


class SnapshotError(GraphError, ValueError):
    """A snapshot is absent, damaged, half written, or not for this graph."""


class BackupError(GraphError, ValueError):
    """A backup is absent, damaged, or cannot be put back now."""


class HalfLoadedError(GraphError, RuntimeError):
    """A load was interrupted and the graph is not whole."""


class ThresholdFormError(GraphError, ValueError):
    """A framework's threshold is no relationship's type with a number."""


class NoWayError(GraphError, LookupError):
    """No way of the map leads from one node to another, up or down."""


class ModelFileError(GraphError, OSError):
    """A fitted model is absent or damaged."""
