import pytest

from api.web.messages import get_messages
from api.web.wording import Wording
from graph.jobs import JobPoint, Requirement
from graph.learners import Gap, PointState
from graph.resources import PointResource
from recommend.paths import Step
from recommend.reasons import Link, Reason, develops, masters, precedes, requires, teaches

ENGLISH = Wording(get_messages("en"), {})
CHINESE = Wording(get_messages("zh"), {"a": "查询语言"})
GAP = Gap("a", "query languages", "查询语言", "tool", 0.8, 0.6, 0.2, 0.1, True, 4, 2, 0.32)
POINT = PointState("k", "Joining tables", "db", "Databases", "Unit 1", 1, 1.5, 0.25, True, 3)
UNKNOWN = PointState("n", "Normal forms", "db", "Databases", None, 1, None, 0.0, False, 0)
EDGE = JobPoint("a", "k", 0.7, [], 0.8, "SQL", 9, 40, 0.5, 0.4, 2.3)


def need(postings: int = 9, origin: str | None = None, essential: bool | None = True) -> Link:
    found = Requirement("a", GAP.name, None, 0.8, 2, essential, [], origin, postings, 10, 2)
    return requires("j", "data analyst", found, GAP)


def step(position: int, point: PointState, *chain: Link) -> Step:
    return Step(position, 0, point, 0.1, 0.1, 1.5, (), True, (), Reason(chain, (), {}, ""))


def test_a_step_says_what_it_develops_and_what_it_leads_to() -> None:
    here = step(1, POINT, need(), develops(POINT, EDGE, GAP.name))
    assert ENGLISH.explain(here, [step(2, UNKNOWN)]) == (
        "Develops <em>query languages</em>, asked by 9 of 10 postings; "
        'needed before <a href="#step-2">Normal forms</a>.'
    )


def test_a_step_that_develops_nothing_is_a_foundation() -> None:
    said = ENGLISH.explain(step(1, UNKNOWN), [step(2, POINT)] * 5)
    assert said.startswith("A foundation: needed before")
    assert said.endswith("and 2 more steps.")


def test_a_step_of_several_abilities_names_them_all() -> None:
    other = Link("k", POINT.name, "DEVELOPS", "b", "SQL & more")
    said = ENGLISH.explain(step(1, POINT, need(), develops(POINT, EDGE, GAP.name), other), [])
    assert "<em>query languages</em> (9 of 10 postings) and <em>SQL &amp; more</em>" in said


def test_a_step_without_any_reason_is_part_of_the_way() -> None:
    assert ENGLISH.explain(step(1, UNKNOWN), []) == "Part of the way to the job."


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (need(), "asked by 9 of 10 postings"),
        (need(0, "esco:1.2.0"), "essential for the job according to ESCO 1.2.0"),
        (need(0, "onet:29.2", essential=False), "useful for the job according to ONET 29.2"),
        (need(0), "demanded with a weight of 0.80"),
    ],
)
def test_the_strongest_word_on_demand_is_told(link: Link, words: str) -> None:
    assert words in ENGLISH.explain(step(1, POINT, link, develops(POINT, EDGE, GAP.name)), [])


def test_names_are_in_the_language_where_it_has_them() -> None:
    said = CHINESE.explain(step(1, POINT, need(), develops(POINT, EDGE, GAP.name)), [])
    assert said == "培养<em>查询语言</em>（10 则招聘中有 9 则要求）。"
    assert CHINESE.name("b", "SQL") == "SQL"


def test_sources_are_told_in_chinese() -> None:
    links = [
        *(need(origin="esco:1.2.0"), develops(POINT, EDGE, GAP.name)),
        *(masters("l", POINT), masters("l", UNKNOWN)),
        precedes(POINT, UNKNOWN, "syllabus:lakeside:DB101"),
        precedes(POINT, UNKNOWN, "qmatrix:lakeside:DB101"),
        precedes(POINT, UNKNOWN, "resources:lakeside"),
    ]
    assert [CHINESE.tell_source(source) for link in links for source in link.sources] == [
        *("ESCO 1.2.0：必备", "10 则招聘中有 9 则", "措辞：“SQL”", "40 则招聘中有 9 则"),
        *("3 次作答", "没有作答依据", "教学大纲 lakeside:DB101"),
        *("Q 矩阵 lakeside:DB101", "lakeside 的资源表"),
    ]


def test_an_unknown_source_is_told_as_it_is() -> None:
    assert ENGLISH.tell_source("Ministry <1>") == "Ministry &lt;1&gt;"


def test_numbers_that_the_sources_tell_are_not_repeated() -> None:
    assert ENGLISH.list_numbers(need()) == [
        *(("weight", "0.80"), ("required", "0.60"), ("asked level", "2"))
    ]


def test_the_time_a_resource_takes_is_no_number_of_its_edge() -> None:
    video = PointResource("k", "TEACHES", "r", "video", "Two tables", None, 355, 0.3, None)
    assert ENGLISH.list_numbers(teaches(video, POINT)) == []


@pytest.mark.parametrize(
    ("hours", "words"), [(0.0, "hours unknown"), (0.75, "45 min"), (2.5, "2.5 h"), (83.4, "83 h")]
)
def test_hours_read_well(hours: float, words: str) -> None:
    assert ENGLISH.tell_hours(hours) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(20, "1 min"), (355, "6 min"), (7200, "2 h"), (90_000, "25 h")]
)
def test_minutes_read_well(seconds: int, words: str) -> None:
    assert ENGLISH.tell_minutes(seconds) == words
