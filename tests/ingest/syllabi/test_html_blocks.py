from collections.abc import Sequence
from pathlib import Path

from ingest.syllabi.blocks import Block
from ingest.syllabi.documents import read_document


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def list_texts(blocks: Sequence[Block]) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in blocks]


def test_html_gives_what_a_reader_sees(tmp_path: Path) -> None:
    text = (
        "<head><title>t</title><style>s</style></head><nav>n</nav><h2>A\n <b>b</b></h2>"
        "<ul><li>c<ul><li>d<!-- x --> e</li></ul></li></ul><p>f<br>g</p><script>s</script>"
        "<footer>h</footer>"
    )
    blocks = read_document(write(tmp_path / "x.html", text))
    assert list_texts(blocks) == [
        ("heading", 2, "A b"),
        ("item", 1, "c"),
        ("item", 2, "d e"),
        ("paragraph", 0, "f\ng"),
    ]
    assert blocks[0].position == "line 1"


def test_covered_cells_of_an_html_table_are_empty(tmp_path: Path) -> None:
    text = (
        "<table><tr><th>A<th>B<th>C</tr><tr><td rowspan=2>a<td colspan=2>b</tr>"
        "<tr><td><ul><li>c<li>d</ul><td>e</tr><tr><td>f<td>g<td>h</tr></table>"
    )
    rows = read_document(write(tmp_path / "x.html", text))
    assert [row.cells for row in rows] == [
        ("A", "B", "C"),
        ("a", "b", ""),
        ("", "c\nd", "e"),
        ("f", "g", "h"),
    ]
    assert {row.header for row in rows} == {("A", "B", "C")}


def test_an_html_table_headed_by_rows_has_no_header(tmp_path: Path) -> None:
    text = "<table><tr><th>a<td>b</tr><tr><th>c<td>d</tr></table>"
    rows = read_document(write(tmp_path / "x.htm", text))
    assert [(row.cells, row.header) for row in rows] == [(("a", "b"), ()), (("c", "d"), ())]


def test_definition_lists_are_rows(tmp_path: Path) -> None:
    text = "<dl><dt>a<dd>b<dd>c<dt>d</dl>"
    rows = read_document(write(tmp_path / "x.html", text))
    assert [row.cells for row in rows] == [("a", "b\nc"), ("d", "")]


def test_a_table_that_places_headings_is_no_table(tmp_path: Path) -> None:
    text = "<table><tr><td><h1>a</h1><td><table><tr><td>b<td>c</table></table>"
    blocks = read_document(write(tmp_path / "x.html", text))
    assert [block.kind for block in blocks] == ["heading", "row"]


def test_bold_paragraphs_are_headings(tmp_path: Path) -> None:
    page = read_document(write(tmp_path / "x.html", "<p><b>a b</b></p><p><b>c</b> d</p>"))
    note = read_document(write(tmp_path / "x.md", "**a b**\n\n**c** d\n\n**e: f**\n"))
    assert list_texts(page) == [("heading", 9, "a b"), ("paragraph", 0, "c d")]
    assert list_texts(note) == [*list_texts(page), ("paragraph", 0, "e: f")]


def test_html_in_its_declared_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_bytes('<meta charset="gb2312"><h1>网络</h1>'.encode("gbk"))
    assert read_document(path)[0].text == "网络"


def test_deep_nesting_is_read(tmp_path: Path) -> None:
    blocks = read_document(write(tmp_path / "x.html", "<ul><li>a" * 2000))
    assert blocks[99].level == 100
