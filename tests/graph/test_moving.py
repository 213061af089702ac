"""Snapshots saved from and loaded into real servers."""

import gzip
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from graph.census import count_nodes, count_relationships
from graph.changes import apply_plan, get_seq, list_changesets
from graph.drafts import make_plan
from graph.errors import HalfLoadedError, LeaseError, SnapshotError
from graph.loading import load_snapshot
from graph.migrations import newest_version
from graph.plans import Node
from graph.saving import save_snapshot
from graph.settings import Settings
from graph.snapshots import SnapshotWriter, get_path, read_manifest
from graph.store import Store

ROOT = Path(__file__).parents[2]
Plant = Callable[[Store], Store]
Run = Callable[..., list[dict[str, object]]]
EMPTY = "MATCH (n) WHERE NOT n:Head AND NOT n:Migration DETACH DELETE n"


def empty(store: Store, ask: Run) -> None:
    ask(EMPTY)
    ask("MATCH (h:Head) SET h.seq = 0")


@pytest.fixture
def saved(store: Store, plant_school: Plant, ask: Run, tmp_path: Path) -> Path:
    """A snapshot of the school; the graph is empty again."""
    save_snapshot(plant_school(store), tmp_path / "school")
    empty(store, ask)
    return tmp_path / "school"


def test_a_graph_that_was_saved_and_loaded_has_the_same_hash(
    store: Store, saved: Path, tmp_path: Path
) -> None:
    load_snapshot(store, saved)
    assert save_snapshot(store, tmp_path / "again").hash == read_manifest(saved).hash


def test_a_snapshot_moves_between_the_servers_with_the_same_hash(
    embedded: Store, neo4j: Store, plant_school: Plant, tmp_path: Path
) -> None:
    for start, target in ((embedded, neo4j), (neo4j, embedded)):
        folder = tmp_path / f"from {start.describe()}".replace("/", " ")
        there = folder.with_name(f"{folder.name} there")
        first = save_snapshot(plant_school(start), folder)
        target.write("snapshots/delete_nodes", limit=1_000)
        target.write("snapshots/delete_changesets")
        load_snapshot(target, folder)
        assert save_snapshot(target, there).hash == first.hash


def test_every_node_and_relationship_is_in_it(
    store: Store, plant_school: Plant, tmp_path: Path
) -> None:
    plant_school(store)
    manifest = save_snapshot(store, tmp_path / "s")
    nodes = {label: table.rows for label, table in manifest.nodes.items()}
    own = {"Head", "Migration"}
    assert nodes == {k: v for k, v in count_nodes(store).items() if k not in own}
    joined = {type_: table.rows for type_, table in manifest.relationships.items()}
    assert joined == count_relationships(store)


def test_people_can_be_left_out(store: Store, plant_school: Plant, tmp_path: Path) -> None:
    manifest = save_snapshot(plant_school(store), tmp_path / "s", without_people=True)
    assert manifest.left_out == ("Learner", "Persona")
    assert "Learner" not in manifest.nodes
    assert (
        not {"ANSWERED", "STUDIED", "RATED", "MASTERS", "TARGETS"} & manifest.relationships.keys()
    )
    assert {"REQUIRES", "FOR"} <= manifest.relationships.keys()


def test_a_load_is_one_changeset_that_names_the_hash(store: Store, saved: Path) -> None:
    made = load_snapshot(store, saved, "moved")
    manifest = read_manifest(saved)
    assert made.note == f"snapshot {manifest.hash}: moved"
    assert list_changesets(store)[0] == made
    assert (made.state, made.kind, made.seq) == ("applied", "snapshot", manifest.seq + 1)
    assert get_seq(store) == made.seq


def test_the_history_comes_along_and_goes_on(store: Store, saved: Path) -> None:
    load_snapshot(store, saved)
    apply_plan(store, make_plan(store, [Node("Job", "new", {"title": "新"})]), "after")
    assert [made.note for made in list_changesets(store)][::2] == ["after", "the school"]


def test_progress_is_told_up_to_the_end(store: Store, saved: Path, tmp_path: Path) -> None:
    loading: list[tuple[int, int]] = []
    load_snapshot(store, saved, on_progress=lambda *said: loading.append(said))
    rows = read_manifest(saved).rows
    assert loading[-1] == (rows, rows)
    saving: list[tuple[int, int]] = []
    save_snapshot(store, tmp_path / "s", on_progress=lambda *said: saving.append(said))
    assert saving == sorted(saving)


def test_only_an_empty_graph_is_loaded_into(
    store: Store, saved: Path, plant_school: Plant, tmp_path: Path
) -> None:
    before = save_snapshot(plant_school(store), tmp_path / "before").hash
    with pytest.raises(SnapshotError, match=r"expected an empty graph.*'Job': 2"):
        load_snapshot(store, saved)
    assert save_snapshot(store, tmp_path / "after").hash == before


def test_a_snapshot_of_a_newer_schema_is_refused(store: Store, tmp_path: Path) -> None:
    with SnapshotWriter(tmp_path / "s") as writer:
        writer.finish(newest_version() + 1, 1, "")
    with pytest.raises(SnapshotError, match=r"expected a schema up to .* up to date"):
        load_snapshot(store, tmp_path / "s")


def damage(folder: Path) -> None:
    """Let the last file of the snapshot lack its last line."""
    file = get_path(folder, "relationships", "TRAINS")
    file.write_bytes(gzip.compress(b""))


def test_a_damaged_snapshot_leaves_the_graph_empty(store: Store, saved: Path) -> None:
    damage(saved)
    with pytest.raises(SnapshotError, match="TRAINS"):
        load_snapshot(store, saved)
    assert set(count_nodes(store)) <= {"Head", "Migration"}
    assert get_seq(store) == 0


def test_a_relationship_without_its_end_leaves_the_graph_empty(
    store: Store, tmp_path: Path
) -> None:
    with SnapshotWriter(tmp_path / "s") as writer:
        writer.add_node("Job", {"id": "j"})
        writer.add_relationship("REQUIRES", ("Job:j", "Ability:a"), {"id": "j|REQUIRES|a"})
        writer.finish(1, 1, "")
    with pytest.raises((SnapshotError, RuntimeError), match=r"end is missing|Ability:a"):
        load_snapshot(store, tmp_path / "s")
    assert set(count_nodes(store)) <= {"Head", "Migration"}


def interrupt(ask: Run, lease: str) -> None:
    """Leave what a load that was killed leaves."""
    ask("CREATE (:Job {id: 'half'})")
    said = "{id: 'c', kind: 'snapshot', state: 'applying', owner: 'ann', lease: $lease}"
    ask(f"CREATE (:ChangeSet {said})", lease=lease)


def test_a_load_that_was_killed_is_taken_away_by_the_next(
    store: Store, saved: Path, ask: Run, tmp_path: Path
) -> None:
    interrupt(ask, "2020-01-01T00:00:00.000Z")
    load_snapshot(store, saved)
    assert save_snapshot(store, tmp_path / "s").hash == read_manifest(saved).hash


def test_a_load_that_goes_on_is_not_disturbed(store: Store, saved: Path, ask: Run) -> None:
    interrupt(ask, "2999-01-01T00:00:00.000Z")
    with pytest.raises(LeaseError, match="ann is loading the graph"):
        load_snapshot(store, saved)
    assert ask("MATCH (j:Job) RETURN j.id AS id") == [{"id": "half"}]


def test_a_load_that_outlived_its_lease_leaves_the_next_ones_graph_alone(
    store: Store, saved: Path, ask: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.loading._RENEW_SECONDS", 0.0)

    def take_over(*_: int) -> None:
        ask("MATCH (c:ChangeSet {state: 'applying'}) SET c.state = 'undone'")

    with pytest.raises(LeaseError, match="somebody else has taken it over"):
        load_snapshot(store, saved, on_progress=take_over)
    assert count_nodes(store)["ChangeSet"] >= 1


def test_nothing_is_changed_in_a_graph_that_is_half_loaded(store: Store, ask: Run) -> None:
    interrupt(ask, "2020-01-01T00:00:00.000Z")
    with pytest.raises(HalfLoadedError, match="load it again"):
        apply_plan(store, make_plan(store, [Node("Job", "new", {})]), "too early")


def test_a_large_plan_that_is_being_applied_is_not_saved(
    store: Store, ask: Run, tmp_path: Path
) -> None:
    ask("CREATE (:ChangeSet {id: 'c', state: 'applying', owner: 'ann', lease: '2999'})")
    with pytest.raises(LeaseError, match="ann is changing the map"):
        save_snapshot(store, tmp_path / "s")
    assert list(tmp_path.iterdir()) == []


def test_what_a_snapshot_cannot_hold_is_no_silent_loss(
    store: Store, ask: Run, tmp_path: Path
) -> None:
    ask("CREATE (:Tag {id: 'x'})-[:FOLLOWS {id: 'odd'}]->(:Tag {id: 'y'})")
    with pytest.raises(SnapshotError, match="FOLLOWS: expected 1 relationships, found 0"):
        save_snapshot(store, tmp_path / "s")
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, signal, sys
from pathlib import Path
import graph.loading
from graph.server import open_store
from graph.settings import Settings
graph.loading._LEASE_SECONDS = 1.0
def kill(done, total):
    if done > 60_000:
        os.kill(os.getpid(), signal.SIGKILL)
with open_store(Settings(neo4j_uri="", journeyman_home=sys.argv[1])) as store:
    graph.loading.load_snapshot(store, Path(sys.argv[2]), on_progress=kill)
"""


def test_a_load_that_is_killed_leaves_nothing_behind_the_next(
    one_store: Store, embedded_settings: Settings, tmp_path: Path
) -> None:
    with SnapshotWriter(tmp_path / "s") as writer:
        for number in range(400):
            writer.add_node("Job", {"id": f"j{number}"})
            writer.add_node("Ability", {"id": f"a{number}"})
        for job, ability in product(range(400), repeat=2):
            ends = f"Job:j{job}", f"Ability:a{ability}"
            writer.add_relationship("REQUIRES", ends, {"id": f"{job}|{ability}"})
        writer.finish(1, 1, "")
    home = embedded_settings.journeyman_home
    command = [sys.executable, "-c", KILLED, str(home), str(tmp_path / "s")]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert count_nodes(one_store)["Job"] == 400
    time.sleep(1.2)  # the lease of the load that was killed
    load_snapshot(one_store, tmp_path / "s")
    assert save_snapshot(one_store, tmp_path / "t").hash == read_manifest(tmp_path / "s").hash


def test_an_id_with_quotes_and_backslashes_moves_too(store: Store, tmp_path: Path) -> None:
    odd = 'say "\\車"'
    with SnapshotWriter(tmp_path / "s") as writer:
        writer.add_node("Job", {"id": odd})
        writer.add_node("Ability", {"id": odd})
        writer.add_relationship("REQUIRES", (f"Job:{odd}", f"Ability:{odd}"), {"id": odd, "w": 1.0})
        hash_ = writer.finish(1, 1, "").hash
    load_snapshot(store, tmp_path / "s")
    assert save_snapshot(store, tmp_path / "t").hash == hash_
