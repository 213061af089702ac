"""What the crawl command says."""

from pathlib import Path

import pytest

from api.commands.crawl import crawl_source, format_progress, print_report, show_crawl
from api.refusals import DoorError
from crawlers.report import Changes, CrawlReport, LeftOut, Progress

ROOT = Path(__file__).parents[2]


def report(stopped: str | None = None, items: int = 5) -> CrawlReport:
    changes = Changes(1, 2, 2, ("https://a.example/gone",))
    left_out = (LeftOut("https://a.example/gone", "HTTP 404"),)
    return CrawlReport(
        *("town-jobs", 9, 1000, items, changes, Progress(7, 3, 1, items), stopped, left_out),
        *(5, 6, 1.0),
    )


def test_changes_and_left_outs_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(report())
    said = capsys.readouterr()
    assert "town-jobs: 5 items (5 to 6 expected) from 9 requests, 1 left out" in said.out
    assert "1 new, 2 changed, 2 unchanged, 1 gone" in said.out
    assert "left out: https://a.example/gone: HTTP 404" in said.err
    assert "crawl again" not in said.out


def test_a_budget_that_is_used_up_is_said_with_what_is_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_report(report("its budget of 9 pages"))
    said = capsys.readouterr().out.replace("\n", " ")
    assert "stopped by its budget of 9 pages with 3 addresses left" in said


def test_a_number_of_items_that_is_not_expected_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(report(items=4))
    assert "expected, found 4 items" in capsys.readouterr().err


def test_progress_is_one_line() -> None:
    said = format_progress(Progress(done=7, queued=3, failed=1, items=5))
    assert said == "7 addresses done, 3 queued, 1 without success, 5 items"


def test_without_a_terminal_progress_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 1.0, 11.0, 11.0, 12.0])
    monkeypatch.setattr("api.commands.crawl.time.monotonic", lambda: next(clock))
    with show_crawl("town-jobs") as on_progress:
        for done in (1, 2, 3):
            on_progress(Progress(done, 0, 0, done))
    assert capsys.readouterr().err == (
        "  town-jobs: 2 addresses done, 0 queued, 0 without success, 2 items\n"
    )


def test_a_card_of_another_kind_is_refused(tmp_path: Path) -> None:
    card = ROOT / "examples" / "cards" / "jobs.yaml"
    with pytest.raises(DoorError, match="expected a card of kind courses, found jobs"):
        crawl_source(card, "courses", tmp_path, None)
