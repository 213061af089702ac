"""Attacks on the door for free Cypher: ``python -m evaluation.attacks`` prints what became of them.

The embedded server is a fresh one in a temporary folder. Neo4j is taken from ``NEO4J_URI``; its
graph must be empty, gets a small school and keeps it: use a server that nobody needs.
"""

import hashlib
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from evaluation.errors import SchoolError
from graph.answers import Limits
from graph.census import count_nodes
from graph.changes import apply_plan
from graph.claims import Block
from graph.doors import Door, open_door
from graph.drafts import make_plan
from graph.errors import (
    GraphError,
    RefusedStatementError,
    ServerRefusedError,
    TooExpensiveError,
    UnavailableError,
)
from graph.kinds import SERVERS_OWN
from graph.learners import Mastery, NewLearner, merge_learners, set_mastery
from graph.migrations import migrate
from graph.plans import Assertion, Node
from graph.reading import check_reading
from graph.server import open_store
from graph.settings import Settings
from graph.store import Store

Stop = Literal["words", "server", "limits", "through"]
STOPS: tuple[Stop, ...] = ("words", "server", "limits", "through")
_LIMITS = Limits(seconds=3.0)
_WHOLE = Limits(seconds=30.0, rows=1_000_000)
_UNKNOWN: dict[str, Any] = dict.fromkeys(
    ("group", "major", "college", "grade", "school_class", "target_id")
)


@dataclass(frozen=True, slots=True)
class Attack:
    """A statement that must not get through, and the locks that stop it when they stand alone."""

    kind: str
    text: str
    locks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Attacks, good statements, and the statements that return everything a graph holds."""

    attacks: tuple[Attack, ...]
    good: tuple[str, ...]
    content: tuple[str, ...]

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of attack in the order of the file."""
        return tuple(dict.fromkeys(attack.kind for attack in self.attacks))

    def list_attacks(self, kind: str, lock: str = "") -> list[Attack]:
        """Return the attacks of a kind that a lock must stop by itself; all without a lock."""
        of_kind = [attack for attack in self.attacks if attack.kind == kind]
        return [attack for attack in of_kind if not lock or lock in attack.locks]


def load_corpus() -> Corpus:
    """Read ``attacks.yaml``, the file beside this one."""
    said = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    attacks = [_parse(group, entry) for group in said["attacks"] for entry in group["statements"]]
    return Corpus(tuple(attacks), tuple(said["good"]), tuple(said["content"]))


def attack(door: Door, text: str, limits: Limits = _LIMITS) -> Stop:
    """Send one attack through the whole door and return what stopped it."""
    try:
        check_reading(text)
    except RefusedStatementError:
        return "words"
    try:
        door.ask(text, {}, limits)
    except (RefusedStatementError, ServerRefusedError):
        return "server"
    except TooExpensiveError:
        return "limits"
    return "through"


def fingerprint(door: Door, content: Sequence[str]) -> str:
    """Return a hash of everything in the graph; the door must be one with learners."""
    rows = [row for text in content for row in door.ask(text, {}, _WHOLE).rows]
    lines = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def main() -> None:
    """Attack the embedded server and, where ``NEO4J_URI`` is set, a Neo4j; print the table."""
    corpus = load_corpus()
    with tempfile.TemporaryDirectory() as folder:
        embedded = Settings(neo4j_uri="", journeyman_home=Path(folder))
        servers = [embedded, Settings()] if Settings().neo4j_uri else [embedded]
        for settings in servers:
            sys.stdout.write(measure(settings, corpus))
            sys.stdout.flush()


def measure(settings: Settings, corpus: Corpus) -> str:
    """Attack one server and return the report: a table by kind and a last line."""
    with _planted(settings) as (name, door, watcher):
        before = fingerprint(watcher, corpus.content)
        found: dict[str, Counter[Stop]] = {kind: Counter() for kind in corpus.kinds()}
        slowest = 0.0
        for one in corpus.attacks:
            started = time.monotonic()
            found[one.kind][attack(door, one.text)] += 1
            slowest = max(slowest, time.monotonic() - started)
        same = fingerprint(watcher, corpus.content) == before
        refused = sum(not _is_answered(door, text) for text in corpus.good)
    return format_report(name, found) + (
        f"{len(corpus.attacks)} statements, slowest {slowest:.1f} s; graph "
        f"{'unchanged' if same else 'CHANGED'}; {len(corpus.good)} good statements, "
        f"{refused} refused\n\n"
    )


def format_report(name: str, found: dict[str, Counter[Stop]]) -> str:
    """Return the Markdown table of one server: kinds down, what stopped them across."""
    lines = [f"| {name} | " + " | ".join(STOPS) + " |", "|---|" + "---:|" * len(STOPS)]
    total: Counter[Stop] = Counter()
    for kind, counts in found.items():
        total += counts
        lines.append(f"| {kind} | " + " | ".join(str(counts[stop]) for stop in STOPS) + " |")
    lines.append("| all | " + " | ".join(str(total[stop]) for stop in STOPS) + " |")
    return "\n".join(lines) + "\n\n"


@contextmanager
def _planted(settings: Settings) -> Iterator[tuple[str, Door, Door]]:
    """Plant a small school; give the server's name, the door and one that sees learners."""
    with open_store(settings) as store:
        migrate(store)
        if count_nodes(store).keys() - SERVERS_OWN:
            raise SchoolError(f"{store.describe()}: expected an empty graph, found nodes")
        _plant(store)
        with open_door(settings) as door, open_door(settings, learners=True) as watcher:
            yield store.describe(), door, watcher


def _plant(store: Store) -> None:
    nodes = [Node("Job", "j", {"title": "machinist"}), Node("Ability", "a", {"name": "turn"})]
    nodes += [Node("KnowledgePoint", "k", {"name": "lathe"})]
    edges = [
        Assertion("REQUIRES", "j", "a", Block("expert", "teacher", {"weight": 1.0})),
        Assertion("DEVELOPS", "k", "a", Block("expert", "teacher", {"weight": 1.0})),
    ]
    apply_plan(store, make_plan(store, nodes, edges), "a school to attack")
    merge_learners(store, [NewLearner(id="learner:1", simulated=True, **_UNKNOWN)])
    known = Mastery("learner:1", "k", 0.5, 0.5, 1, evidenced=True, model="m", at=None)
    set_mastery(store, ["learner:1"], [known])


def _parse(group: dict[str, Any], entry: str | dict[str, Any]) -> Attack:
    said = {"text": entry} if isinstance(entry, str) else entry
    return Attack(group["kind"], said["text"], frozenset(said.get("locks", group["locks"])))


def _is_answered(door: Door, text: str) -> bool:
    try:
        door.ask(text)
    except UnavailableError:
        raise
    except GraphError:
        return False
    return True


if __name__ == "__main__":
    main()
