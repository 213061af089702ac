"""Servers killed while they write: ``python -m evaluation.kills`` counts what was lost.

In each round one thread applies small plans and one plans in batches, each noting what was
acknowledged; at a random moment after the first of them the server's process gets SIGKILL.
Started again on the same files, it must have every acknowledged changeset whole, and none by
halves.
"""

import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from evaluation.servers import NEO4J, find_port
from graph.changes import Limits, apply_plan, get_seq, recover
from graph.current import list_nodes
from graph.errors import GraphError, LeaseError
from graph.migrations import migrate
from graph.plans import Change, Plan
from graph.server import find_server, open_store
from graph.settings import Settings
from graph.store import Store

_SMALL, _LARGE = 5, 60
_FIRST = 60.0  # seconds in which a server that has just started must acknowledge something
_BATCHES = Limits(one_transaction=10, batch=10, lease=1.0)


@dataclass(frozen=True, slots=True)
class Killable:
    """A server that can be killed and started again on the same files."""

    settings: Settings
    start: Callable[[], None]
    kill: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Survival:
    """What rounds of kills left: counts of changesets."""

    rounds: int
    acknowledged: int
    lost: int
    halves: int
    taken_back: int


def main(rounds: int = 10) -> None:
    """Kill each server in reach and print a Markdown table."""
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # connections break by design
    lines = [
        "| server | rounds | acknowledged | lost | by halves | taken back |",
        "|---|---|---|---|---|---|",
    ]
    for name, opening in list_killable():
        with tempfile.TemporaryDirectory() as folder, opening(Path(folder)) as server:
            found = measure_kills(server, rounds)
        lines.append(
            f"| {name} | {found.rounds} | {found.acknowledged} | {found.lost} | {found.halves} "
            f"| {found.taken_back} |"
        )
    sys.stdout.write("\n".join(lines) + "\n")


def measure_kills(server: Killable, rounds: int, seed: int = 1) -> Survival:
    """Kill the server so many times while it writes and count what was lost."""
    rng = random.Random(seed)
    acknowledged: dict[str, int] = {}
    taken_back = 0
    server.start()
    for number in range(rounds):
        _write_until_killed(server, number, rng.uniform(0.3, 2.0), acknowledged)
        server.start()
        time.sleep(_BATCHES.lease)
        with open_store(server.settings) as store:
            taken_back += recover(store, _BATCHES)
    with open_store(server.settings) as store:
        lost, halves = _check(store, acknowledged, rounds)
    return Survival(rounds, len(acknowledged), lost, halves, taken_back)


def _write_until_killed(
    server: Killable, number: int, seconds: float, acknowledged: dict[str, int]
) -> None:
    before = len(acknowledged)
    with open_store(server.settings) as store:
        migrate(store)
        writers = [
            threading.Thread(target=_write, args=(store, f"{number}-{kind}", size, acknowledged))
            for kind, size in (("small", _SMALL), ("large", _LARGE))
        ]
        for writer in writers:
            writer.start()
        latest = time.monotonic() + _FIRST
        while len(acknowledged) == before and time.monotonic() < latest:
            time.sleep(0.01)
        time.sleep(seconds)
        server.kill()
        for writer in writers:
            writer.join()


def _write(store: Store, name: str, size: int, acknowledged: dict[str, int]) -> None:
    """Apply one plan after the other until the server is gone."""
    count = 0
    while True:
        own = f"{name}-{count}"
        ids = [f"{own}.{number}" for number in range(size)]
        plan = Plan(tuple(Change("add", "Ability", each, {}, {"id": each}) for each in ids))
        try:
            made = apply_plan(store, plan, own, limits=_BATCHES)
        except LeaseError:
            time.sleep(0.01)  # the other writer holds the map, or has taken it over
            continue
        except GraphError:
            return
        if made is not None:
            acknowledged[own] = size
        count += 1


def _check(store: Store, acknowledged: dict[str, int], rounds: int) -> tuple[int, int]:
    """Return how many acknowledged changesets are not whole, and how many others are halves."""
    if get_seq(store) < len(acknowledged):
        raise GraphError(f"expected {len(acknowledged)} changesets or more, found fewer")
    lost = sum(_count(store, own, size) != size for own, size in acknowledged.items())
    halves = 0
    for number in range(rounds):
        for kind, size in (("small", _SMALL), ("large", _LARGE)):
            last = sum(own.startswith(f"{number}-{kind}-") for own in acknowledged)
            halves += _count(store, f"{number}-{kind}-{last}", size) not in {0, size}
    return lost, halves


def _count(store: Store, own: str, size: int) -> int:
    return len(list_nodes(store, "Ability", [f"{own}.{number}" for number in range(size)]))


def list_killable() -> list[tuple[str, Callable[[Path], AbstractContextManager[Killable]]]]:
    """Return the servers that can be killed here, by name, and how to run each in a folder."""
    found: list[tuple[str, Callable[[Path], AbstractContextManager[Killable]]]] = [
        ("embedded", run_embedded)
    ]
    return [*found, ("Neo4j", run_beside)] if NEO4J.is_file() else found


@contextmanager
def run_embedded(home: Path) -> Iterator[Killable]:
    """Run an embedded server whose Java is killed, not its keeper."""
    settings = Settings(neo4j_uri="", journeyman_home=home)

    def kill() -> None:
        server = find_server(home)
        if server is None:
            raise GraphError(f"{home}: expected a running server, found none")
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)

    yield Killable(settings, lambda: None, kill)  # opening a store starts it


@contextmanager
def run_beside(folder: Path) -> Iterator[Killable]:
    """Run the Neo4j beside the checkout."""
    port = find_port()
    environment = os.environ | {"NEO4J_PORT": str(port)}

    def start() -> None:
        command = [str(NEO4J), "start", str(folder)]
        subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603

    def kill() -> None:
        pid = int((folder / "neo4j.pid").read_text())
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}/cmdline").is_file() and Path(f"/proc/{pid}/cmdline").read_bytes():
            time.sleep(0.05)

    settings = Settings(
        neo4j_uri=f"bolt://127.0.0.1:{port}",
        neo4j_user="neo4j",
        neo4j_password=SecretStr("journeyman"),
        neo4j_database="neo4j",
        journeyman_home=folder,
    )
    try:
        yield Killable(settings, start, kill)
    finally:
        command = [str(NEO4J), "stop", str(folder)]
        subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10)
