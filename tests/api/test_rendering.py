import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from api.web.messages import LANGUAGES
from api.web.rendering import (
    render_learner_page,
    render_message_page,
    render_report,
    render_start_page,
)
from api.web.views import list_course_keys, sum_up
from graph.jobs import Job, JobPoint, JobSummary, Quotation, Requirement
from graph.learners import Gap, Learner, LearnerSummary, PointState
from graph.resources import PointResource
from recommend.paths import ExplainedGap, Path, Step
from recommend.reasons import Reason, develops, masters, precedes, requires, teaches

HOSTILE = '<script>alert("x")</script>'
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
