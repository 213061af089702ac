from collections.abc import Callable

import pytest

from crawlers.card import Card
from crawlers.errors import PageError
from crawlers.items import PostingItem
from crawlers.page import Page
from crawlers.spiders.jobs import read_posting

ReadPage = Callable[..., Page]


def page_with(posting: str) -> Page:
    return Page(
        "https://jobs.lakeside.example/1", "2026-09-01T12:00:00+00:00", None, (), (posting,)
    )


def test_a_posting_is_read_without_its_contact_data(read_page: ReadPage, jobs_card: Card) -> None:
    assert read_posting(read_page("jobs_object.html"), jobs_card) == PostingItem(
        url="https://jobs.lakeside.example/postings/cnc-miller.html",
        source="lakeside-jobs",
        fetched="2026-09-01T12:00:00+00:00",
        title="CNC miller (m/f/d)",
        description="We mill housings to ±0.02 mm.\nYour tasks\nset up five-axis machines\n"
        "write G-code & test it\nQuestions? or.",
        employer="Ellery Shipyard",
        place="Port Ellery",
        posted="2026-08-25",
        language="en-GB",
        occupation="51-4035.00 Milling Machine Setters",
    )


@pytest.mark.parametrize("form", ["microdata", "rdfa"])
def test_a_posting_in_attributes_is_the_same_as_in_json_ld(
    read_page: ReadPage, jobs_card: Card, form: str
) -> None:
    page = read_page(f"jobs_{form}.html")
    assert page.marked.faults == ()
    assert read_posting(page, jobs_card) == read_posting(read_page("jobs_object.html"), jobs_card)


def test_a_posting_is_found_in_a_graph(read_page: ReadPage, jobs_card: Card) -> None:
    assert read_posting(read_page("jobs_graph.html"), jobs_card) == PostingItem(
        url="https://jobs.lakeside.example/postings/1.html",
        source="lakeside-jobs",
        fetched="2026-09-01T12:00:00+00:00",
        title="数据库管理员",
        description="湖滨银行招聘。\n维护 PostgreSQL\n备份与恢复",
        employer="湖滨银行",
        place="湖滨; Northmere",
        posted="2026-03-01",
        language="zh-CN",
        occupation="数据库工程技术人员",
    )


def test_a_posting_is_found_in_a_list(read_page: ReadPage, jobs_card: Card) -> None:
    assert read_posting(read_page("jobs_list.html"), jobs_card) == PostingItem(
        url="https://jobs.lakeside.example/postings/1.html",
        source="lakeside-jobs",
        fetched="2026-09-01T12:00:00+00:00",
        title="Help desk agent",
        description="First line, 7:30 to 16:00.\nYou speak List<String> and C++.\nSend your CV to.",
        employer=None,
        place="Lakeside; Millbrook",
        posted=None,
        language=None,
        occupation=None,
    )


def test_a_posting_without_a_title_is_refused(jobs_card: Card) -> None:
    with pytest.raises(PageError, match="a JobPosting without a title"):
        read_posting(page_with('{"@type": "JobPosting", "title": " "}'), jobs_card)


@pytest.mark.parametrize("value", ["2026-02-30", "01.02.2026", "2026-2-3", "2026-02-031"])
def test_a_date_that_is_none_is_left_open(value: str, jobs_card: Card) -> None:
    page = page_with(f'{{"@type": "JobPosting", "title": "Turner", "datePosted": "{value}"}}')
    assert read_posting(page, jobs_card).posted is None
