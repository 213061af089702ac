from zoneinfo import ZoneInfo

import pytest

from ingest.cells import Units, find_zone, parse_comment, parse_score, parse_share, parse_time
from ingest.errors import CellError

SHANGHAI = Units(zone=ZoneInfo("Asia/Shanghai"))
LONDON = Units(zone=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("text", "most", "score"),
    [
        ("85", 100.0, 0.85),
        ("85%", 100.0, 0.85),
        ("85％", 1.0, 0.85),
        ("12.5 %", 40.0, 0.125),
        ("7", 7.0, 1.0),
        ("0", 100.0, 0.0),
        ("1e-1", 1.0, 0.1),
    ],
)
def test_points_and_percentages_become_shares(text: str, most: float, score: float) -> None:
    assert parse_score(text, "score", Units(most)) == pytest.approx(score)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("101", "0 to 100"),
        ("-1", "0 to 100"),
        ("1_0", "0 to 100"),
        ("٣", "0 to 100"),
        ("inf", "0 to 100"),
        ("%", "0% to 100%"),
        ("101%", "0% to 100%"),
    ],
)
def test_what_is_no_score_says_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(CellError, match=f"score: expected {expected}, found"):
        parse_score(text, "score", Units(100.0))


def test_a_progress_is_a_share_whatever_the_scores_are_counted_in() -> None:
    assert (parse_share("40%", "progress", Units(100.0)), parse_share("1", "p", Units(9.0))) == (
        0.4,
        1.0,
    )


@pytest.mark.parametrize(
    ("text", "units", "at"),
    [
        ("2026-03-02T09:00:00", SHANGHAI, "2026-03-02T01:00:00Z"),
        ("2026-03-02 09:00", SHANGHAI, "2026-03-02T01:00:00Z"),
        ("2026-03-02T09:00:00+01:00", SHANGHAI, "2026-03-02T08:00:00Z"),
        ("2026-03-02", SHANGHAI, "2026-03-01T16:00:00Z"),
        ("2025-10-26T01:30:00", LONDON, "2025-10-26T00:30:00Z"),
    ],
)
def test_a_time_without_a_zone_is_in_that_of_the_log(text: str, units: Units, at: str) -> None:
    assert parse_time(text, "at", units) == at


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [
        ("2026-03-02T09:00:00", Units(), "a time zone"),
        ("2026-03-29T01:30:00", LONDON, "a time that the clocks of Europe/London show"),
        ("0001-01-01T00:00:00+14:00", Units(), "ISO 8601"),
        ("02/03/2026", SHANGHAI, "ISO 8601"),
        ("9999-12-31T23:00:00-14:00", Units(), "ISO 8601"),
        ("2999-01-01T00:00:00", SHANGHAI, "a past time"),
    ],
)
def test_a_time_that_never_was_is_refused(text: str, units: Units, expected: str) -> None:
    with pytest.raises(CellError, match=f"at: expected {expected}, found"):
        parse_time(text, "at", units)


@pytest.mark.parametrize("text", ["", "-1", "-1.0", "NA"])
def test_what_means_missing_is_missing_however_it_is_written(text: str) -> None:
    units = Units(missing=frozenset({"-1", "NA"}))
    assert (units.is_missing(text), units.is_missing("0"), units.is_missing("1")) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc", "Asia"])
def test_an_unknown_zone_is_named(name: str) -> None:
    with pytest.raises(CellError, match="timezone: expected a name such as Asia/Shanghai, found"):
        find_zone(name)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Very clear", "Very clear"),
        ("讲得很好 微信: abc_12345", "讲得很好"),
        ("mail me: li@school.example", "mail me:"),
        ("13812345678", None),
    ],
)
def test_contact_data_in_a_comment_is_stripped(text: str, kept: str | None) -> None:
    assert parse_comment(text, "comment", Units()) == kept
