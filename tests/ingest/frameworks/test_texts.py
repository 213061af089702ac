"""Plain text out of HTML, entities and Markdown."""

import pytest

from ingest.frameworks.texts import decode_entities, read_first_paragraph, strip_html


def test_entities_are_letters() -> None:
    assert decode_entities("  R&amp;D &lt;1&gt;\n caf&eacute; 木 ") == "R&D <1> café 木"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("plain", "plain"),
        ("<p>one<br>two</p><p>three</p>", "one\ntwo\nthree"),
        ("<script>x</script><b>bold</b> &amp; more", "bold & more"),
        ("<p>木 <i>工", "木 工"),
    ],
)
def test_html_becomes_lines_of_words(text: str, said: str) -> None:
    assert strip_html(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Plain words", "Plain words"),
        ("A _table_ in **bold**:\n\n| a |\n", "A table in bold:"),
        ("# Head `code`\n\nmore", "Head code"),
        ("one\ntwo", "one two"),
        ("$x^2$", "$x^2$"),
        ("---", "---"),
    ],
)
def test_the_first_paragraph_of_markdown_is_one_line(text: str, said: str) -> None:
    assert read_first_paragraph(text) == said
