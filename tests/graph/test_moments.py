from collections.abc import Callable

import pytest

from graph.errors import AsOfError, LeaseError
from graph.moments import find_seq
from graph.store import Store

Ask = Callable[..., list[dict[str, object]]]
MADE = {
    1: ("2026-03-01T10:00:00.000Z", "applied"),
    2: ("2026-03-01T23:59:59.999Z", "undone"),
    3: ("2026-03-02T08:00:00.500Z", "applied"),
    4: ("2026-03-03T00:00:00.000Z", "applying"),
}


@pytest.fixture
def dated(store: Store, ask: Ask) -> Store:
    """A graph that four changesets have changed, the last of which is still being applied."""
    for seq, (at, state) in MADE.items():
        said = {"id": f"c{seq}", "seq": seq, "at": at, "state": state}
        ask("CREATE (c:ChangeSet) SET c = $said", said=said)
    ask("MERGE (h:Head {id: 'head'}) SET h.seq = 4")
    return store


@pytest.mark.parametrize(
    ("as_of", "seq"),
    [
        (None, 3),
        (0, 0),
        ("0", 0),
        (2, 2),
        (" +3 ", 3),
        ("2026-03-01", 2),
        ("20260301", None),
        ("2026-03-01T10:00:00Z", 1),
        ("2026-03-01 10:00", 1),
        ("2026-03-01T23:59:59.9989", 1),
        ("2026-03-02T08:00:00.500", 3),
        ("2026-03-02T08:00:00.499", 2),
        ("2026-03-02T16:00:00.500+08:00", 3),
        ("2026-03-02T16:00:00.500", 3),
        ("2026-03-02T15:59+08:00", 2),
        ("2026-03-03", 3),
        ("9999-12-31", 3),
    ],
)
def test_a_number_a_time_or_a_date_means_a_changeset(
    dated: Store, as_of: int | str | None, seq: int | None
) -> None:
    if seq is None:  # digits alone are a number
        with pytest.raises(AsOfError, match="expected a changeset from 0 to 4"):
            find_seq(dated, as_of)
    else:
        assert find_seq(dated, as_of) == seq


@pytest.mark.parametrize(
    ("as_of", "line"),
    [
        (-1, "as of -1: expected a changeset from 0 to 4"),
        (5, "as of 5: expected a changeset from 0 to 4"),
        ("9" * 30, "expected a changeset from 0 to 4"),
        ("2026-02-28", "as of 2026-02-28: expected 2026-03-01T10:00:00.000Z or later"),
        ("2026-03-01T10:00:00+08:00", "or later, when the first changeset was made"),
        ("", "as of '': expected the number of a changeset, a date or a time"),
        ("yesterday", "as of 'yesterday': expected the number"),
        ("昨天", "as of '昨天': expected the number"),
        ("٣", "as of '٣': expected the number"),
        ("1.5", "expected the number"),
        ("2026-02-30", "expected the number"),
        ("2026-03-01T25:00", "expected the number"),
        ("0001-01-01T00:00+14:00", "expected the number"),
    ],
)
def test_what_means_no_changeset_is_refused_in_one_line(
    dated: Store, as_of: int | str, line: str
) -> None:
    with pytest.raises(AsOfError) as refused:
        find_seq(dated, as_of)
    assert line in str(refused.value)


def test_a_changeset_that_is_being_applied_cannot_be_asked_for_yet(dated: Store) -> None:
    with pytest.raises(LeaseError, match="as of 4: this changeset is still being applied"):
        find_seq(dated, "4")


def test_before_anything_was_applied_there_is_only_the_empty_map(store: Store) -> None:
    assert (find_seq(store), find_seq(store, 0)) == (0, 0)
    with pytest.raises(AsOfError, match="expected a changeset from 0 to 0"):
        find_seq(store, 1)
    with pytest.raises(AsOfError, match="expected a changeset until then, found none at all"):
        find_seq(store, "2026-03-01")
