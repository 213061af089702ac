import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.normalise import find_span, normalise, normalise_with_offsets


@pytest.mark.parametrize(
    "name", ["c++", "c#", ".net", "node.js", "tcp/ip", "ci/cd", "r&d", "f#", "a+", "数据库"]
)
def test_signs_inside_a_token_stay(name: str) -> None:
    assert normalise(name) == name


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("  Data\u00a0\n Analysis\t", "data analysis"),
        ("Ｃ＋＋　开发", "c++ 开发"),
        ("“smart” ‘quotes’ – and—dashes", "\"smart\" 'quotes' - and-dashes"),
        ("Straße", "strasse"),
        ("cafe\u0301", "caf\u00e9"),
        ("Java™, Work\u00adshop", "java, workshop"),
        ("of\ufb01ce", "office"),
        ("ｶﾞ", "ガ"),
        ("", ""),
    ],
)
def test_one_spelling_for_what_reads_the_same(written: str, normal: str) -> None:
    assert normalise(written) == normal


@given(st.text())
def test_a_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_every_character_knows_where_it_began(text: str) -> None:
    normal, offsets = normalise_with_offsets(text)
    assert len(offsets) == len(normal) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] <= len(text)


@given(st.text())
def test_the_slice_behind_a_hit_normalises_to_the_hit(text: str) -> None:
    normal, offsets = normalise_with_offsets(text)
    for hit in re.finditer(r"\S+", normal):
        start, end = find_span(offsets, *hit.span())
        assert normalise(text[start:end]) == hit.group()


def test_a_hit_maps_over_folded_space_and_full_width_signs() -> None:
    text = "Ｕse  Ｃ＋＋ daily"
    normal, offsets = normalise_with_offsets(text)
    start, end = find_span(offsets, normal.index("c++"), normal.index("c++") + 3)
    assert text[start:end] == "Ｃ＋＋"


def test_a_span_inside_a_ligature_gets_the_whole_of_it() -> None:
    normal, offsets = normalise_with_offsets("of\ufb01ce")
    assert find_span(offsets, 0, normal.index("i")) == (0, 3)
