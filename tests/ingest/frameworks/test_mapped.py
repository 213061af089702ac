"""Frameworks by a mapping file: the example, dirty lists of skills, and every fault of a row."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from graph.claims import Value
from graph.current import list_edges
from graph.plans import Plan
from graph.store import Store
from ingest.errors import RawFileError
from ingest.frameworks.mapped import read_mapped
from ingest.frameworks.standard import Standard

EXAMPLES = Path(__file__).parents[3] / "examples" / "frameworks"
DATA = Path(__file__).parents[3].parent / "shared" / "data"
HEAD = "framework: {id: framework:crafts, name: Crafts, version: 1}\nmissing: [n/a]\n"
SKILLS = HEAD + (
    "abilities:\n"
    "  - columns:\n"
    "      id: code\n"
    "      name: skill\n"
    "      kind: {column: sort, values: {S: method, K: knowledge}}\n"
)
LISTS = HEAD + (
    "jobs:\n  - {header: false, columns: {title: 1}}\n"
    "abilities:\n  - {header: false, columns: {name: {from: 2}}, constants: {kind: method}}\n"
    "requires:\n  - {header: false, columns: {job: 1, ability: {from: 2}}}\n"
)
NEEDS = HEAD + (
    "abilities:\n  - {file: a.csv, columns: {id: code, name: name}}\n"
    "jobs:\n  - {file: j.csv, columns: {id: code, title: name}}\n"
    "requires:\n  - file: r.csv\n    columns: {job: job, ability: ability, essential: must,"
    " level: level, weight: weight}\n"
)
TABLES = {
    "m.yaml": NEEDS,
    "a.csv": "code,name\nsaw,Saw wood\nplane,Plane\n",
    "j.csv": "code,name\njoiner,Joiner\n",
}
WriteAll = Callable[[dict[str, str]], Path]
Bring = Callable[[Standard], Plan]


def read(folder: Path, *names: str) -> Standard:
    return read_mapped(folder.joinpath(*names), folder / "m.yaml")


def properties(standard: Standard) -> dict[str, dict[str, Value | None]]:
    return {node.id: dict(node.properties) for node in standard.nodes}


def test_the_example_is_read_whole() -> None:
    standard = read_mapped(EXAMPLES, EXAMPLES / "joinery.yaml")
    nodes = properties(standard)
    assert nodes["joinery:2"] == {
        "name": "plane a board",
        "name_zh": "刨平木板",
        "aliases": ["flatten boards", "planing"],
        "description": "Make a board flat and square.",
        "kind": "method",
        "parents": ["joinery:1"],
        "scope": "profession",
        "framework": "framework:joinery",
    }
    assert nodes["joinery:trade-1"]["class"] == "wood"
    assert (standard.origin, standard.left_out) == ("joinery:2026", ())


def test_what_the_example_requires_is_weighed_as_it_says() -> None:
    standard = read_mapped(EXAMPLES, EXAMPLES / "joinery.yaml")
    assert {(a.from_id, a.to_id): dict(a.block.fields) for a in standard.assertions} == {
        ("joinery:trade-1", "joinery:2"): {"essential": True, "level": 3, "weight": 0.9},
        ("joinery:trade-1", "joinery:3"): {"essential": True},
        ("joinery:trade-1", "joinery:4"): {"essential": False, "level": 1, "weight": 0.4},
        ("joinery:trade-2", "joinery:4"): {"essential": True, "level": 2},
    }


def test_the_example_comes_in_once(bring: Bring, one_store: Store) -> None:
    standard = read_mapped(EXAMPLES, EXAMPLES / "joinery.yaml")
    assert bring(standard).counts() == {
        "Ability": {"add": 4},
        "Framework": {"add": 1},
        "Job": {"add": 2},
        "REQUIRES": {"add": 4},
    }
    assert bring(standard).changes == ()
    [edge] = list_edges(one_store, "REQUIRES", [("joinery:trade-2", "joinery:4")]).values()
    assert (edge["level"], edge["imported_origin"]) == (2, "joinery:2026")


def test_lists_with_trailing_commas_name_jobs_and_abilities(write_all: WriteAll) -> None:
    rows = "Tester,SOAP,Unit tests,,,,\nDriver,,,,,,\nAdmin,soap,n/a,SQL\n"
    standard = read(write_all({"m.yaml": LISTS, "s.csv": rows}), "s.csv")
    names = {node.id: node.properties.get("name") for node in standard.nodes}
    assert sorted(str(name) for name in names.values() if name) == ["SOAP", "SQL", "Unit tests"]
    assert len(standard.assertions) == 4
    assert [(each.subject.rpartition(":")[2], each.found) for each in standard.left_out] == [
        ("2", "none"),
        ("2", "none"),
    ]


@pytest.mark.parametrize(
    ("row", "column", "expected", "found"),
    [
        (",Saw,S", "code", "a text", "none"),
        ("n/a,Saw,S", "code", "a text", "none"),
        ("3,,S", "skill", "a text", "none"),
        ("3,Saw,X", "sort", "one of S, K", "'X'"),
        ("1,Saw,S", "code", "each id once", "1 again"),
        ("3,Saw", "row", "3 cells", "2"),
    ],
)
def test_a_row_with_a_fault_is_left_out_with_its_place(
    write_all: WriteAll, row: str, column: str, expected: str, found: str
) -> None:
    folder = write_all({"m.yaml": SKILLS, "a.csv": f"code,skill,sort\n1,Plane,S\n{row}\n"})
    [fault] = read(folder, "a.csv").left_out
    assert fault.subject == f"{folder / 'a.csv'}:3"
    assert (fault.column, fault.expected, fault.found) == (column, expected, found)


def test_a_row_that_says_the_same_again_is_no_fault(write_all: WriteAll) -> None:
    folder = write_all({"m.yaml": SKILLS, "a.csv": "code,skill,sort\n1,Saw,S\n1,Saw,S\n"})
    standard = read(folder, "a.csv")
    assert (len(standard.nodes), standard.left_out) == (1, ())


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("joiner,hew,,,", "ability", "a known ability"),
        ("mason,saw,,,", "job", "a known job"),
        (",saw,,,", "job", "a known job"),
        ("joiner,saw,yes,,", "essential", "true or false"),
        ("joiner,saw,,4,", "level", "1, 2 or 3"),
        ("joiner,saw,,,1.5", "weight", "a number above 0, at most 1"),
        ("joiner,saw,,,heavy", "weight", "a number above 0, at most 1"),
        ("joiner,plane,false,,", "ability", "each pair once"),
    ],
)
def test_a_requirement_with_a_fault_is_left_out_with_its_place(
    write_all: WriteAll, row: str, column: str, expected: str
) -> None:
    rows = f"job,ability,must,level,weight\njoiner,plane,true,2,1\n{row}\n"
    folder = write_all(TABLES | {"r.csv": rows})
    standard = read(folder)
    [fault] = standard.left_out
    assert (fault.subject, fault.column, fault.expected) == (
        f"{folder / 'r.csv'}:3",
        column,
        expected,
    )
    assert len(standard.assertions) == 1


def test_rows_name_by_id_by_name_or_by_an_id_of_the_map(write_all: WriteAll) -> None:
    rows = "job,ability,must,level,weight\nJOINER,saw  wood,,,\njoiner,esco:19a8,,,\n"
    standard = read(write_all(TABLES | {"r.csv": rows}))
    assert [(said.from_id, said.to_id) for said in standard.assertions] == [
        ("crafts:joiner", "crafts:saw"),
        ("crafts:joiner", "esco:19a8"),
    ]


def test_a_parent_that_is_not_known_is_told_and_its_child_comes_in(write_all: WriteAll) -> None:
    mapping = HEAD + "abilities:\n  - columns: {id: code, name: name, parents: above}\n"
    folder = write_all({"m.yaml": mapping, "a.csv": "code,name,above\n1,Saw,9\n"})
    standard = read(folder, "a.csv")
    assert [fault.found for fault in standard.left_out] == ["'9'"]
    assert standard.nodes[0].properties["parents"] == []


def test_a_name_is_one_line_without_white_space_around_it(write_all: WriteAll) -> None:
    rows = 'code,skill,sort\n1,"\u00a0Saw\n\twood ",S\n'
    standard = read(write_all({"m.yaml": SKILLS, "a.csv": rows}), "a.csv")
    assert standard.nodes[0].properties["name"] == "Saw wood"


def test_a_workbook_is_read_by_the_names_of_its_sheets(write_all: WriteAll) -> None:
    folder = write_all({"m.yaml": SKILLS.replace("- columns", "- sheet: Skills\n    columns")})
    book = Workbook()
    page = book.create_sheet("Skills")
    for row in (["code", "skill", "sort"], [1, "锯", "S"]):
        page.append(row)
    book.save(folder / "a.xlsx")
    assert properties(read(folder, "a.xlsx"))["crafts:1"]["name"] == "锯"


def test_a_job_and_an_ability_with_one_id_are_refused(write_all: WriteAll) -> None:
    with pytest.raises(RawFileError, match="found crafts:saw for both; give one table a prefix"):
        read(write_all(TABLES | {"j.csv": "code,name\nsaw,Sawyer\n", "r.csv": ""}))


@pytest.mark.parametrize(
    ("mapping", "names", "said"),
    [
        (SKILLS, ["a.csv"], "a.csv:1: expected the columns code, skill, sort, found code"),
        (SKILLS, [], "expected the name of a file in it, found none"),
        (SKILLS.replace("- c", "- file: ../x.csv\n    c"), [], "found ../x.csv"),
        (
            SKILLS.replace("- c", "- file: x.csv\n    c"),
            ["a.csv"],
            "expected the folder with x.csv",
        ),
        (SKILLS.replace(", version: 1", ""), ["a.csv"], "version: expected it, or --release"),
    ],
)
def test_a_sheet_or_version_that_is_not_there_is_refused(
    write_all: WriteAll, mapping: str, names: list[str], said: str
) -> None:
    with pytest.raises(RawFileError, match=said):
        read(write_all({"m.yaml": mapping, "a.csv": "code\n1\n"}), *names)


def test_release_and_language_may_be_said_by_the_caller(write_all: WriteAll) -> None:
    folder = write_all({"m.yaml": SKILLS, "a.csv": "code,skill,sort\n"})
    standard = read_mapped(folder / "a.csv", folder / "m.yaml", "7", language="zh")
    assert standard.origin == "crafts:7"
    assert standard.framework.properties == {"name": "Crafts", "version": "7", "language": "zh"}


@pytest.mark.data
def test_real_dirty_lists_of_skills_are_read(write_all: WriteAll) -> None:
    folder = write_all({"m.yaml": LISTS})
    standard = read_mapped(DATA / "skill2vec" / "skill2vec_1K.csv", folder / "m.yaml")
    jobs = [node for node in standard.nodes if node.label == "Job"]
    assert len(jobs) == 1_000
    assert len(standard.assertions) > 5_000
    assert all(fault.expected == "a text" for fault in standard.left_out)


@pytest.mark.data
def test_real_objectives_of_a_curriculum_are_read(write_all: WriteAll) -> None:
    told: dict[str, Any] = json.loads((DATA / "bncc" / "computacao.json").read_text("utf-8"))
    axes = {each["id"]: each["nome"] for each in told["eixos"]}
    out = io.StringIO()
    rows = [[each["codigo"], each["texto"], axes[each["eixo"]]] for each in told["habilidades_ef"]]
    csv.writer(out).writerows([["codigo", "texto", "eixo"], *rows])
    mapping = HEAD + "abilities:\n  - columns: {id: codigo, name: texto, class: eixo}\n"
    folder = write_all({"m.yaml": mapping, "a.csv": out.getvalue()})
    standard = read_mapped(folder / "a.csv", folder / "m.yaml", language="pt")
    assert (len(standard.nodes), standard.left_out) == (104, ())
    assert properties(standard)["crafts:EF01CO01"]["class"] in axes.values()
