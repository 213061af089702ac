"""Tables in Parquet: what is read, what is refused, what is written."""

from collections.abc import Mapping, Sequence
from math import comb
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mining.engines import Local
from mining.errors import TableError, TemplateError
from mining.itemsets import Template
from mining.spark import submit
from mining.tables import (
    read_histories,
    read_postings,
    read_transactions,
    tabulate_rules,
    write_table,
)


def put(folder: Path, columns: Mapping[str, Sequence[object]]) -> Path:
    pq.write_table(pa.table(dict(columns)), folder / "t.parquet")
    return folder / "t.parquet"


def test_a_table_without_weights_weighs_1(tmp_path: Path) -> None:
    baskets = read_transactions(put(tmp_path, {"items": [["b", "a", "b"], []]}))
    assert (baskets.names, baskets.items.tolist()) == (("a", "b"), [0, 1])
    assert baskets.weights.tolist() == [1.0, 1.0]


def test_rows_of_a_learner_are_sequences_that_are_told_apart(tmp_path: Path) -> None:
    table: dict[str, list[object]] = {
        "learner": ["l2", "l1", "l2"],
        "items": [["b"], ["a", "b"], ["a"]],
    }
    histories, names = read_histories(put(tmp_path, table))
    assert names == ("a", "b")
    assert [each.tolist() for each in histories.list_all()] == [[0, 1], [1], [0]]
    assert histories.learners == 2


def test_a_posting_without_a_day_is_as_old_as_the_oldest(tmp_path: Path) -> None:
    table: dict[str, list[object]] = {
        "id": ["p1", "p2", "p3"],
        "job_id": ["j", "j", "k"],
        "ability_ids": [["a"], ["a", "b"], ["b"]],
        "posted": ["2026-01-01", "2025-01-01T08:00:00Z", None],
    }
    postings, classes = read_postings(put(tmp_path, table))
    ages = [posting.age_months for posting in postings]
    assert ages == pytest.approx([0.0, 365 / 365.25 * 12, 365 / 365.25 * 12])
    assert classes == {"j": "", "k": ""}


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    table: dict[str, list[object]] = {
        "id": ["p"],
        "job_id": ["j"],
        "ability_ids": [["a"]],
        "posted": ["soon"],
    }
    with pytest.raises(TableError, match=r"t\.parquet: posted: expected a date, found 'soon'"):
        read_postings(put(tmp_path, table))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"item": ["a"]}, "expected a column items, found item"),
        ({"items": [["a"], None]}, "column items: expected values, found 1 null"),
        ({"items": [{"a": 1}]}, "column items: expected list"),
    ],
)
def test_other_columns_are_refused(
    tmp_path: Path, columns: dict[str, list[object]], said: str
) -> None:
    with pytest.raises(TableError, match=said):
        read_transactions(put(tmp_path, columns))


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").write_text("hello")
    for path in (tmp_path / "t.parquet", tmp_path / "none.parquet"):
        with pytest.raises(TableError, match="expected a Parquet table"):
            read_transactions(path)


def test_a_folder_of_differing_tables_is_refused_in_a_line(tmp_path: Path) -> None:
    put(tmp_path, {"items": [["K:a"]]})
    pq.write_table(pa.table({"items": [1, 2]}), tmp_path / "u.parquet")
    with pytest.raises(TableError, match="expected a Parquet table") as refused:
        read_transactions(tmp_path)
    assert "\n" not in str(refused.value)


def test_what_is_submitted_warns_as_the_command_does(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = str(put(tmp_path, {"items": [["K:a", "A:b"]] * 3}))
    words = ["rules", "--transactions", path, "--out", str(tmp_path)]
    submit.run(Local(), submit.read_words(words))
    [warning] = caplog.messages
    assert warning.startswith("3 transactions, 10 are the least that say something")


def test_this_machine_writes_to_no_other_system(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="hdfs://n/r: expected a folder of this machine"):
        Local().write(pa.table({"a": [1]}), "hdfs://n/r", "x")
    assert not Path("hdfs:").exists()


def test_a_type_that_no_item_has_is_refused(tmp_path: Path) -> None:
    path = str(put(tmp_path, {"items": [["X:a", "K:b"]]}))
    assert Local().mine_rules_of(path, [Template("X", "K")]).rules == ()
    with pytest.raises(TemplateError, match="found 'Y' in Y>K"):
        Local().mine_rules_of(path, [Template("Y", "K")])


def test_small_p_values_are_written_with_their_digits(tmp_path: Path) -> None:
    path = str(put(tmp_path, {"items": [["K:a", "A:b"]] * 20 + [["K:c"]] * 20}))
    [rule] = Local().mine_rules_of(path, [Template("K", "A")]).rules
    [p] = tabulate_rules((rule,))["p"].to_pylist()
    assert p == pytest.approx(1 / comb(40, 20), rel=1e-8)


def test_a_result_replaces_the_one_before(tmp_path: Path) -> None:
    for value in (1, 2):
        path = write_table(pa.table({"a": [value]}), tmp_path / "new", "x")
    assert pq.read_table(path)["a"].to_pylist() == [2]
    assert [file.name for file in path.parent.iterdir()] == ["x.parquet"]
