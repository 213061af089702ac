import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector

from crawlers.errors import PageError
from crawlers.linked_data import find_node
from crawlers.microdata import read_microdata
from crawlers.properties import Marked
from crawlers.rdfa import read_rdfa

ITEM = 'itemscope itemtype="https://schema.org/JobPosting"'


def read(markup: str) -> Marked:
    return read_microdata(Selector(markup))


@pytest.mark.parametrize(
    ("property_", "value"),
    [
        ('<p itemprop="x">AT&amp;T &lt;b&gt;</p>', "AT&T <b>"),
        ('<p itemprop="x">one<br>two</p>', "one\ntwo"),
        ('<p itemprop="x" content="said">shown</p>', "said"),
        ('<meta itemprop="x" content="数据库">', "数据库"),
        ('<time itemprop="x" datetime="2026-09-01">today</time>', "2026-09-01"),
        ('<time itemprop="x">2026-09-01</time>', "2026-09-01"),
        ('<data itemprop="x" value="7">seven</data>', "7"),
        ('<a itemprop="x" href="/7">seven</a>', "seven"),
        ('<a itemprop="x" href="/7"></a>', "/7"),
        ('<link itemprop="x" href="/7">', "/7"),
        ('<img itemprop="x" src="/7.png">', "/7.png"),
        ('<p itemprop="x">one</p><p itemprop="x">two</p>', ["one", "two"]),
        ('<p itemprop="https://schema.org/x">one</p>', "one"),
        ('<p itemprop="x"></p>', ""),
    ],
)
def test_a_value_is_read_by_its_element(property_: str, value: object) -> None:
    assert read(f"<div {ITEM}>{property_}</div>").nodes[0]["x"] == value


def test_items_inside_an_item_are_its_values_and_stand_for_themselves() -> None:
    marked = read(
        f'<div itemscope><p itemprop="a b" {ITEM}><i itemprop="title">Turner</i></p></div>'
    )
    posting = {"@type": ["https://schema.org/JobPosting"], "title": "Turner"}
    assert marked.nodes == ({"@type": [], "a": posting, "b": posting}, posting)
    assert marked.faults == ()


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        (f'<div {ITEM} itemref="more"></div>', "itemref names more, which is not there"),
        ('<p itemprop="title">Turner</p>', "itemprop title outside of an item"),
        (
            f'<div id="i" {ITEM} itemref="i" itemprop="x"></div>',
            "itemprop x holds itself",
        ),
    ],
)
def test_what_is_broken_is_named(markup: str, fault: str) -> None:
    assert f"broken microdata: {fault}" in read(markup).faults


def test_a_fault_is_the_reason_only_where_there_is_no_item() -> None:
    marked = read(f'<div {ITEM}><p itemprop="title">Turner</p></div><i itemprop="x">y</i>')
    assert find_node([], "JobPosting", marked)["title"] == "Turner"
    with pytest.raises(PageError, match="broken microdata: itemprop x outside of an item"):
        find_node([], "Course", marked)


def test_json_ld_goes_before_and_broken_json_ld_after() -> None:
    marked = read(f'<div {ITEM}><p itemprop="title">Turner</p></div>')
    good = '{"@type": "JobPosting", "title": "Miller"}'
    assert find_node([good], "JobPosting", marked)["title"] == "Miller"
    assert find_node(["{"], "JobPosting", marked)["title"] == "Turner"
    with pytest.raises(PageError, match="broken JSON-LD"):
        find_node(["{"], "Course", marked)


def test_markup_without_what_is_looked_for_says_so() -> None:
    with pytest.raises(PageError, match="no Course in its microdata or RDFa"):
        find_node([], "Course", read(f"<div {ITEM}></div>"))


def test_items_that_refer_to_each_other_again_and_again_are_cut() -> None:
    rows = (
        f'<p id="{side}{row}" itemscope itemprop="x" itemref="a{row + 1} b{row + 1}"></p>'
        for row in range(30)
        for side in "ab"
    )
    marked = read("".join(rows) + '<p id="a30"></p><p id="b30"></p>')
    assert "broken microdata: more than 5000 properties" in marked.faults


TAGS = st.sampled_from(
    [
        *("<div>", "</div>", f"<p {ITEM}>", "</p>", '<i itemprop="title">', "</i>", "Turner", "<"),
        *(f'<b id="a" {ITEM} itemref="a b" itemprop="x">', '<u id="b" itemprop="y">', "</b>", "&"),
    ]
)


@given(st.lists(TAGS, max_size=30).map("".join))
def test_any_markup_gives_nodes_or_none(markup: str) -> None:
    for marked in (read(f"<html>{markup}"), read_rdfa(Selector(f"<html>{markup}"))):
        assert all("@type" in node for node in marked.nodes)


def test_rdfa_without_a_vocabulary_is_named() -> None:
    marked = read_rdfa(Selector('<div typeof="JobPosting"><p property="title">Turner</p></div>'))
    assert marked == Marked((), ("broken RDFa: typeof JobPosting without a vocab",))


def test_rdfa_has_values_of_several_names_and_things_inside_things() -> None:
    inner = '<p property="a schema:b" typeof="Place"><i property="name" resource="/x">Port</i></p>'
    marked = read_rdfa(Selector(f'<div vocab="https://schema.org/" typeof="Thing">{inner}</div>'))
    place = {"@type": ["Place"], "name": "Port"}
    assert marked.nodes == ({"@type": ["Thing"], "a": place, "b": place}, place)
