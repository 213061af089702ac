import zipfile
from pathlib import Path

import pytest

from ingest.errors import FetchError
from ingest.wheels import fetch_wheel, read_member

METADATA = "Metadata-Version: 2.1\nName: made-data\nVersion: 1.0\n"


def test_a_wheel_in_the_folder_is_taken_and_nothing_is_fetched(tmp_path: Path) -> None:
    wheel = tmp_path / "made_data-1.0-py3-none-any.whl"
    wheel.touch()
    assert fetch_wheel("made-data", "1.0", tmp_path) == wheel


def test_a_wheel_that_is_not_there_is_fetched_and_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "index"
    index.mkdir()
    with zipfile.ZipFile(index / "made_data-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("made_data-1.0.dist-info/METADATA", METADATA)
        wheel.writestr("made_data-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    found = fetch_wheel("made-data", "1.0", tmp_path / "cache")
    assert found == tmp_path / "cache" / "made_data-1.0-py3-none-any.whl"


def test_a_package_that_nobody_has_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(FetchError, match=r"made-data 1.0: expected a wheel .* No matching"):
        fetch_wheel("made-data", "1.0", tmp_path / "cache")


def test_a_member_is_read_as_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("data/a.csv", "id\n1\n")
    assert read_member(tmp_path / "a.whl", "data/a.csv") == b"id\n1\n"


def test_a_missing_member_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.whl", "w") as wheel:
        wheel.writestr("data/a.csv", "id\n1\n")
    with pytest.raises(FetchError, match=r"a.whl: expected an archive with data/b.csv"):
        read_member(tmp_path / "a.whl", "data/b.csv")


def test_a_damaged_wheel_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"PK half a download")
    with pytest.raises(FetchError, match=r"a.whl: expected an archive with data/a.csv"):
        read_member(tmp_path / "a.whl", "data/a.csv")


def test_a_member_with_broken_bytes_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("data/a.csv", "id" * 50)
    path.write_bytes(path.read_bytes().replace(b"idid", b"i_id", 1))
    with pytest.raises(FetchError, match="CRC"):
        read_member(path, "data/a.csv")
