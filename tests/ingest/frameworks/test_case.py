"""CASE: made packages of 1.0 and 1.1, sheets of items, and the real ones."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.plans import Plan
from ingest.errors import RawFileError
from ingest.frameworks.case import read_case
from ingest.frameworks.case_package import MAX_BYTES
from ingest.frameworks.standard import Standard

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "case_ccsso"
Write = Callable[[str, str], Path]
Bring = Callable[[Standard], Plan]
Told = dict[str, Any]


def uuid(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012}"


def item(number: int, statement: str, **said: str) -> Told:
    return {"identifier": uuid(number), "uri": f"http://x/{number}", "fullStatement": statement} | (
        said
    )


def link(kind: str, origin: int, target: int, **said: int) -> Told:
    ends = {
        name: {"identifier": uuid(number), "uri": f"http://x/{number}", "title": ""}
        for name, number in (("originNodeURI", origin), ("destinationNodeURI", target))
    }
    return {"associationType": kind, **ends, **said}


DOCUMENT: Told = {
    "identifier": uuid(100),
    "uri": "https://x/ims/case/v1p1/CFDocuments/100",
    "title": "Joinery",
    "creator": "Guild",
    "version": "2",
    "language": "en",
    "adoptionStatus": "Adopted",
    "licenseURI": {"identifier": uuid(7), "title": "CC BY 4.0", "uri": "http://x/licence"},
}
ITEMS = [
    item(1, "Work with **wood**", abbreviatedStatement="Wood", humanCodingScheme="W"),
    item(2, "Plane a board 𝑑", CFItemType="Skill", notes="By hand."),
    item(3, "Saw a board"),
]


@pytest.fixture
def save(write: Write) -> Callable[..., Path]:
    """Return a function that writes a package."""

    def write_package(
        items: object = ITEMS, links: object = (), document: object = DOCUMENT
    ) -> Path:
        told = {"CFDocument": document, "CFItems": items, "CFAssociations": links}
        return write("p.json", json.dumps(told, ensure_ascii=False))

    return write_package


def properties(standard: Standard) -> dict[str, dict[str, Any]]:
    return {node.id: dict(node.properties) for node in standard.nodes}


def test_a_document_is_a_framework_with_its_licence(save: Callable[..., Path]) -> None:
    standard = read_case(save())
    assert standard.framework.id == f"framework:case-{uuid(100)}"
    assert standard.origin == f"case-{uuid(100)}:2"
    assert standard.framework.properties == {
        "name": "Joinery",
        "version": "2",
        "publisher": "Guild",
        "licence": "CC BY 4.0 http://x/licence",
        "language": "en",
        "description": None,
        "status": "Adopted",
        "uri": "https://x/ims/case/v1p1/CFDocuments/100",
    }


def test_a_document_of_1_0_has_its_last_change_as_version_and_the_callers_language(
    save: Callable[..., Path],
) -> None:
    old = {"identifier": uuid(9), "title": "Old", "lastChangeDateTime": "2017-08-24T16:00:53+00:00"}
    framework = read_case(save(document=old), language="zh").framework.properties
    assert (framework["version"], framework["language"], framework["licence"]) == (
        "2017-08-24T16:00:53+00:00",
        "zh",
        None,
    )


def test_an_item_is_an_ability_named_by_its_short_statement(save: Callable[..., Path]) -> None:
    wood = properties(read_case(save()))[f"case:{uuid(1)}"]
    assert (wood["name"], wood["description"], wood["code"]) == ("Wood", "Work with **wood**", "W")
    assert (wood["scope"], wood["uri"]) == ("profession", "http://x/1")


def test_without_a_short_statement_of_its_own_the_words_of_the_statement_name_it(
    save: Callable[..., Path],
) -> None:
    text = "Read a _table_:\n\n| a | b |\n| --- | --- |\n"
    items = [
        item(1, text, abbreviatedStatement="Level 1"),
        item(2, "Saw", abbreviatedStatement="Level 1"),
    ]
    nodes = properties(read_case(save(items)))
    assert nodes[f"case:{uuid(1)}"]["name"] == "Read a table:"
    assert nodes[f"case:{uuid(1)}"]["description"] == text.strip()
    assert (nodes[f"case:{uuid(2)}"]["name"], nodes[f"case:{uuid(2)}"]["description"]) == (
        "Saw",
        None,
    )


def test_hierarchy_order_and_matches_are_kept_at_the_ability(save: Callable[..., Path]) -> None:
    links = [
        link("isChildOf", 2, 1, sequenceNumber=2),
        link("isChildOf", 1, 100),
        link("precedes", 3, 2),
        link("exactMatchOf", 2, 55),
    ]
    standard = read_case(save(links=links))
    plane = properties(standard)[f"case:{uuid(2)}"]
    assert (plane["parents"], plane["order"]) == ([f"case:{uuid(1)}"], 2)
    assert plane["exact_matches"] == ["http://x/55"]
    assert properties(standard)[f"case:{uuid(3)}"]["precedes"] == [f"case:{uuid(2)}"]
    assert standard.left_out == ()


def test_what_is_replaced_is_no_ability_any_more(save: Callable[..., Path]) -> None:
    standard = read_case(save(links=[link("replacedBy", 1, 2), link("replacedBy", 2, 3)]))
    new = f"case:{uuid(3)}"
    assert list(properties(standard)) == [new]
    assert standard.replaced == ((f"case:{uuid(1)}", new), (f"case:{uuid(2)}", new))


def test_items_that_replace_each_other_or_are_replaced_by_none_stay(
    save: Callable[..., Path],
) -> None:
    links = [link("replacedBy", 1, 2), link("replacedBy", 2, 1), link("replacedBy", 3, 44)]
    standard = read_case(save(links=links))
    assert (len(standard.nodes), standard.replaced) == (3, ())
    assert [fault.column for fault in standard.left_out] == ["replacedBy"] * 3


def test_other_associations_are_counted_by_type(save: Callable[..., Path]) -> None:
    links = [link("isPeerOf", 1, 2), link("isPeerOf", 2, 3), link("ext:likes", 1, 2)]
    standard = read_case(save(links=links))
    assert [fault.reason for fault in standard.left_out] == [
        "1 associations ext:likes: the map has no place for them",
        "2 associations isPeerOf: the map has no place for them",
    ]


@pytest.mark.parametrize(
    ("items", "links", "subject", "column"),
    [
        ([*ITEMS, item(3, "Again")], [], "#CFItems/4", "identifier"),
        ([*ITEMS, {"identifier": "x", "fullStatement": "x"}], [], "#CFItems/4", "identifier"),
        ([*ITEMS, item(4, " ")], [], "#CFItems/4", "fullStatement"),
        ([*ITEMS, "x"], [], "#CFItems/4", "item"),
        (ITEMS, ["x"], "#CFAssociations/1", "association"),
        (ITEMS, [link("isChildOf", 9, 1)], "#CFAssociations/1", "originNodeURI"),
        (ITEMS, [link("isChildOf", 1, 9)], "#CFAssociations/1", "destinationNodeURI"),
        (ITEMS, [link("precedes", 1, 100)], "#CFAssociations/1", "destinationNodeURI"),
    ],
)
def test_what_cannot_be_taken_names_its_place_and_the_rest_comes_in(
    save: Callable[..., Path], items: list[Told], links: list[Told], subject: str, column: str
) -> None:
    path = save(items, links)
    standard = read_case(path)
    [fault] = standard.left_out
    assert (fault.subject, fault.column) == (f"{path}{subject}", column)
    assert len(standard.nodes) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "p.json:1: expected JSON"),
        ('{"CFDocument":\n oops}', "p.json:2: expected JSON"),
        ("[]", "expected a CASE package, found list"),
        ("{}", "expected a CASE package with CFDocument, .*, found nothing"),
        ('{"CFDocument": {}, "CFItems": []}', "expected an identifier and a title"),
        ('{"CFDocument": {}, "CFItems": [], "CFAssociations": 4}', "expected a CASE package with"),
        ("[" * 100_000, "expected JSON in UTF-8, found"),
    ],
)
def test_what_is_no_package_is_refused(write: Write, text: str, said: str) -> None:
    with pytest.raises(RawFileError, match=said):
        read_case(write("p.json", text))


def test_a_package_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "p.json").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(RawFileError, match="expected at most 256 MB, found more"):
        read_case(tmp_path / "p.json")


def test_a_framework_without_items_is_refused(save: Callable[..., Path]) -> None:
    with pytest.raises(RawFileError, match="expected items with identifiers, found none"):
        read_case(save([]))


def test_licences_that_are_defined_beside_the_document_are_read(write: Write) -> None:
    told = {
        "CFDocument": DOCUMENT,
        "CFItems": ITEMS,
        "CFDefinitions": {"CFLicenses": [{"identifier": uuid(7), "licenseText": "Share alike."}]},
    }
    framework = read_case(write("p.json", json.dumps(told))).framework.properties
    assert framework["licence"] == "CC BY 4.0 Share alike. http://x/licence"


SHEET = (
    "Identifier,fullStatement,Human Coding Scheme,smartLevel,Is Child Of,replacedBy,"
    "lastChangeDateTime\n"
    f"{uuid(1)},Wood,W,1,,,2020-01-01\n"
    f"{uuid(2)},Plane,W.1,1.1,,,2021-05-01\n"
    f"{uuid(3)},Saw,W.2,1.2,W.1,,2020-01-01\n"
    f"{uuid(4)},Chop,W.3,1.3,,W.2,2020-01-01\n"
)


def test_items_of_a_sheet_are_joined_by_codes_else_by_their_levels(write: Write) -> None:
    standard = read_case(write("fine_joinery.csv", SHEET))
    nodes = properties(standard)
    assert nodes[f"case:{uuid(2)}"]["parents"] == [f"case:{uuid(1)}"]
    assert nodes[f"case:{uuid(3)}"]["parents"] == [f"case:{uuid(2)}"]
    assert standard.replaced == ((f"case:{uuid(4)}", f"case:{uuid(3)}"),)


def test_a_sheet_is_named_by_its_file_and_versioned_by_its_newest_item(write: Write) -> None:
    standard = read_case(write("fine_joinery.csv", SHEET))
    assert standard.framework.id == "framework:case-fine_joinery"
    assert (standard.origin, standard.framework.properties["name"]) == (
        "case-fine_joinery:2021-05-01",
        "fine joinery",
    )


def test_items_without_an_identifier_are_left_out_with_their_row(write: Write) -> None:
    path = write("s.csv", SHEET + ",Nameless,W.4,,,,\n")
    [fault] = read_case(path).left_out
    assert (fault.subject, fault.column, fault.found) == (f"{path}:6", "identifier", "''")


def test_a_sheet_without_identifiers_is_refused(write: Write) -> None:
    with pytest.raises(RawFileError, match=r":1: expected the columns .*, found no identifier"):
        read_case(write("s.csv", "fullStatement\nWood\n"))


def test_it_comes_in_once(save: Callable[..., Path], bring: Bring) -> None:
    standard = read_case(save(links=[link("isChildOf", 2, 1)]))
    assert bring(standard).counts() == {"Ability": {"add": 3}, "Framework": {"add": 1}}
    assert bring(standard).changes == ()


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "items", "left_out"),
    [
        ("AdoptedTestFramework.json", 1, 0),
        ("ItemTypeTestFramework.json", 1, 0),
        ("MarkdownFramework.json", 2, 0),
        ("Ordering.json", 28, 0),
        ("SequenceNumberFramework.json", 2, 0),
        ("SmartLevelFramework.json", 14, 0),
        ("Utf8TestFramework.json", 1, 0),
        ("ccsso_ela_item.csv", 1_189, 0),
        ("sequenceNumber.csv", 2, 2),
    ],
)
def test_real_frameworks_are_read_whole(file: str, items: int, left_out: int) -> None:
    standard = read_case(DATA / file)
    assert (len(standard.nodes), len(standard.left_out)) == (items, left_out)
    assert [node.id for node in standard.nodes if not node.properties["name"]] == []


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("EmptyExternalFramework.json", "expected items with identifiers, found none"),
        ("children.csv", "found identifier: expected a UUID"),
        ("abbreviatedStatement.csv", "found identifier: expected a UUID"),
        ("abbreviatedStatementLimit.csv", "found identifier: expected a UUID"),
        ("test_items.csv", ":1: expected the columns identifier and fullStatement"),
    ],
)
def test_real_files_without_items_or_identifiers_are_refused(file: str, said: str) -> None:
    with pytest.raises(RawFileError, match=said):
        read_case(DATA / file)
