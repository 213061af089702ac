"""The map as it was, through both doors."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.migrations import migrate
from graph.plans import Assertion, Change, Node, Plan
from graph.server import open_store, start_server, stop_server
from graph.settings import Settings
from graph.store import Store

Journeyman = Callable[..., Any]
MILL = "j|REQUIRES|mill"


def change_school(store: Store) -> None:
    """Add a job of two abilities if there is none; rename it, then take an ability away."""
    nodes = [
        Node("Job", "j", {"title": "machinist"}),
        Node("Ability", "mill", {"name": "mill parts"}),
    ]
    nodes += [Node("Ability", "turn", {"name": "turn parts"})]
    essential = Block("imported", "test", {"essential": True})
    said = [Assertion("REQUIRES", "j", ability, essential) for ability in ("mill", "turn")]
    apply_plan(store, make_plan(store, nodes, said), "the school")
    renamed = make_plan(store, [Node("Job", "j", {"title": "机械加工工"})])
    apply_plan(store, renamed, "in Chinese", kind="edit")
    gone = Change("remove", "REQUIRES", MILL, ends=("j", "mill"))
    apply_plan(store, Plan((gone,)), "no milling", kind="edit")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    start_server(folder)
    with open_store(Settings(neo4j_uri="", journeyman_home=folder)) as store:
        migrate(store)
        change_school(store)
    yield folder
    stop_server(folder)


@pytest.mark.parametrize(
    ("as_of", "title", "abilities"),
    [
        ((), "机械加工工", ["turn"]),
        (("--as-of", "3"), "机械加工工", ["turn"]),
        (("--as-of", "2"), "机械加工工", ["mill", "turn"]),
        (("--as-of", "1"), "machinist", ["mill", "turn"]),
        (("--as-of", "2999-12-31T00:00+08:00"), "机械加工工", ["turn"]),
    ],
)
def test_a_job_is_shown_as_it_was(
    home: Path, journeyman: Journeyman, as_of: tuple[str, ...], title: str, abilities: list[str]
) -> None:
    told = json.loads(journeyman(home, "jobs", "show", "j", *as_of, "--json").out)
    assert (told["title"], [need["ability_id"] for need in told["requirements"]]) == (
        title,
        abilities,
    )
    assert told["seq"] == (int(as_of[1]) if as_of and len(as_of[1]) == 1 else 3)


def test_a_table_and_a_csv_name_the_changeset(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "jobs", "show", "j", "--as-of", "2").out
    assert "机械加工工: 2 abilities (changeset 2)" in said
    assert "mill parts" in said
    lines = journeyman(home, "jobs", "show", "j", "--as-of", "2", "--format", "csv").out
    rows = list(csv.DictReader(lines.splitlines()))
    assert [(row["seq"], row["ability_id"]) for row in rows] == [("2", "mill"), ("2", "turn")]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("j", "--as-of", "4"), "as of 4: expected a changeset from 0 to 3"),
        (("j", "--as-of", "soon"), "as of 'soon': expected the number of a changeset"),
        (("j", "--as-of", "2001-01-01"), "as of 2001-01-01: expected 2"),
        (("j", "--as-of", "0"), "Job 'j': expected the id of a Job at changeset 0, found none"),
        (("nobody",), "Job 'nobody': expected the id of a Job, found none"),
    ],
)
def test_what_history_does_not_reach_ends_in_one_line(
    home: Path, journeyman: Journeyman, words: tuple[str, ...], line: str
) -> None:
    said = journeyman(home, "jobs", "show", *words)
    assert (said.code, said.err.startswith(line), said.err.count("\n")) == (1, True, 1)


def test_a_changeset_is_shown_with_what_each_subject_held(
    home: Path, journeyman: Journeyman
) -> None:
    told = json.loads(journeyman(home, "changes", "show", "2", "--json").out)
    assert (told["seq"], told["note"], told["held"]) == (2, "in Chinese", 1)
    [change] = told["subjects"]
    assert (change["op"], change["before"], change["after"]) == (
        "set",
        {"title": "machinist"},
        {"title": "机械加工工"},
    )


def test_a_large_changeset_is_cut_and_says_so(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "changes", "show", "1", "--limit", "2").out
    assert ("5 changes" in said, "... and 3 more" in said) == (True, True)


def test_the_history_of_a_relationship_goes_on_after_it_is_gone(
    home: Path, journeyman: Journeyman
) -> None:
    told = json.loads(journeyman(home, "changes", "of", MILL, "--json").out)
    assert [(row["seq"], row["op"], row["note"]) for row in told] == [
        (3, "remove", "no milling"),
        (1, "add", "the school"),
    ]
    assert told[0]["before"]["essential"] is True
    lines = journeyman(home, "changes", "of", "j", "--format", "csv").out
    rows = list(csv.DictReader(lines.splitlines()))
    assert [json.loads(row["before"]) for row in rows] == [{"title": "machinist"}, {}]


def test_a_changeset_that_is_not_there_is_named(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "changes", "show", "9")
    assert (said.code, said.err) == (
        1,
        "changeset 9: expected the number of a changeset, found none\n",
    )


def test_over_http_a_job_is_told_as_it_was(client: httpx.Client, school: Store) -> None:
    gone = Change("remove", "REQUIRES", MILL, ends=("j", "mill"))
    apply_plan(school, Plan((gone,)), "no milling")
    told = [client.get("/jobs/j", params={"as_of": seq}).json() for seq in (1, 2)]
    told.append(client.get("/jobs/j").json())
    assert [(each["seq"], len(each["requirements"])) for each in told] == [(1, 2), (2, 1), (2, 1)]


@pytest.mark.parametrize(
    ("as_of", "status", "line"),
    [
        ("2", 422, "as of 2: expected a changeset from 0 to 1"),
        ("-1", 422, "as of -1"),
        ("soon", 422, "as of 'soon'"),
        ("2001-01-01", 422, "as of 2001-01-01"),
        ("x" * 41, 422, "at most 40"),
        ("0", 404, "Job 'j': expected the id of a Job at changeset 0, found none"),
    ],
)
def test_over_http_what_history_does_not_reach_is_refused(
    client: httpx.Client, as_of: str, status: int, line: str
) -> None:
    answer = client.get("/jobs/j", params={"as_of": as_of})
    assert (answer.status_code, line in answer.text) == (status, True)
