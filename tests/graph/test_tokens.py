"""The scanner: what is refused before any word is looked at, and that nothing else happens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import RefusedStatementError
from graph.tokens import MOST_CHARACTERS, Kind, Token, tokenise


def texts(statement: str) -> list[str]:
    return [token.text for token in tokenise(statement)]


def test_strings_comments_and_back_ticks_are_taken_out_first() -> None:
    statement = "RETURN 'a // b' /* SET */ AS `c /* d`, \"e ' f\" // DELETE\n+ 1"
    assert texts(statement) == ["RETURN", "'a // b'", "AS", "`c /* d`", ",", '"e \' f"', "+", "1"]


def test_a_quote_that_is_escaped_does_not_end_a_string() -> None:
    assert texts(r"RETURN 'it\'s \\' AS x") == ["RETURN", r"'it\'s \\'", "AS", "x"]


def test_a_token_knows_its_line_and_column() -> None:
    assert tokenise("RETURN\n  /* a\n b */ 车工") == [
        Token(Kind.WORD, "RETURN", 1, 1),
        Token(Kind.WORD, "车工", 3, 7),
    ]


def test_a_range_is_no_number_with_a_point() -> None:
    assert texts("[*1..3] 1.5e3") == ["[", "*", "1", "..", "3", "]", "1.5e3"]


@pytest.mark.parametrize(
    "text",
    [
        *("RETURN 'open", 'RETURN "open', "RETURN `open", "RETURN /* open", "RETURN /*/ 1"),
        *("RETURN 'a\\x'", "RETURN `a``b`", "RETURN ``", "RETURN /* /* */ */ 1"),
        *("RETURN '\\u0041'", "RETURN 1 // \\u000a", "RETURN \\U0041", "RETURN \\"),
        *("RETURN 1;", "RETURN $`a`", "RETURN $1", "RETURN 1x", "RETURN 0x1F", "RETURN @a"),
        *("RETURN\u00a01", "RETURN\u20281", "RETURN 'a\u200bb'", "RETURN \ufeff1", "RETURN\x0b1"),
        *(
            "RETURN '\x00'",
            "RETURN \u202e1",
            "RETURN ｓｅｔ",
            "RETURN ſet",
            "RETURN \u212a",
            "RETURN ı",
        ),
    ],
)
def test_what_servers_may_read_differently_is_refused(text: str) -> None:
    with pytest.raises(RefusedStatementError, match=r"line \d+, column \d+: expected .*, found"):
        tokenise(text)


def test_a_statement_that_is_too_long_is_refused_by_its_length() -> None:
    with pytest.raises(RefusedStatementError, match="at most 20000 characters, found 10000000"):
        tokenise("x" * 10_000_000)


@pytest.mark.parametrize("piece", ["(", "'a'", "/**/", "`a`", "-", "\\'", "a.", "1.", "/*", "''"])
def test_a_long_row_of_anything_is_read_or_refused(piece: str) -> None:
    try:
        tokens = tokenise(piece * (MOST_CHARACTERS // len(piece)))
    except RefusedStatementError:
        return
    assert set("".join(token.text for token in tokens)) <= set(piece)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        tokens = tokenise(text)
    except RefusedStatementError:
        return
    assert all(token.text and token.text in text for token in tokens)


@settings(deadline=None)
@given(st.text(alphabet="'\"`\\/*\n u0;SETx", max_size=60))
def test_what_is_read_leaves_no_quote_and_no_comment_outside_of_a_token(text: str) -> None:
    try:
        tokens = tokenise(f"{text}\nEND")
    except RefusedStatementError:
        return
    bare = "".join(token.text for token in tokens if token.kind in (Kind.WORD, Kind.SIGN))
    assert not set(bare) & set("'\"`\\;\n")
