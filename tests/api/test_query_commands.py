"""journeyman query, as an analyst runs it."""

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from api.commands.query import say_favourite
from api.commands.writing import Form, write_rows
from graph.queries import get_query, list_queries

Journeyman = Callable[..., Any]


@pytest.fixture
def filled(home: Path, journeyman: Journeyman, tmp_path: Path) -> Path:
    """A home with two jobs that share an ability."""
    (tmp_path / "Job.csv").write_text("id,title\nj,车工\nk,铣工\n")
    (tmp_path / "Ability.csv").write_text("id,name\na,量具\nb,车削\n")
    (tmp_path / "REQUIRES.csv").write_text(
        "from_id,to_id,essential:boolean\nj,a,true\nj,b,true\nk,a,true\n"
    )
    said = journeyman(home, "ingest", "tables", tmp_path, "--origin", "school", "--apply")
    assert said.code == 0, said.err
    return home


def test_a_query_is_written_as_csv_for_a_pipe(filled: Path, journeyman: Journeyman) -> None:
    said = journeyman(filled, "query", "run", "jobs_transferable", "-p", "job=j", "--format", "csv")
    assert said.out.splitlines() == [
        "job_id,title,transfer,shared,missing,missing_demand",
        "k,铣工,1.0,1,0,0.0",
    ]
    assert said.err == ""


def test_a_query_is_written_to_files_that_read_back(
    filled: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    words = ("query", "run", "jobs_transferable", "-p", "job=j", "--format")
    for form in ("csv", "json", "parquet"):
        said = journeyman(filled, *words, form, "--output", tmp_path / form)
        assert (said.code, said.out) == (0, f"{tmp_path / form}: 1 rows\n")
    row = {"job_id": "k", "title": "铣工", "transfer": 1.0, "shared": 1, "missing": 0}
    row["missing_demand"] = 0.0
    assert json.loads((tmp_path / "json").read_text()) == [row]
    assert pq.read_table(tmp_path / "parquet").to_pylist() == [row]
    with (tmp_path / "csv").open(encoding="utf-8") as lines:
        assert [each["title"] for each in csv.DictReader(lines)] == ["铣工"]


def test_parquet_has_its_types_without_a_row_and_with_nulls(tmp_path: Path) -> None:
    columns = get_query("ability_by_job").columns
    write_rows([], columns, Form.PARQUET, tmp_path / "none")
    schema = pq.read_schema(tmp_path / "none")
    assert [str(schema.field(name).type) for name, _ in columns[2:]] == [
        "double",
        "int64",
        "bool",
        "list<element: string>",
    ]
    row = dict.fromkeys((name for name, _ in columns), None)
    write_rows([row], columns, Form.PARQUET, tmp_path / "nulls")
    assert pq.read_table(tmp_path / "nulls").to_pylist() == [row]


def test_every_query_of_the_library_can_be_parquet(tmp_path: Path) -> None:
    for query in list_queries():
        write_rows([], query.columns, Form.PARQUET, tmp_path / query.name)
        assert isinstance(pq.read_schema(tmp_path / query.name), pa.Schema)


def test_the_library_is_listed_and_shown(home: Path, journeyman: Journeyman) -> None:
    listed = json.loads(journeyman(home, "query", "list", "--json").out)
    assert {"jobs_transferable", "prerequisite_cycles"} <= {each["query"] for each in listed}
    shown = journeyman(home, "query", "show", "jobs_transferable").out
    assert "-p job=  STRING  Job.id" in shown
    assert "-p limit=  INTEGER  most rows (default '20')" in shown
    assert "MATCH (:Job {id: $job})" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "job_transferable"), "query 'job_transferable': expected a name"),
        (("show", "nothing"), "query 'nothing': expected a name"),
        (("run", "jobs_transferable", "-p", "job"), "-p: expected key=value"),
        (("run", "jobs_transferable", "-p", "job=x"), "Job 'x': expected the id of a Job"),
        (("run", "jobs_transferable"), "query jobs_transferable: expected -p job=Job.id"),
        (("run", "points_orphaned", "--format", "parquet"), "--format parquet: expected --output"),
        (("run", "points_orphaned", "--output", "x"), "--output: expected --format json, csv"),
    ],
)
def test_what_cannot_be_run_is_one_line(
    home: Path, journeyman: Journeyman, words: tuple[str, ...], said: str
) -> None:
    answer = journeyman(home, "query", *words)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(said)
    assert answer.err.count("\n") == 1


def test_favourites_are_a_file_for_each_query(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    assert journeyman(home, "query", "favourites", tmp_path / "f.zip").code == 0
    with zipfile.ZipFile(tmp_path / "f.zip") as archive:
        assert len(archive.namelist()) == len(list_queries())
        text = archive.read("demand/jobs_transferable.cypher").decode()
    assert text.splitlines()[:3] == [
        "// Jobs that somebody of a job can move to most easily.",
        ":param job => 'Job.id';",
        ":param limit => 20;",
    ]
    again = journeyman(home, "query", "favourites", tmp_path / "f.zip")
    assert (again.code, "expected a name that is free" in again.err) == (1, True)


def test_a_favourite_sets_lists_as_lists() -> None:
    assert ":param courses => ['Course.id of each course'];" in say_favourite(
        get_query("job_coverage_by_programme")
    )
