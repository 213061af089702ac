import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.markup import strip_markup


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>One</p><p>two<br/>three</p>", "One\ntwo\nthree"),
        ("<ul><li>turn</li>\n\n<li><b>mill</b>\nparts</li></ul>", "turn\nmill parts"),
        ("<table><tr><td>SQL</td><td>3 years</td></tr></table>", "SQL 3 years"),
        ("&lt;p&gt;R&amp;amp;D&lt;/p&gt;", "R&D"),
        ("<p>the &lt;p&gt; tag</p>", "the <p> tag"),
        ("one\n\n  <b>two</b>", "one\ntwo"),
        ("a &lt; b &amp; List<String>", "a < b & List<String>"),
        ("<p>a</p><script>alert('<p>')</script><style>p {}</style>", "a"),
        ("half \ud83d a pair\x00", "half \ufffd a pair"),
        ("", ""),
    ],
)
def test_markup_becomes_lines(text: str, plain: str) -> None:
    assert strip_markup(text) == plain


@given(st.text())
def test_the_lines_are_trimmed_full_and_can_be_written(text: str) -> None:
    plain = strip_markup(text)
    assert all(line and line == line.strip() for line in plain.split("\n") if plain)
    assert plain.encode().decode() == plain
