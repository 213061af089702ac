import re
from pathlib import Path

import pytest

from crawlers.errors import CrawlError
from crawlers.staging import publish, stage


def test_two_crawls_of_one_card_do_not_write_at_once(tmp_path: Path) -> None:
    with (
        stage(tmp_path, "a") as _,
        pytest.raises(CrawlError, match="another crawl of a is writing"),
        stage(tmp_path, "a"),
    ):
        pass


def test_what_a_killed_crawl_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".a.part" / "a").mkdir(parents=True)
    (tmp_path / ".a.part" / "a.jsonl").touch()
    with stage(tmp_path, "a") as staging:
        assert not list(staging.iterdir())
    assert not staging.exists()


def test_what_is_in_the_way_is_named_and_nothing_is_changed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").mkdir()
    with stage(tmp_path, "a") as staging:
        (staging / "a.jsonl").touch()
        message = re.escape(f"cannot write {tmp_path}/a.jsonl: Is a directory; nothing of the")
        with pytest.raises(CrawlError, match=message):
            publish(staging, tmp_path, "a")


def test_a_crawl_moved_by_half_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.report.json").mkdir()
    with stage(tmp_path, "a") as staging:
        (staging / "a.jsonl").touch()
        (staging / "a.report.json").touch()
        with pytest.raises(CrawlError, match="a part of the earlier crawl was replaced"):
            publish(staging, tmp_path, "a")
