"""Mapping files: what they may say, and what is wrong with them, by line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import RawFileError
from ingest.frameworks.mapping import Column, read_mapping

Write = Callable[[str, str], Path]
HEAD = "framework: {id: framework:crafts, name: Crafts, version: 1}\n"
TABLE = "abilities:\n  - columns: {name: skill}\n"


def test_a_column_is_a_name_or_says_how_its_cells_are_read(write: Write) -> None:
    text = HEAD + (
        "abilities:\n"
        "  - columns:\n"
        "      name: skill\n"
        "      name_zh: chinese\n"
        '      aliases: {column: also, separator: ";"}\n'
        "      kind: {column: sort, values: {S: method}}\n"
        "    constants: {class: wood}\n"
    )
    [table] = read_mapping(write("m.yaml", text)).abilities
    assert table.columns == {
        "name": Column("skill"),
        "name_zh": Column("chinese"),
        "aliases": Column("also", separator=";"),
        "kind": Column("sort", values={"S": "method"}),
    }
    assert (table.file, table.header, table.constants) == (None, True, {"class": "wood"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1: expected a mapping, found none"),
        ("- a", ":1: expected a mapping, found none"),
        ("a: [", ":1: expected YAML, found"),
        ("a: b: c", ":1: expected YAML, found mapping values are not allowed here"),
        ("a: 1\na: 2", ":2: expected each key once, found 'a' again"),
        ("framework: &x {id: a}\nmissing: *x", ":1: expected no anchors, found one"),
        ("[" * 5_000, "expected YAML"),
        (HEAD + "skills: []", ":1: skills: expected one of framework, .*, found skills"),
        (TABLE, ":1: framework: expected to be there, found none"),
        ("framework: words\n" + TABLE, ":1: framework: expected a mapping, found 'words'"),
        ("framework: {id: x:y, name: X}\n" + TABLE, ":1: id: expected an id like framework:join"),
        ("framework: {name: X}\n" + TABLE, ":1: id: expected to be there"),
        (HEAD, ":1: abilities: expected a table of abilities or of jobs, found neither"),
        (HEAD + "missing: x\n" + TABLE, ":1: missing: expected a list of texts, found x"),
        (HEAD + "abilities: x", ":1: abilities: expected a list of mappings, found 'x'"),
        (HEAD + "abilities:\n  - {file: a.csv}", ":3: columns: expected to be there, found none"),
        (HEAD + "abilities:\n  - columns: {id: a}", ":3: name: expected to be there, found none"),
        (HEAD + "abilities:\n  - columns: {name: a, title: b}", ":3: title: expected one of id,"),
        (HEAD + "jobs:\n  - columns: {title: a, kind: b}", ":3: kind: expected one of id,"),
        (HEAD + TABLE + "    header: no", ":3: header: expected true or false, found no"),
        (HEAD + TABLE + "    header: false", ":3: name: expected a column's number, found skill"),
        (
            HEAD + "jobs:\n  - {header: false, columns: {title: 0}}",
            ":3: title: expected a column's",
        ),
        (HEAD + TABLE + "    constants: {kind: odd}", ":4: kind: expected one of knowledge, .*odd"),
        (
            HEAD + "abilities:\n  - columns: {name: a, kind: {column: b, values: {S: skill}}}",
            ":3: kind: expected values out of knowledge, .*, found skill",
        ),
        (HEAD + TABLE + "    constants: {name: [a]}", r":4: name: expected a text, found \['a'\]"),
        (HEAD + "jobs:\n  - columns: {title: [a]}", r":3: title: expected a mapping, found \['a'"),
        (
            HEAD + "jobs:\n  - columns: {title: {}}",
            ":3: title: expected column, or from, found nei",
        ),
        (
            HEAD + "jobs:\n  - columns: {title: {column: a, from: 2}}",
            ":3: title: expected column, or from, found both",
        ),
        (
            HEAD + "jobs:\n  - columns: {title: {from: 2}}",
            ":3: title: expected from only with header: false, found a header",
        ),
    ],
)
def test_what_no_mapping_says_is_refused_with_its_line(write: Write, text: str, said: str) -> None:
    with pytest.raises(RawFileError, match=said):
        read_mapping(write("m.yaml", text))


def test_a_mapping_that_is_not_there_or_not_in_utf_8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RawFileError, match="expected a readable file"):
        read_mapping(tmp_path / "none.yaml")
    (tmp_path / "m.yaml").write_bytes("framework: 锯".encode("gb18030"))
    with pytest.raises(RawFileError, match="expected YAML in UTF-8"):
        read_mapping(tmp_path / "m.yaml")
