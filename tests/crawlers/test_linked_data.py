import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.errors import PageError
from crawlers.linked_data import find_node, read_label, read_text

POSTING = {"@type": "JobPosting", "title": "Turner"}


@pytest.mark.parametrize(
    "document",
    [
        POSTING,
        [[], POSTING],
        {"@graph": [{"@type": "Person"}, POSTING]},
        {"@type": "WebPage", "mainEntity": POSTING},
        POSTING | {"@type": ["Thing", "JobPosting"]},
    ],
)
def test_a_node_is_found_in_every_form(document: object) -> None:
    assert find_node([json.dumps(document)], "JobPosting")["title"] == "Turner"


@pytest.mark.parametrize("kind", ["https://schema.org/JobPosting", "schema:JobPosting"])
def test_a_type_may_be_written_with_its_vocabulary(kind: str) -> None:
    assert find_node([json.dumps(POSTING | {"@type": kind})], "JobPosting")


def test_a_broken_block_beside_a_good_one_does_no_harm() -> None:
    assert find_node(["{", json.dumps(POSTING)], "JobPosting") == POSTING


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ([], "no JSON-LD"),
        (['{"@type": "Person"}'], "no JobPosting in its JSON-LD"),
        (['\n{"a": 1,\n "b"}', "[]"], "broken JSON-LD: line 2 column 5 of the block: Expecting"),
        (["[" * 100_000], "broken JSON-LD: maximum recursion depth"),
        (["1" * 5000], "broken JSON-LD: Exceeds the limit"),
    ],
)
def test_the_reason_says_what_is_wrong(blocks: list[str], reason: str) -> None:
    with pytest.raises(PageError, match=reason):
        find_node(blocks, "JobPosting")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" a\n b ", "a b"),
        (3, "3"),
        (True, None),
        (None, None),
        ({"@value": "x", "@language": "en"}, "x"),
        ({"@type": "Organization", "name": ["", "y"]}, "y"),
        ([{}, "", "z"], "z"),
    ],
)
def test_a_property_is_read_in_every_form(value: object, text: str | None) -> None:
    assert read_text(value) == text


def test_a_label_holds_no_contact_data() -> None:
    assert read_label("Turner, hr@lakeside.example") == "Turner"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["name", "@value"]), inner),
)


@given(JSON)
def test_any_value_gives_a_line_or_nothing(value: object) -> None:
    text = read_text(value)
    assert text is None or (text and "\n" not in text)
