import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path as File

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from api.dependencies import get_store
from api.routes import pages
from api.web.messages import LANGUAGES
from api.web.rendering import (
    render_learner_page,
    render_message_page,
    render_report,
    render_start_page,
)
from api.web.views import list_course_keys, sum_up
from api.web.wording import make_wording
from graph.jobs import Job, JobPoint, JobSummary, Quotation, Requirement
from graph.learners import Gap, Learner, LearnerSummary, PointState
from graph.resources import PointResource
from graph.store import Store
from recommend.paths import ExplainedGap, Path, Step
from recommend.reasons import Reason, develops, masters, precedes, requires, teaches

Ask = Callable[..., list[dict[str, object]]]
HOSTILE = '<script>alert("x")</script>'
LONG = "Extracting, transforming and loading " + "verylongword" * 6 + " 数据仓库"
JOB = Job("esco:j", "data analyst", "数据分析师", None, None, "ESCO")
JOBS = [
    JobSummary("esco:j", "data analyst", "数据分析师", 12, 3),
    JobSummary("w", "tester", None, 1, 2),
]
LEARNER = Learner(
    "learner:ab", None, "Data", None, "IT-2B", True, "esco:j", "data analyst", 9, 1, 2
)


def make_point(number: int, name: str, answers: int = 3) -> PointState:
    course = ("db", "Databases") if number % 2 else ("py", "编程")
    known = answers > 0
    mastery = 0.25 if known else 0.0
    return PointState(f"k{number}", name, *course, "Unit 1", number, 1.5, mastery, known, answers)


def make_gap(number: int, name: str, level: float = 0.2, points: int = 2) -> Gap:
    lack = 0.8 * max(0.0, 0.6 - level)
    known = points > 0 and level > 0.0
    zh = "查询语言" if number == 1 else None
    return Gap(f"a{number}", name, zh, "tool", 0.8, 0.6, level, 0.1, known, 4 * known, points, lack)


def make_need(gap: Gap, postings: int = 9, origin: str | None = None) -> Requirement:
    essential = None if origin is None else True
    return Requirement(
        gap.ability_id, gap.name, None, 0.8, 2, essential, [], origin, postings, 10, 2
    )


def make_edge(gap: Gap, point: PointState) -> JobPoint:
    return JobPoint(gap.ability_id, point.point_id, 0.7, [], 0.8, "SQL", 9, 40, 0.5, 0.4, 2.3)


def make_resource(point: PointState, url: str | None) -> PointResource:
    origin = "syllabus:lakeside:DB101"
    return PointResource(
        point.point_id, "TEACHES", "r1", "video", "Two tables", url, 355, 0.3, origin
    )


def make_path(
    point_name: str = "Joining tables",
    ability: str = "query languages",
    url: str = "https://x.example/v",
) -> Path:
    """Two gaps (one without a course), one ability met, two steps, the second after the first."""
    gaps = [make_gap(1, ability), make_gap(2, "spreadsheets", level=0.0, points=0)]
    first, later = make_point(1, "Normal forms", answers=0), make_point(2, point_name)
    need = requires(JOB.job_id, JOB.title, make_need(gaps[0]), gaps[0])
    said = Quotation("a1", "p", "Analyst (60 %)", url, "2026-06-15", "We ask for good SQL.")
    chain = (
        need,
        develops(later, make_edge(gaps[0], later), ability),
        masters("learner:ab", later),
    )
    resource = make_resource(later, url)
    because = Reason((*chain, teaches(resource, later)), (said,), {"k2": 0.6}, "MATCH (n) RETURN n")
    early = Reason((precedes(first, later, "syllabus:x"),), (), {"k1": 0.6}, "RETURN 1")
    steps = (
        Step(1, 0, first, 0.0, 0.1, 2.5, (), True, (), early),
        Step(2, 1, later, 0.3, 0.1, 1.5, ("k1",), False, (resource,), because),
    )
    explained = [
        ExplainedGap(g, Reason((need,), (said,), {g.ability_id: 0.6}, "RETURN 2")) for g in gaps
    ]
    met = (make_gap(3, "teamwork", level=0.9),)
    return Path(
        "learner:ab",
        "esco:j",
        "data analyst",
        42,
        0.8,
        0.48,
        4.0,
        steps,
        tuple(explained),
        ("a2",),
        met,
    )


def render(path: Path | None = None, language: str = "en", learner: Learner = LEARNER) -> str:
    return render_learner_page(path or make_path(), learner, JOB, JOBS, language)


class Reader(HTMLParser):
    """Collects the ids, and all that a page loads or leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids += [found["id"]] if "id" in found else []
        href = [found["href"]] if "href" in found else []
        self.loads += [found["src"]] if "src" in found else []
        self.loads += href if tag in ("link", "image", "use") else []
        self.links += href if tag == "a" else []


def test_every_gap_and_every_step_appears() -> None:
    page = render()
    assert {"gap-1", "gap-2", "step-1", "step-2"} <= set(Reader(page).ids)
    for name in ("query languages", "spreadsheets", "Normal forms", "Joining tables", "teamwork"):
        assert name in page


def test_no_id_stands_twice() -> None:
    ids = Reader(render()).ids
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_arrives() -> None:
    reader = Reader(render())
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_are_text(language: str) -> None:
    path = make_path(HOSTILE, HOSTILE)
    learner = replace(LEARNER, school_class=HOSTILE, major=HOSTILE)
    page = render_learner_page(
        path, learner, replace(JOB, title=HOSTILE, title_zh=None), JOBS, language
    )
    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://[", "/etc"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert url not in Reader(render(make_path(url=url))).links


def test_what_is_not_evidenced_is_told_from_what_no_course_covers() -> None:
    unknown = replace(make_gap(1, "query languages"), evidenced=False, level=0.31)
    gaps = make_path().gaps
    page = render(replace(make_path(), gaps=(replace(gaps[0], gap=unknown), gaps[1])))
    assert "not evidenced; group mean <b>31%</b>, 60% required" in page
    assert "no course covers it; 60% required" in page


def test_the_reason_says_what_would_make_it_drop_out() -> None:
    page = render()
    assert "Gone once your level in <em>query languages</em> reaches 60%." in page
    assert "Gone once you show mastery of <em>Joining tables</em>: 60% or more." in page


def test_the_reason_quotes_postings_and_shows_the_statement() -> None:
    page = render()
    assert "We ask for good SQL." in page
    assert "posted 2026-06-15" in page
    assert "<code>MATCH (n) RETURN n</code>" in page


def test_a_step_says_why_in_one_sentence() -> None:
    path = make_path()
    wording = make_wording(path, JOB, "en")
    first, later = path.steps
    assert (
        wording.explain(later, [])
        == "Develops <em>query languages</em>, asked by 9 of 10 postings."
    )
    assert wording.explain(first, [later]) == (
        'A foundation: needed before <a href="#step-2">Joining tables</a>.'
    )
    assert wording.explain(later, [first] * 5).endswith("and 2 more steps.")


@pytest.mark.parametrize(
    ("postings", "origin", "words"),
    [
        (9, "esco:1.2.0", "asked by 9 of 10 postings"),
        (0, "esco:1.2.0", "essential for the job according to ESCO 1.2.0"),
        (0, None, "demanded with a weight of 0.80"),
    ],
)
def test_the_strongest_word_on_demand_is_told(
    postings: int, origin: str | None, words: str
) -> None:
    path, gap = make_path(), make_gap(1, "query languages")
    need = requires(JOB.job_id, JOB.title, make_need(gap, postings, origin), gap)
    edge = develops(path.steps[1].point, make_edge(gap, path.steps[1].point), gap.name)
    step = replace(path.steps[1], because=Reason((need, edge), (), {}, ""))
    assert words in make_wording(path, JOB, "en").explain(step, [])


def test_sources_are_told_in_chinese() -> None:
    wording = make_wording(make_path(), JOB, "zh")
    gap, point = make_gap(1, "query languages"), make_point(2, "Joining tables")
    links = [
        requires("j", "t", make_need(gap, origin="esco:1.2.0"), gap),
        develops(point, make_edge(gap, point), gap.name),
        masters("l", point),
        masters("l", make_point(1, "x", answers=0)),
        precedes(point, point, "syllabus:lakeside:DB101"),
    ]
    told = [str(wording.tell_source(source)) for link in links for source in link.sources]
    assert told == [
        "ESCO 1.2.0：必备",
        "10 则招聘中有 9 则",
        "措辞：“SQL”",
        "40 则招聘中有 9 则",
        "3 次作答",
        "没有作答依据",
        "教学大纲 lakeside:DB101",
    ]


def test_an_unknown_source_is_told_as_it_is() -> None:
    assert make_wording(make_path(), JOB, "en").tell_source("Ministry <1>") == "Ministry &lt;1&gt;"


def test_the_chinese_page_has_chinese_labels_and_names() -> None:
    page = render(language="zh")
    for text in (
        "差距",
        "路径",
        "步骤",
        "已达标",
        "模拟学习者",
        "查询语言",
        "数据分析师",
        "第 1 阶段",
    ):
        assert text in page
    assert "spreadsheets" in page, "a name without Chinese falls back to the default"


def test_headline_shares_are_of_the_whole_requirement() -> None:
    figures = sum_up(make_path())
    assert figures.met == pytest.approx(1 - 0.8 / 1.44)
    assert figures.closed == pytest.approx(0.32 / 1.44)
    assert figures.met + figures.closed + figures.left == pytest.approx(1.0)
    assert (figures.stages, figures.ready) == (2, 1)


def test_more_courses_than_letters_are_still_told_apart() -> None:
    step = make_path().steps[0]
    points = [replace(step.point, course_id=f"c{n:02d}", course=f"C{n:02d}") for n in range(28)]
    path = replace(make_path(), steps=tuple(replace(step, point=point) for point in points))
    letters = [key.letter for key in list_course_keys(path).values()]
    assert letters[-3:] == ["Z", "AA", "AB"]


def test_a_learner_without_gaps_is_told_so() -> None:
    path = replace(make_path(), gaps=(), steps=(), gap_before=0.0, gap_after=0.0, uncovered=())
    page = render(path)
    assert "No gap: this learner is ready for the job" in page
    assert "There is nothing to close" in page


def test_a_job_without_requirements_is_told_so() -> None:
    path = replace(make_path(), gaps=(), met=(), steps=(), gap_before=0.0, gap_after=0.0)
    assert "Nothing is known of what this job requires" in render(path)


def test_gaps_that_no_course_covers_have_no_path() -> None:
    path = replace(make_path(), gaps=make_path().gaps[1:], steps=())
    assert "No course of the map covers what is missing" in render(path)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (0, "No answer of this learner is recorded yet"),
        (4, "4 answers are recorded, but no mastery"),
    ],
)
def test_a_learner_without_evidence_is_told_what_to_do(answers: int, words: str) -> None:
    page = render(learner=replace(LEARNER, answers=answers, mastered=0, diagnosed=0))
    assert words in page
    assert "<code>journeyman learners diagnose</code>" in page


def test_only_a_simulated_learner_has_the_badge() -> None:
    assert "Simulated learner" in render()
    assert "Simulated learner" not in render(learner=replace(LEARNER, simulated=False))


def test_the_job_shown_can_be_chosen_even_if_it_is_not_listed() -> None:
    page = render_learner_page(make_path(), LEARNER, JOB, [])
    assert '<option value="esco:j" selected>data analyst</option>' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_loads_nothing_and_leads_nowhere_but_to_sources(language: str) -> None:
    report = render_report(make_path(), LEARNER, JOB, "2026-11-24", language)
    reader = Reader(report)
    assert all(load.startswith("data:") for load in reader.loads)
    assert all(link.startswith("#") or link == "https://x.example/v" for link in reader.links)
    assert not re.search(r"@import|url\((?!#)", report)
    assert "2026-11-24" in report
    assert "ESCO classification of the European Commission" in report


def test_the_start_page_offers_learners_and_jobs() -> None:
    learner = LearnerSummary("learner:ab", "IT-2B", None, True, None, None, 9)
    page = render_start_page([learner], JOBS, "zh")
    assert "/ui/learners/learner:ab?lang=zh" in Reader(page).links
    assert "数据分析师 (12 则招聘)" in page


def test_an_empty_map_says_how_to_fill_it() -> None:
    assert "journeyman demo" in render_start_page([], [])


def test_a_message_is_escaped() -> None:
    assert "<script" not in render_message_page(404, HOSTILE, HOSTILE)


@pytest.fixture
def client(one_store: Store) -> TestClient:
    app = FastAPI()
    app.include_router(pages.router)
    app.dependency_overrides[get_store] = lambda: one_store
    return TestClient(app, follow_redirects=False)


GRAPH = """
CREATE (j:Job {id: 'j', title: 'data analyst', title_zh: '数据分析师'})
CREATE (j)-[:REQUIRES {id: 'j|REQUIRES|a', weight: 0.9}]->(a:Ability {id: 'a', name: 'SQL'})
CREATE (k:KnowledgePoint {id: 'k', name: 'Joining tables'})
CREATE (k)-[:DEVELOPS {id: 'k|DEVELOPS|a', weight: 1.0}]->(a)
CREATE (:Course {id: 'c', title: 'Databases'})-[:COVERS {id: 'c|COVERS|k', order: 1, hours: 2.0}]->(k)
CREATE (l:Learner {id: 'learner:ab'})-[:TARGETS {id: 'l|TARGETS|j'}]->(j)
CREATE (:Learner {id: 'learner:cd'})
"""


def test_the_start_page_leads_to_learners(client: TestClient, ask: Ask) -> None:
    ask(GRAPH)
    page = client.get("/", headers={"Accept-Language": "en-GB"}).text
    assert "/ui/learners/learner:ab?lang=en" in Reader(page).links


def test_a_learner_sees_the_path_to_the_job_aimed_at(client: TestClient, ask: Ask) -> None:
    ask(GRAPH)
    answer = client.get("/ui/learners/learner:ab")
    assert answer.status_code == 200
    assert "step-1" in Reader(answer.text).ids


def test_another_job_and_language_can_be_asked_for(client: TestClient, ask: Ask) -> None:
    ask(GRAPH)
    assert "数据分析师" in client.get("/ui/learners/learner:cd?job=j&lang=zh").text


def test_a_learner_without_a_target_is_asked_to_choose(client: TestClient, ask: Ask) -> None:
    ask(GRAPH)
    answer = client.get("/ui/learners/learner:cd")
    assert answer.status_code == 200
    assert "learner:cd has no target job yet" in answer.text


@pytest.mark.parametrize("url", ["/ui/learners/nobody", "/ui/learners/learner:ab?job=nothing"])
def test_who_or_what_is_unknown_is_not_found(client: TestClient, ask: Ask, url: str) -> None:
    ask(GRAPH)
    answer = client.get(url)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "in the map" in answer.text


def test_the_form_leads_to_the_page_of_the_learner(client: TestClient) -> None:
    answer = client.get("/ui/learners?learner=a/b&job=&lang=zh")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/ui/learners/a%2Fb?lang=zh"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(found for name in names if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=path, args=options)
        yield started
        started.close()


@pytest.fixture
def report(browser: Browser, tmp_path: File) -> Iterator[Page]:
    """The report of long names, opened from its file without a network; it must not complain."""
    file = tmp_path / "report.html"
    file.write_text(render_report(make_path(LONG, LONG), LEARNER, JOB, "now"), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert [line for line in heard if not line.startswith("data:")] == [file.as_uri()]


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_never_scrolls_sideways(report: Page, width: int) -> None:
    report.set_viewport_size({"width": width, "height": 800})
    report.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert report.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_the_keyboard_opens_a_reason(report: Page) -> None:
    for _ in range(20):
        report.keyboard.press("Tab")
        if report.evaluate("document.activeElement.matches('#gap-1 > summary')"):
            break
    report.keyboard.press("Enter")
    assert report.evaluate("document.querySelector('#gap-1').open")


@pytest.mark.browser
def test_a_step_of_the_drawing_leads_to_its_entry_and_shows_its_lines(report: Page) -> None:
    report.locator("a[href='#step-2']").first.focus()
    shown = (
        "getComputedStyle(document.activeElement.parentNode.querySelector('.traces')).visibility"
    )
    assert report.evaluate(shown) == "visible"
    report.keyboard.press("Enter")
    assert report.evaluate("document.querySelector(':target').id") == "step-2"


@pytest.mark.browser
def test_no_text_of_the_drawing_leaves_its_card(report: Page) -> None:
    outside = report.evaluate(
        """[...document.querySelectorAll('.drawing .card')].filter(card => {
            const box = card.querySelector('.box').getBoundingClientRect();
            return [...card.querySelectorAll('text')].some(text => {
                const at = text.getBoundingClientRect();
                return at.right > box.right || at.left < box.left || at.bottom > box.bottom;
            });
        }).length"""
    )
    assert outside == 0
