"""The schema's versions: each a list of statements with a checksum, applied once and in order.

``cypher/schema/migrations/NNNN_title.txt`` names the statements of a version. Where the servers
differ a name has ``{server}`` in it: ``schema/neo4j/*.cypher`` or ``schema/arcadedb/*.sql``. Every
statement says ``IF NOT EXISTS``, so a version can be applied again after a failure, or by two
processes at once. A version that was released is never edited: what was applied would no longer
be what the files say, and that is an error.
"""

import hashlib
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from neo4j.exceptions import Neo4jError

import cypher
from graph.errors import SchemaError, ServerRefusedError
from graph.store import Store

logger = logging.getLogger(__name__)
_SERVERS = ("arcadedb", "neo4j")
_RACES = 5


@dataclass(frozen=True, slots=True)
class Migration:
    """One version of the schema.

    Attributes:
        version: from 1, without gaps.
        names: its statements, in order, ``{server}`` standing for either.
        checksum: SHA-256 over the list and all it names, 64 hex digits.
    """

    version: int
    title: str
    names: tuple[str, ...]
    checksum: str


@cache
def list_migrations() -> tuple[Migration, ...]:
    """Return every version, oldest first."""
    found = []
    for name, text in cypher.read_migrations():
        number, title = name.split("_", 1)
        names = tuple(text.split())
        parts = [text, *(_read(each) for name in names for each in _spell(name))]
        checksum = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        found.append(Migration(int(number), title.replace("_", " "), names, checksum))
    return tuple(found)


def newest_version() -> int:
    """Return the version that this program works with."""
    return list_migrations()[-1].version


def list_applied(store: Store) -> dict[int, str]:
    """Return the checksum of each version that the graph has; of an older program's, none."""
    rows = store.read("schema/list_migrations")
    return {int(row["version"]): str(row["checksum"]) for row in rows}


def list_pending(store: Store) -> list[Migration]:
    """Return the versions that the graph does not have yet.

    Raises:
        SchemaError: the graph is newer than this program, or a version of it was edited.
    """
    applied, known = list_applied(store), list_migrations()
    if newer := applied.keys() - {migration.version for migration in known}:
        raise SchemaError(
            f"the graph: expected a schema up to version {newest_version()}, "
            f"found {max(newer)}: bring this program up to date"
        )
    for migration in known:
        found = applied.get(migration.version, migration.checksum)
        if found != migration.checksum:
            raise SchemaError(
                f"migration {migration.version} ({migration.title}): expected the checksum "
                f"{found[:12]} that was applied, found {migration.checksum[:12]}: a version that "
                "was applied is never edited; undo the edit and write a new one"
            )
    return [migration for migration in known if migration.version not in applied]


def migrate(store: Store) -> list[Migration]:
    """Bring the graph's schema up to date and return what was applied.

    Raises:
        SchemaError: the graph is newer than this program, or a version of it was edited.
    """
    pending = list_pending(store)
    for migration in pending:
        _apply(store, migration)
        logger.info("schema version %s applied: %s", migration.version, migration.title)
    return pending


def _apply(store: Store, migration: Migration) -> None:
    for name in migration.names:
        _try(store, name)
    if store.console is None:
        store.write("schema/neo4j/await_indexes")
    store.write("changes/merge_head")
    own = f"migration:{migration.version}"
    properties = {
        "id": own,
        "version": migration.version,
        "title": migration.title,
        "checksum": migration.checksum,
        "applied_at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    store.write("schema/merge_migration", id=own, properties=properties)


def _try(store: Store, name: str) -> None:
    """Apply one statement; again where another process is just doing the same."""
    for attempt in range(1, _RACES + 1):
        try:
            _run(store, name)
        except (Neo4jError, ServerRefusedError):
            if attempt == _RACES:
                raise
            time.sleep(0.1 * 2**attempt)
        else:
            return


def _run(store: Store, name: str) -> None:
    if "{server}" not in name:
        store.write(name)
    elif store.console is None:
        store.write(name.format(server="neo4j"))
    else:
        for command in cypher.load_sql(name.format(server="arcadedb")):
            store.console.run(command)


def _spell(name: str) -> list[str]:
    """Return a name as either server has it."""
    return [name.format(server=server) for server in _SERVERS] if "{" in name else [name]


def _read(name: str) -> str:
    if name.startswith("schema/arcadedb/"):
        return ";\n".join(cypher.load_sql(name))
    return cypher.load(name).text
