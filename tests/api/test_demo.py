"""The whole main job, twice, on the examples: the demo and what can be asked after it."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph.census import count_nodes, count_relationships
from graph.changes import list_changesets
from graph.server import open_store, start_server, stop_server
from graph.settings import Settings
from graph.store import Store

ROOT = Path(__file__).parents[2]
FETCHED = ROOT / "data" / "cache" / "esco"
Journeyman = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the demo said and left behind."""

    said: str
    counts: tuple[dict[str, int], dict[str, int], int]
    report: str
    path: dict[str, Any]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("demo")
    if FETCHED.is_dir():
        shutil.copytree(FETCHED, folder / "cache" / "esco")
    start_server(folder)
    yield folder
    stop_server(folder)


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    return []


@pytest.fixture
def twice(home: Path, runs: list[Run], journeyman: Journeyman) -> list[Run]:
    """The demo, run twice in one home; both are kept for all tests of this file."""
    while len(runs) < 2:
        said = journeyman(home, "demo")
        assert said.code == 0, said.err
        learner, job = asked_again(said.out)
        path = json.loads(journeyman(home, "path", learner, job, "--json").out)
        report = (home / "report.html").read_text(encoding="utf-8")
        runs.append(Run(said.out, count(home), report, path))
    return runs


def asked_again(said: str) -> tuple[str, str]:
    found = re.search(r"journeyman path (\S+) (\S+) --json", said)
    assert found is not None
    return found[1], found[2]


def count(home: Path) -> tuple[dict[str, int], dict[str, int], int]:
    with open_store(Settings(neo4j_uri="", journeyman_home=home)) as store:
        return count_nodes(store), count_relationships(store), changesets(store)


def changesets(store: Store) -> int:
    return len(list_changesets(store, 10_000))


def test_the_demo_brings_in_what_it_promises(twice: list[Run]) -> None:
    nodes, edges, _ = twice[0].counts
    assert (nodes["Job"], edges["ANSWERED"] > 5_000, nodes["Learner"]) == (91, True, 60)
    assert nodes["Posting"] >= 60
    assert nodes["Course"] >= 6
    assert edges["REQUIRES"] >= 1_970


def test_a_second_run_changes_nothing(twice: list[Run]) -> None:
    assert twice[0].counts == twice[1].counts
    assert twice[0].path == twice[1].path


def test_the_report_is_the_same_but_for_its_time(twice: list[Run]) -> None:
    def timeless(report: str) -> str:
        return re.sub(r"20\d\d-\d\d-\d\d \d\d:\d\d UTC", "", report)

    assert timeless(twice[0].report) == timeless(twice[1].report)


def test_the_report_is_labelled_simulated_and_loads_nothing(twice: list[Run]) -> None:
    report = twice[0].report
    assert "imulated" in report
    assert re.findall(r"<(?:link|script|img|iframe)\b[^>]*(?:href|src)=[\"']http", report) == []


def test_no_step_comes_before_its_prerequisites(twice: list[Run]) -> None:
    steps = twice[0].path["steps"]
    place = {step["point"]["point_id"]: step["position"] for step in steps}
    assert len(steps) > 5
    assert all(place[first] < step["position"] for step in steps for first in step["after"])


def test_every_step_says_why_with_numbers_and_sources(twice: list[Run]) -> None:
    for step in twice[0].path["steps"]:
        chain = step["because"]["chain"]
        assert any(link["relation"] in {"DEVELOPS", "PRECEDES"} for link in chain)
        assert all(link["sources"] for link in chain)
        assert "MATCH" in step["because"]["cypher"]


def test_no_school_number_is_kept_in_the_graph(twice: list[Run], home: Path) -> None:
    with open_store(Settings(neo4j_uri="", journeyman_home=home)) as store:
        rows, _, _ = store._driver.execute_query(
            "MATCH (l:Learner) RETURN properties(l) AS p", database_=store._database
        )
    listed = (home / "simulated" / "learners.csv").read_text(encoding="utf-8").splitlines()[1:]
    numbers = [line.split(",")[0] for line in listed]
    kept = json.dumps([row["p"] for row in rows])
    assert (len(twice), len(numbers)) == (2, 60)
    assert [number for number in numbers if number in kept] == []


def test_the_demo_refuses_the_home_of_another_school(
    journeyman: Journeyman, tmp_path: Path
) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "pseudonym.key").write_text("ab" * 32)
    said = journeyman(tmp_path, "demo")
    assert (said.code, "is the home of another school" in said.err) == (1, True)


def test_after_the_demo_the_diagnosis_answers(
    twice: list[Run], home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    learner, _ = asked_again(twice[0].said)
    asked = json.loads(journeyman(home, "learners", "next", learner, "--json").out)
    assert asked["question_id"] in journeyman(home, "learners", "next", learner).out
    suits = json.loads(journeyman(home, "learners", "suitable", learner, "--json").out)
    assert len({each["kind"] for each in suits}) > 1
    report = tmp_path / "diagnosis.html"
    assert journeyman(home, "learners", "report", learner, "--out", report).code == 0
    assert learner in report.read_text(encoding="utf-8")
    judged = journeyman(home, "learners", "diagnose", "--learner", learner).out
    assert "points judged" in judged
    hard = json.loads(journeyman(home, "resources", "difficulty", "--borderline", "--json").out)
    assert hard
    assert all(each["borderline"] and each["answers"] >= 10 for each in hard)
    assert journeyman(home, "qmatrix", "--suggest").code == 0
    assert "lakeside:" in journeyman(home, "qmatrix").out
