"""A snapshot as the files of neo4j-admin, loaded by the tool itself."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from graph.errors import SnapshotError
from graph.migrations import migrate
from graph.offline import write_import
from graph.saving import save_snapshot
from graph.snapshots import SnapshotWriter
from graph.store import Store

NEO4J = Path(__file__).parents[2].parent / "shared" / "neo4j"


def write(folder: Path, *nodes: dict[str, object]) -> Path:
    with SnapshotWriter(folder) as writer:
        for properties in nodes:
            writer.add_node("Job", properties)
        writer.finish(1, 4, "2026-03-01T00:00:00Z")
    return folder


def test_a_column_says_its_type_and_text_is_quoted(tmp_path: Path) -> None:
    said = {
        "id": "j",
        "title": 'say "车"\n',
        "share": 1.0,
        "rank": 3,
        "own": True,
        "of": ["a", "b"],
    }
    write_import(write(tmp_path / "s", said), tmp_path / "csv")
    assert (tmp_path / "csv" / "nodes.Job.3.csv").read_text() == (
        '"id:ID(Job)","of:string[]","own:boolean","rank:long","share:double","title:string"\n'
        '"j","a\x1fb",true,3,1.0,"say ""车""\n"\n'
    )


def test_a_property_of_two_types_keeps_both(tmp_path: Path) -> None:
    folder = write(tmp_path / "s", {"id": "a", "hours": 3}, {"id": "b", "hours": 2.5}, {"id": "c"})
    write_import(folder, tmp_path / "csv")
    written = sorted(file.read_text() for file in (tmp_path / "csv").glob("nodes.Job.*"))
    assert written == [
        HOURS % "double" + ',"c"\n',
        HOURS % "double" + '2.5,"b"\n',
        HOURS % "long" + '3,"a"\n',
    ]


HOURS = '"hours:%s","id:ID(Job)"\n'


def test_the_order_of_changes_goes_on(tmp_path: Path) -> None:
    write_import(write(tmp_path / "s", {"id": "j"}), tmp_path / "csv")
    [head] = (tmp_path / "csv").glob("nodes.Head.*")
    assert head.read_text() == '"id:ID(Head)","seq:long"\n"head",5\n'


def test_what_csv_does_not_have_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "s", {"id": "j", "of": []})
    with pytest.raises(SnapshotError, match=r"Job j: expected a value that CSV has, found \[\]"):
        write_import(folder, tmp_path / "csv")
    assert not (tmp_path / "csv").exists()


def test_a_target_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="expected a name that is free"):
        write_import(write(tmp_path / "s"), tmp_path)


@pytest.fixture
def imported(
    embedded: Store,
    plant_school: Callable[[Store], Store],
    tmp_path: Path,
    unused_port: int,
) -> Iterator[tuple[Store, str]]:
    """The school, loaded into a Neo4j by its own tool, and the hash it was saved with."""
    if not NEO4J.is_dir():
        pytest.skip("no Neo4j tool beside the checkout")
    manifest = save_snapshot(plant_school(embedded), tmp_path / "s")
    arguments = write_import(tmp_path / "s", tmp_path / "files to import")
    home, (database, files) = tmp_path / "neo4j", arguments.split(" ", 1)
    environment = os.environ | {"NEO4J_PORT": str(unused_port)}
    control(environment, "start", home)  # makes its configuration
    control(environment, "stop", home)
    for kept in ("databases", "transactions"):
        shutil.rmtree(home / "data" / kept / "neo4j")
    run_tool(home, "database", "import", "full", database, files)
    control(environment, "start", home)
    try:
        with Store(f"bolt://127.0.0.1:{unused_port}", "neo4j", "journeyman", "neo4j") as store:
            migrate(store)
            yield store, manifest.hash
    finally:
        control(environment, "stop", home)


def control(environment: dict[str, str], action: str, home: Path) -> None:
    command = [str(NEO4J / "neo4j"), action, str(home)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def run_tool(home: Path, *arguments: str) -> None:
    spec = find_spec("arcadedb_embedded")
    assert spec is not None
    assert spec.submodule_search_locations
    java = Path(spec.submodule_search_locations[0]) / "jre" / "bin" / "java"
    environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    command = [str(java), "-cp", f"{NEO4J}/lib/*", "org.neo4j.cli.AdminTool", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.neo4j
def test_what_the_tool_loads_has_the_same_hash(imported: tuple[Store, str], tmp_path: Path) -> None:
    store, expected = imported
    assert save_snapshot(store, tmp_path / "again").hash == expected
