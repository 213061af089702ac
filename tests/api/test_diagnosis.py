"""The diagnosis through every door: HTTP, pages, commands."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from playwright.sync_api import Browser, sync_playwright

from api.web.diagnosis import render_diagnosis_report, sort_points
from api.web.messages import LANGUAGES
from graph.changes import apply_plan
from graph.claims import Block, Properties
from graph.drafts import make_plan
from graph.events import Event, merge_events
from graph.learners import Learner, NewLearner, merge_learners
from graph.plans import Assertion, Node
from graph.store import Store
from learner.diagnosis import diagnose_learners
from learner.questions import NextQuestion
from learner.retention import Forgetting
from learner.standing import PointStanding, Standing, Verdict, read_standing

Journeyman = Callable[..., Any]
HOSTILE = '<script>alert("x")</script>'
WHO = "/learners/learner:l"


@pytest.fixture
def diagnosed(school: Store, tmp_path: Path) -> Store:
    """The school with eight questions, answered by twenty classmates on one day, and diagnosed."""
    points = ("c:lathe", "c:mill")
    names = [(f"r:{point[2:]}{n}", point) for point in points for n in range(4)]
    nodes = [Node("Resource", name, {"kind": "question", "stem": name}) for name, _ in names]
    said = [Assertion("TESTS", name, point, Block("imported", "x")) for name, point in names]
    apply_plan(school, make_plan(school, nodes, said), "questions")
    rng = np.random.default_rng(4)
    mates = [f"learner:m{n:02}" for n in range(20)]
    nothing = (None, None, None, None, None, True, None)
    merge_learners(school, [NewLearner(mate, *nothing) for mate in mates])
    events = []
    for mate in mates:
        has = dict(zip(points, rng.random(2) < 0.5, strict=True))
        for name, point in names:
            right = bool(has[point]) != (rng.random() < 0.1)
            told: Properties = {"score": float(right), "at": "2026-01-01T09:00:00Z"}
            events.append(Event("answered", f"{mate}-{name}", mate, name, told))
    for n, name in enumerate(("r:lathe0", "r:lathe1")):
        told = {"score": 1.0, "at": "2026-01-01T09:00:00Z"}
        events.append(Event("answered", f"l-{n}", "learner:l", name, told))
    merge_events(school, events)
    diagnose_learners(school, tmp_path, forgetting=Forgetting(1.0, 0.3, 0.5))
    return school


def test_a_diagnosis_tells_points_with_evidence_and_review(
    client: httpx.Client, diagnosed: Store
) -> None:
    said = client.get(f"{WHO}/diagnosis").json()
    points = {each["point_id"]: each for each in said["points"]}
    assert (said["diagnosed"], said["model"][:5]) == (True, "dina-")
    assert points["c:lathe"]["verdict"] == "fading"  # answered long ago
    assert points["c:lathe"]["due"]
    assert points["c:lathe"]["retained"] < points["c:lathe"]["probability"]
    assert points["c:mill"]["verdict"] == "weak"
    assert points["c:lathe"]["review_at"] > "2026-01-01"


def test_the_next_question_is_one_that_was_not_answered(
    client: httpx.Client, diagnosed: Store
) -> None:
    said = client.get(f"{WHO}/next-question", params={"job": "j"}).json()
    assert said["question_id"].startswith("r:")
    assert said["question_id"] not in {"r:lathe0", "r:lathe1", "r:q"}
    assert set(said["names"]) <= {"Lathe set-up", "Milling machines"}


def test_suitable_resources_are_of_all_kinds_and_the_papers_rule_is_there(
    client: httpx.Client, diagnosed: Store
) -> None:
    found = client.get(f"{WHO}/suitable", params={"limit": 5}).json()
    assert found
    order = [each["suitability"] for each in found]
    assert order == sorted(order, reverse=True)
    paper = client.get(f"{WHO}/suitable", params={"rule": "paper", "difficulty": "simple"}).json()
    assert all(each["kind"] == "question" and each["chance"] >= 0.5 for each in paper)


@pytest.mark.parametrize("what", ["diagnosis", "next-question", "suitable"])
def test_an_unknown_learner_is_not_found(client: httpx.Client, diagnosed: Store, what: str) -> None:
    answer = client.get(f"/learners/nobody/{what}")
    assert (answer.status_code, "Learner 'nobody'" in answer.json()["detail"]) == (404, True)
    assert client.get("/ui/learners/nobody/diagnosis").status_code == 404


def test_without_a_model_nothing_is_asked_and_the_page_says_so(client: httpx.Client) -> None:
    answer = client.get(f"{WHO}/next-question")
    assert (answer.status_code, "learners diagnose" in answer.json()["detail"]) == (409, True)
    assert client.get(f"{WHO}/suitable").status_code == 409
    assert client.get("/ui/learners/learner:l/diagnosis").status_code == 200


def test_a_learner_without_answers_is_not_diagnosed_but_can_be_asked(
    client: httpx.Client, diagnosed: Store
) -> None:
    nothing = (None, None, None, None, None, False, None)
    merge_learners(diagnosed, [NewLearner("learner:new", *nothing)])
    assert client.get("/learners/learner:new/diagnosis").json()["diagnosed"] is False
    assert client.get("/learners/learner:new/next-question").json()["question_id"]
    page = client.get("/ui/learners/learner:new/diagnosis?lang=en").text
    assert "Not diagnosed: no answer of this learner is recorded yet" in page


def test_an_answer_moves_the_diagnosis_at_once(client: httpx.Client, diagnosed: Store) -> None:
    def read() -> dict[str, float]:
        said = client.get(f"{WHO}/diagnosis").json()["points"]
        return {each["point_id"]: each["probability"] for each in said}

    before = read()
    told = {"key": "new", "question_id": "r:mill1", "score": 1.0, "at": "2026-01-02T09:00:00Z"}
    assert client.post(f"{WHO}/answers", json=told).json() == {"added": True, "diagnosed": 2}
    after = read()
    assert after["c:mill"] > before["c:mill"]


def test_an_answer_from_the_future_is_refused(client: httpx.Client, diagnosed: Store) -> None:
    told = {"key": "f", "question_id": "r:mill1", "score": 1.0, "at": "2999-01-02T09:00:00Z"}
    assert client.post(f"{WHO}/answers", json=told).status_code == 422


def test_the_page_leads_on_in_both_languages(client: httpx.Client, diagnosed: Store) -> None:
    page = client.get("/ui/learners/learner:l/diagnosis?lang=zh").text
    assert "该学习者掌握了什么" in page
    assert 'href="/ui/learners/learner:l/diagnosis?lang=en"' in page
    assert "Lathe set-up" in page


def make_point(number: int, name: str, verdict: Verdict, probability: float) -> PointStanding:
    return PointStanding(
        point_id=f"k{number}",
        name=name,
        course_id="c",
        course=f"Course {name}",
        chapter=name,
        probability=probability,
        retained=0.8 * probability,
        verdict=verdict,
        certainty="open",
        evidence=2,
        practised="2026-01-01T09:00:00Z",
        review_at="2026-02-01T09:00:00Z",
        due=verdict == "fading",
    )


def make_standing(name: str) -> Standing:
    verdicts: list[tuple[Verdict, float]] = [
        ("strong", 0.9),
        ("weak", 0.1),
        ("fading", 0.7),
        ("unknown", 0.5),
    ]
    points = [make_point(n, name, each, p) for n, (each, p) in enumerate(verdicts)]
    who = Learner("learner:ab", None, "Data", None, "IT", True, "j", name, 9, 1, 3)
    return Standing(who, True, "dina-1", "2026-03-01T00:00:00Z", tuple(points))


ASKS = NextQuestion("q", ("k1",), 0.4, 0.6, "asks", 2, 4, HOSTILE, (HOSTILE,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_others_wrote_is_never_markup_and_nothing_is_loaded(language: str) -> None:
    page = render_diagnosis_report(make_standing(HOSTILE), ASKS, language)
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert 'href="http' not in page
    assert "src=" not in page


def test_points_are_sorted_by_what_is_known_of_them() -> None:
    found = sort_points(make_standing("x").points)
    assert [each.point_id for each in found.strong] == ["k0"]
    assert [each.point_id for each in found.weak] == ["k1", "k2"]
    assert [each.point_id for each in found.due] == ["k2"]
    assert [each.point_id for each in found.next_reviews] == ["k0"]
    assert [(course, len(each)) for course, each in found.unknown] == [("Course x", 1)]
    assert found.judged == 3


def test_what_is_retained_is_reckoned_for_the_time_asked(diagnosed: Store, tmp_path: Path) -> None:
    start = datetime(2026, 1, 1, 9, tzinfo=UTC)
    found = [
        next(
            p.retained
            for p in read_standing(
                diagnosed, tmp_path, "learner:l", start + timedelta(days=days)
            ).points
            if p.point_id == "c:lathe"
        )
        for days in (0, 7, 30)
    ]
    assert found[0] > found[1] > found[2] > 0.0


def test_commands_show_the_same(home: Path, journeyman: Journeyman, tmp_path: Path) -> None:
    """On an empty graph: each says in one line what is missing."""
    for words in (("next", "nobody"), ("suitable", "nobody"), ("report", "nobody")):
        said = journeyman(home, "learners", *words)
        assert (said.code, said.err.count("\n")) == (1, 1)
        assert "Learner 'nobody'" in said.err
    assert journeyman(home, "learners", "diagnose", "--learner", "nobody").code == 1
    assert "nothing to diagnose" in journeyman(home, "learners", "diagnose").out
    future = journeyman(home, "learners", "diagnose", "--at", "2999-01-01")
    assert (future.code, "expected a past time" in future.err) == (1, True)
    assert journeyman(home, "learners", "diagnose", "--at", "soon").code == 1
    assert journeyman(home, "learners", "report", "x", "--lang", "fr").code == 2
    suggested = journeyman(home, "qmatrix", "--suggest")
    assert (suggested.code, "learners diagnose" in suggested.err) == (1, True)
    assert journeyman(home, "resources", "difficulty").code == 0
    assert json.loads(journeyman(home, "qmatrix", "--json").out) == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(found for name in names if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=path, args=options)
        yield started
        started.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_never_scrolls_sideways_and_asks_nothing_of_the_network(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "diagnosis.html"
    long = "Extracting, transforming and loading " + "verylongword" * 6 + " 数据仓库"
    file.write_text(render_diagnosis_report(make_standing(long), ASKS, "zh"), encoding="utf-8")
    context = browser.new_context(offline=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
    headings = page.evaluate("[...document.querySelectorAll('h1, h2')].map(h => h.tagName)")
    assert headings == ["H1", *["H2"] * 5]
    context.close()


def test_what_was_answered_right_within_two_weeks_is_not_recommended_again(
    client: httpx.Client, diagnosed: Store
) -> None:
    def list_suitable() -> set[str]:
        found = client.get(f"{WHO}/suitable", params={"limit": 50}).json()
        return {each["resource_id"] for each in found}

    before = list_suitable()
    assert "r:lathe0" in before  # answered right, but its point is due
    told = {"key": "now", "question_id": "r:lathe0", "score": 1.0}
    client.post(f"{WHO}/answers", json=told)
    assert "r:lathe0" not in list_suitable()
