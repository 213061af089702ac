"""What the command line says of jobs, of candidates and of the extraction's figures."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from crawlers.items import PostingItem
from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.jobs import Mention, Posting, merge_postings
from graph.migrations import migrate
from graph.plans import Assertion, Node
from graph.server import open_store, start_server, stop_server
from graph.settings import Settings

Journeyman = Callable[..., Any]
ITEM = PostingItem(
    *("https://jobs.example/1", "made", "2026-09-01T12:00:00+00:00", "Plumber"),
    "You have solid knowledge of quantum plumbing.",
    *(None, None, "2026-08-25", "en", None),
)
WANTED = Posting(
    *("p", "Turner", "http://postings/p", None, None, "2026-03-01", "2026-03-02", "h", "en"),
    *("postings", None, "j", "title"),
    mentions=(Mention("turn", 1, 2, ("You turn parts.",), (4,), (14,)),),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with a machinist who turns and mills."""
    folder = tmp_path_factory.mktemp("home")
    start_server(folder)
    nodes = [Node("Job", "j", {"title": "machinist", "title_zh": "机械加工工"})]
    nodes += [Node("Ability", "turn", {"name": "turn parts", "kind": "method"})]
    nodes += [Node("Ability", "mill", {"name": "mill parts", "scope": "profession"})]
    fields = {"mass": 1.0, "total": 1.0, "n": 1, "postings": 1, "level": 2}
    needs = [
        Assertion("REQUIRES", "j", "turn", Block("mined", "postings", fields)),
        Assertion("REQUIRES", "j", "mill", Block("imported", "crafts", {"essential": False})),
    ]
    with open_store(Settings(neo4j_uri="", journeyman_home=folder)) as store:
        migrate(store)
        apply_plan(store, make_plan(store, nodes, needs), "a craft")
        merge_postings(store, [WANTED])
    yield folder
    stop_server(folder)


def test_a_job_is_summed_up_in_words(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "jobs", "summary", "j").out.splitlines()
    assert said[0] == "machinist 机械加工工: 2 of 2 abilities"
    assert "mill parts, demand 0.40, of its peers 0.40" in said
    told = said.index('  "You turn parts."')
    assert said[told - 1].startswith("turn parts (method), demand 0.")
    assert said[told - 1].endswith("level 2, 1 of 1 postings")


def test_a_job_is_summed_up_for_programs(home: Path, journeyman: Journeyman) -> None:
    told = json.loads(journeyman(home, "jobs", "summary", "j", "--limit", "1", "--json").out)
    assert (told["job"]["title"], told["abilities"], len(told["traits"])) == ("machinist", 2, 1)
    lines = journeyman(home, "jobs", "summary", "j", "--format", "csv").out.splitlines()
    assert {row["ability_id"] for row in csv.DictReader(lines)} == {"turn", "mill"}


def test_candidates_are_listed_and_not_written(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    items = [ITEM, replace(ITEM, url="https://jobs.example/2")]
    path = tmp_path / "jobs.jsonl"
    path.write_text("".join(json.dumps(asdict(item)) + "\n" for item in items))
    before = journeyman(home, "changes", "list", "--json").out
    [found] = json.loads(journeyman(home, "mine", "candidates", path, "--json").out)
    assert (found["phrase"], found["postings"]) == ("quantum plumbing", 2)
    assert journeyman(home, "changes", "list", "--json").out == before


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("jobs", "summary", "nobody"), "Job 'nobody'"),
        (("evaluate", "extraction", "--data", "nowhere"), "nowhere/skillspan: expected a data set"),
    ],
)
def test_what_is_not_there_ends_in_one_line(
    home: Path, journeyman: Journeyman, words: tuple[str, ...], line: str
) -> None:
    said = journeyman(home, *words)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert line in said.err
