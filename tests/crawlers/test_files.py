from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.errors import CrawlError
from crawlers.files import name_file, write_file


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("syllabi/db101.docx", "db101.docx"),
        ("syllabi/2026/db101.docx?v=2", "2026-db101.docx"),
        ("syllabi/%E6%95%B0%E6%8D%AE.pdf", "数据.pdf"),
        ("syllabi/..%2F..%2Fetc%2Fpasswd", "etc-passwd"),
        ("syllabi/.hidden", "hidden"),
        ("syllabi/", None),
        ("other/db101.docx", None),
    ],
)
def test_a_file_is_named_by_the_path_behind_the_fixed_folder(path: str, name: str | None) -> None:
    assert name_file(f"https://c.example/{path}", ("syllabi/*",)) == name


@given(st.text())
def test_a_name_stays_in_its_folder(path: str) -> None:
    name = name_file("https://c.example/" + path.replace("?", "").replace("#", ""), ("*",))
    assert name is None or (Path("x", name).parent == Path("x") and len(name.encode()) <= 200)


def test_a_file_that_cannot_be_written_is_named_by_its_place(tmp_path: Path) -> None:
    staging = tmp_path / "part"
    staging.mkdir()
    (staging / "a").write_text("in the way")
    with pytest.raises(CrawlError, match=f"cannot write {tmp_path}/a/b: File exists"):
        write_file(staging, "a/b", b"")
