from itertools import permutations

import pytest

from crawlers.harvest import Harvest, Visit
from crawlers.items import CourseItem
from crawlers.report import LeftOut

NOWHERE: frozenset[str] = frozenset()


def course(url: str, *syllabi: str, title: str = "") -> CourseItem:
    return CourseItem(url, "s", "", "p", "C", title, "", None, None, None, None, syllabi)


@pytest.mark.parametrize("order", list(permutations(["b", "a", "c"])))
def test_of_pages_with_one_address_the_same_counts_in_any_order(order: tuple[str, ...]) -> None:
    harvest = Harvest()
    for url in order:
        harvest.add(Visit(url, "*", NOWHERE), course("b", title=url))
    assert harvest.list_items() == [course("b", title="b")]
    assert harvest.list_left_out() == (LeftOut("a", "repeats b"), LeftOut("c", "repeats b"))


def test_a_page_that_leads_to_items_is_not_left_out() -> None:
    harvest = Harvest()
    harvest.add(Visit("p/1", "p/*", frozenset(["page-*"])), course("p/1"))
    harvest.note_without_item(Visit("page-2", "page-*", frozenset(["p/*"])), "no JSON-LD")
    harvest.note_without_item(Visit("p/2", "p/*", frozenset(["p/*"])), "no JSON-LD")
    assert harvest.list_left_out() == (LeftOut("p/2", "no JSON-LD"),)


def test_where_nothing_has_an_item_every_page_is_left_out() -> None:
    harvest = Harvest()
    harvest.note_without_item(Visit("index", None, frozenset(["p/*"])), "no JSON-LD")
    assert harvest.list_left_out() == (LeftOut("index", "no JSON-LD"),)


def test_an_item_names_only_the_files_that_were_downloaded() -> None:
    harvest = Harvest()
    harvest.add(Visit("a", "*", NOWHERE), course("a", "1.pdf", "2.pdf"))
    harvest.note_file("2.pdf", "files/2.pdf")
    assert harvest.list_items() == [course("a", "2.pdf")]


def test_files_of_one_name_are_left_out() -> None:
    harvest = Harvest()
    harvest.add(Visit("a", "*", NOWHERE), course("a", "1.pdf"))
    harvest.note_file("1.pdf", "x/1.pdf")
    harvest.note_file("1.pdf", "y/1.pdf")
    assert harvest.list_items() == [course("a")]
    assert {one.reason for one in harvest.list_left_out()} == {"one of 2 files named 1.pdf"}
