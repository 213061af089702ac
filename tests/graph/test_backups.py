"""Backups of an embedded server of the test's own."""

import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.backups import restore_backup, save_backup
from graph.census import count_nodes
from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.errors import BackupError
from graph.migrations import migrate
from graph.plans import Node
from graph.server import join_server, open_store, start_server, stop_server
from graph.settings import Settings


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"
    stop_server(tmp_path / "home")


def settings(home: Path) -> Settings:
    return Settings(neo4j_uri="", journeyman_home=home)


def add(home: Path, *ids: str) -> None:
    with open_store(settings(home)) as store:
        migrate(store)
        for node_id in ids:
            apply_plan(store, make_plan(store, [Node("Job", node_id, {"title": "车工"})]), node_id)


def list_jobs(home: Path) -> int:
    with open_store(settings(home)) as store:
        return count_nodes(store).get("Job", 0)


def test_what_was_backed_up_comes_back(home: Path, tmp_path: Path) -> None:
    add(home, "before")
    save_backup(home, tmp_path / "b.zip")
    add(home, "after")
    assert list_jobs(home) == 2
    assert restore_backup(home, tmp_path / "b.zip")["Job"] == 1
    assert list_jobs(home) == 1
    add(home, "later")


def test_a_backup_is_restored_into_a_home_of_its_own(home: Path, tmp_path: Path) -> None:
    add(home, "j")
    save_backup(home, tmp_path / "b.zip")
    other = tmp_path / "other"
    assert restore_backup(other, tmp_path / "b.zip")["Job"] == 1
    assert list_jobs(other) == 1


def test_a_backup_is_taken_while_others_write(home: Path, tmp_path: Path) -> None:
    start_server(home)
    add(home, "first")
    ids = [f"j{number}" for number in range(40)]
    writer = threading.Thread(target=add, args=(home, *ids))
    writer.start()
    save_backup(home, tmp_path / "b.zip")
    writer.join()
    assert list_jobs(home) == 41
    stop_server(home)
    restored = restore_backup(home, tmp_path / "b.zip")
    assert 1 <= restored["Job"] == restored["ChangeSet"]


def test_a_backup_is_not_written_over(home: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").touch()
    with pytest.raises(BackupError, match=r"b\.zip: expected a name that is free"):
        save_backup(home, tmp_path / "b.zip")


def test_a_server_that_runs_is_not_restored_under_its_feet(home: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("schema.json", "{}")
        archive.writestr("configuration.json", "{}")
    start_server(home)
    with pytest.raises(BackupError, match="expected no running server, found one: stop it first"):
        restore_backup(home, tmp_path / "b.zip")


def test_nor_one_that_has_clients(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.backups._ENDS_SECONDS", 0.5)
    add(home, "j")
    save_backup(home, tmp_path / "b.zip")
    with join_server(home), pytest.raises(BackupError, match="expected no client of the graph"):
        restore_backup(home, tmp_path / "b.zip")


def test_a_file_that_is_no_backup_is_refused_and_changes_nothing(
    home: Path, tmp_path: Path
) -> None:
    add(home, "j")
    (tmp_path / "text.zip").write_text("no zip")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("other.txt", "")
    for name, said in (("text.zip", "expected a backup"), ("other.zip", "of an embedded graph")):
        with pytest.raises(BackupError, match=said):
            restore_backup(home, tmp_path / name)
    assert list_jobs(home) == 1


def test_a_damaged_backup_is_refused(home: Path, tmp_path: Path) -> None:
    add(home, "j")
    save_backup(home, tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    middle = len(whole) // 3
    (tmp_path / "b.zip").write_bytes(whole[:middle] + b"\0" * 64 + whole[middle + 64 :])
    with pytest.raises(BackupError, match="found"):
        restore_backup(home, tmp_path / "b.zip")
    assert list_jobs(home) == 1


def test_a_backup_whose_stream_is_broken_is_refused(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("schema.json", "{}" * 1_000)
    start = 30 + len("schema.json")
    whole = file.read_bytes()
    file.write_bytes(whole[:start] + b"\x01\x00\x00\x00\x00" + whole[start + 5 :])
    with pytest.raises(BackupError, match="expected a whole backup, found damage"):
        restore_backup(home, file)


def test_a_backup_that_does_not_open_is_taken_out_again(home: Path, tmp_path: Path) -> None:
    add(home, "j")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("schema.json", "{}")
        archive.writestr("configuration.json", "{}")
    with pytest.raises(BackupError, match="expected a graph that opens"):
        restore_backup(home, tmp_path / "b.zip")
    assert list_jobs(home) == 1
