"""journeyman mine sequences and mine demand --trends, and the same over HTTP."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.session import Session
from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.events import Event, merge_events
from graph.jobs import Mention, Posting, merge_postings
from graph.learners import NewLearner, merge_learners
from graph.migrations import migrate
from graph.plans import Node
from graph.server import open_store, start_server, stop_server
from graph.settings import Settings
from graph.store import Store

Journeyman = Callable[..., Any]
PEOPLE = [f"p{number}" for number in range(12)]


def fill(store: Store) -> None:
    """Twelve learners of a class, one of another; a job whose postings ask for ever more."""
    nodes = [Node("Job", "j", {"title": "machinist"}), Node("Job", "k", {"title": "welder"})]
    nodes += [Node("Ability", "mill", {"name": "铣削"})]
    nodes += [Node("Resource", each, {"kind": "video", "title": each.upper()}) for each in "abc"]
    apply_plan(store, make_plan(store, nodes, ()), "a school")
    traits = ("vocational", None, None, None)
    rows = [NewLearner(each, *traits, "A", True, None) for each in PEOPLE]
    merge_learners(store, [*rows, NewLearner("new", *traits, "B", True, None)])
    steps = [(each, film) for each in PEOPLE for film in "abc"] + [("new", "a"), ("new", "b")]
    events = [
        Event("studied", f"{each}{film}", each, film, {"at": f"2026-03-0{'abc'.index(film) + 1}"})
        for each, film in steps
    ]
    merge_events(store, events)
    merge_postings(store, [post(month, n) for month in range(1, 7) for n in range(6)])


def post(month: int, number: int) -> Posting:
    name = f"{month}-{number}"
    said = (Mention("mill", 1, None, ("We mill.",), (0,), (2,)),) if number < month else ()
    about = (name, name, f"https://jobs.example/{name}", None, None, f"2026-{month:02}-15")
    return Posting(*about, "2026-12-01", name, "en", "made", None, "j", "title", said)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("home")
    start_server(folder)
    with open_store(Settings(neo4j_uri="", journeyman_home=folder)) as store:
        migrate(store)
        fill(store)
    yield folder
    stop_server(folder)


@pytest.fixture
def client(home: Path, serve: Callable[[Any], Iterator[httpx.Client]]) -> Iterator[httpx.Client]:
    with open_store(Settings(neo4j_uri="", journeyman_home=home)) as store:
        yield from serve(_Opened(Session(store, home)))


class _Opened:
    def __init__(self, session: Session) -> None:
        self.session = session

    def __enter__(self) -> Session:
        return self.session

    def __exit__(self, *_: object) -> None: ...


def test_what_many_did_in_the_same_order_is_shown(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "mine", "sequences", "--paths").out
    assert "A > B > C" in said
    assert "all learners: 13 learners, 7 patterns that 3 or more have; 0 that fewer" in said
    assert "kept as sequences-resources-" in said


def test_a_class_is_listed_as_csv(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "mine", "sequences", "--class", "A", "--format", "csv", "--limit", "1")
    [row] = csv.DictReader(said.out.splitlines())
    assert (row["path"], row["ids"]) == ("A > C", "a > c")  # a > b also one of another class
    assert (row["learners"], row["share"], row["elsewhere"]) == ("12", "1.0", "")


def test_a_learners_next_step_comes_with_its_reason(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "mine", "sequences", "--next", "new", "--json")
    [row] = json.loads(said.out)
    assert (row["item_id"], row["after"], row["went_on"]) == ("c", ["A", "B"], 12)


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("--class", "B"), 1, "class B: expected 10 learners or more"),
        (("--min-support", "2"), 1, "minimum support: expected a share in (0, 1], found 2.0"),
        (("--gap", "0"), 1, "gap: expected 1 or more, found 0"),
        (("--gap", "99999999"), 2, "or equal to 10000"),
        (("--sessions", "inf"), 1, "pause: expected 0 to 1e+09 minutes, found inf"),
        (("--next", "nobody"), 1, "nobody"),
        (("--next", "new", "--class", "A"), 2, "expected --next or a group of learners"),
        (("--of", "weather"), 2, "weather"),
    ],
)
def test_what_cannot_be_mined_is_said_in_a_line(
    home: Path, journeyman: Journeyman, words: tuple[str, ...], code: int, line: str
) -> None:
    said = journeyman(home, "mine", "sequences", *words)
    assert said.code == code
    assert line in said.err
    assert "Traceback" not in said.err


def test_trends_are_shown_and_written_with_plots(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    file = tmp_path / "trends.html"
    said = journeyman(home, "mine", "demand", "--trends", "--job", "j", "--report", file)
    assert "36 postings, 2026-01 to 2026-06; abilities: 1 emerging, 0 fading" in said.out
    page = file.read_text(encoding="utf-8")
    assert "铣削" in page
    assert page.count('<svg class="chart"') == 2
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    assert cells[1:7] == ["emerging", "21", "33%", "83%", "78%", "+50%"]  # (15 + 5 * 21 / 36) / 23
    assert re.fullmatch(r"[\d.,]+ \([\d.,]+ to [\d.,]+\)", cells[7])
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_the_report_of_trends_is_in_chinese_too(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    file = tmp_path / "trends.html"
    words = ("mine", "demand", "--trends", "--job", "j", "--report", file, "--lang", "zh")
    assert journeyman(home, *words).code == 0
    page = file.read_text(encoding="utf-8")
    assert "36 条招聘信息，2026-01 至 2026-06；能力：1 项上升，0 项下降" in page
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    assert cells[1] == "上升"


def test_trends_of_jobs_as_json(home: Path, journeyman: Journeyman) -> None:
    words = ("mine", "demand", "--trends", "--of", "jobs", "--by", "quarter", "--json")
    found = json.loads(journeyman(home, *words).out)
    assert (found["periods"], found["postings"]) == (["2026-Q1", "2026-Q2"], [18, 18])
    assert [each["name"] for each in found["movements"]] == ["machinist"]


def test_an_ability_is_followed_through_the_months(home: Path, journeyman: Journeyman) -> None:
    words = ("mine", "demand", "--trends", "--ability", "mill", "--format", "csv")
    rows = list(csv.DictReader(journeyman(home, *words).out.splitlines()))
    assert [row["mentioning"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert rows[0]["period"] == "2026-01"
    assert float(rows[0]["low"]) < float(rows[0]["share"]) < float(rows[0]["high"])


def test_a_job_without_postings_has_no_trends(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "mine", "demand", "--trends", "--job", "k")
    assert (said.code, "0 postings, no period" in said.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("--job", "nobody"), 1, "nobody"),
        (("--periods", "1"), 1, "periods: expected 2 or more, found 1"),
        (("--job", "j", "--of", "jobs"), 1, "found jobs"),
        (("--ability", "nothing"), 1, "nothing"),
        (("--plan",), 2, "expected --trends or a plan"),
    ],
)
def test_trends_that_cannot_be_are_refused_in_a_line(
    home: Path, journeyman: Journeyman, words: tuple[str, ...], code: int, line: str
) -> None:
    said = journeyman(home, "mine", "demand", "--trends", *words)
    assert said.code == code
    assert line in said.err


def test_demand_is_still_planned(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "mine", "demand", "--plan").out
    assert "36 postings for 1 jobs ask for 1 pairs" in said


def test_paths_next_steps_and_trends_are_served(
    home: Path, journeyman: Journeyman, client: httpx.Client
) -> None:
    journeyman(home, "mine", "sequences")
    [path] = client.get("/paths", params={"of": "resources", "class": "A"}).json()
    assert (path["names"], path["learners"]) == (["A", "B", "C"], 12)
    assert client.get("/paths", params={"class": "B"}).status_code == 403
    assert client.get("/paths", params={"gap": 2**63 - 1}).status_code == 422
    assert client.get("/learners/new/next").json()[0]["item_id"] == "c"
    assert client.get("/learners/new/next", params={"of": "points"}).status_code == 404
    assert client.get("/trends").json()["movements"][0]["verdict"] == "emerging"
    assert client.get("/jobs/j/trends", params={"by": "quarter"}).json()["postings"] == [18, 18]
    assert client.get("/abilities/mill/trend").json()[5]["share"] == 1.0
    assert client.get("/jobs/nobody/trends").status_code == 404
