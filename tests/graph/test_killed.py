"""A writer that is killed in the middle, for real."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from graph.census import count_nodes, count_relationships
from graph.changes import apply_plan, list_changesets
from graph.drafts import make_plan
from graph.errors import ConflictError
from graph.migrations import migrate
from graph.plans import Node
from graph.server import open_store
from graph.settings import Settings
from graph.store import Store

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from graph.changes import Limits, apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.plans import Assertion, Node
from graph.server import open_store
from graph.settings import Settings
with open_store(Settings(neo4j_uri="", journeyman_home=Path(sys.argv[1]))) as store:
    nodes = [Node("Ability", f"a{i}", {"name": f"n{i}"}) for i in range(300)]
    nodes += [Node("Job", f"j{i}", {"title": f"t{i}"}) for i in range(30)]
    said = [
        Assertion("REQUIRES", f"j{j}", f"a{a}", Block("expert", "me", {"weight": 0.5}))
        for j in range(30) for a in range(300)
    ]
    apply_plan(
        store, make_plan(store, nodes, said), "large", limits=Limits(100, 100, 1.0),
        on_progress=lambda done, total: print(done, flush=True),
    )
"""


def test_the_next_writer_undoes_the_half_of_a_killed_import(tmp_path: Path) -> None:
    settings = Settings(neo4j_uri="", journeyman_home=tmp_path)
    with open_store(settings) as store:
        migrate(store)
        apply_plan(store, make_plan(store, [Node("Ability", "old", {"name": "old"})]), "before")
        before = count_map(store)
        kill_in_the_middle(tmp_path)
        half = count_map(store)
        time.sleep(1.2)
        made = apply_plan(store, make_plan(store), "nothing")
        assert (half["Ability"], half["REQUIRES"] > 200, made) == (301, True, None)
        assert count_map(store) == before == {"Ability": 1}
        assert [found.state for found in list_changesets(store)] == ["undone", "applied"]
        plan = make_plan(store, [Node("Ability", "a1", {"name": "n1"})])
        assert [change.op for change in plan.changes] == ["add"]


RECORD = {"ChangeSet", "ChangeBatch", "HOLDS", "Head", "Migration"}


def count_map(store: Store) -> dict[str, int]:
    """Return the counts by label and type, without the record of what was applied."""
    kept = count_nodes(store) | count_relationships(store)
    return {k: v for k, v in kept.items() if k not in RECORD}


def kill_in_the_middle(home: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, home], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert writer.stdout is not None
    for line in writer.stdout:
        if int(line) >= 600:
            break
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()


def test_two_writers_at_once_keep_one_order(store: Store) -> None:
    def write(number: int) -> int:
        node = Node("Job", f"j{number}", {"title": f"t{number}"})
        made = apply_plan(store, make_plan(store, [node]), f"writer {number}")
        assert made is not None
        return made.seq

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(write, range(12)))
    assert sorted(numbers) == list(range(1, 13))


def test_of_two_writers_of_one_subject_one_is_told_of_the_conflict(store: Store) -> None:
    apply_plan(store, make_plan(store, [Node("Job", "j", {"title": "old"})]), "first")
    plans = [make_plan(store, [Node("Job", "j", {"title": title})]) for title in ("a", "b")]

    def write(number: int) -> bool:
        try:
            apply_plan(store, plans[number], "race")
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(write, range(2))) == [False, True]
