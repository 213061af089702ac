"""NICE: a made twin of its table and lists, and the real ones."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.plans import Plan
from ingest.errors import RawFileError
from ingest.frameworks.nice import read_nice
from ingest.frameworks.standard import Standard

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "nice_framework"
HEAD = (
    "Skills Community,Category,Specialty Area,Work Role,Competency Group ID,Competency Group,"
    "Competency ID,Competency,K S or A,KSA ID,KSA\n"
)
START = "X,Investigate (IN),Digital Forensics (FOR),Forensics Analyst (IN-FOR-001),CG02,Operational"
BACKUP = ",C002,Continuity,Knowledge,K0021,Knowledge of backup &amp; recovery.\n"
TWIN = HEAD + START + BACKUP + START + ",C002,Continuity,Skill,S0032,Skill in testing plans.\n"
KNOWLEDGE = """# Knowledge
---
-
    kId: K0021
    knowledgeDescription: Another wording.
-
    kId: K0622
    knowledgeDescription: Knowledge of controls &lt;all&gt;.
"""
ROLES = """
-
    workRole: Analyst
    workRoleID: IN-FOR-001
    description: Investigates incidents.
    opmCode: 211
"""
LISTS = {
    "nice2022.csv": TWIN,
    "lists/nice_knowledge.yml": KNOWLEDGE,
    "lists/nice_workRoles.yml": ROLES,
    "lists/niceRole_in-for-001.yml": "- {type: knowledge, kId: K0021;K0622}\n- {tId: T0145}\n",
}
BROKEN = "-\n    tId: T0001\n    taskDescription: do such as: this\n"
WriteAll = Callable[[dict[str, str]], Path]
Bring = Callable[[Standard], Plan]


def properties(standard: Standard) -> dict[str, dict[str, object]]:
    return {node.id: dict(node.properties) for node in standard.nodes}


def ends(standard: Standard) -> set[tuple[str, str]]:
    return {(said.from_id, said.to_id) for said in standard.assertions}


def test_a_role_requires_the_statements_of_its_rows_and_their_competencies(
    write_all: WriteAll,
) -> None:
    standard = read_nice(write_all({"nice2022.csv": TWIN}))
    assert ends(standard) == {
        ("nice:IN-FOR-001", "nice:C002"),
        ("nice:IN-FOR-001", "nice:K0021"),
        ("nice:IN-FOR-001", "nice:S0032"),
    }
    assert {said.block.fields["essential"] for said in standard.assertions} == {True}
    assert (standard.origin, standard.left_out) == ("nice:2022", ())


def test_a_statement_is_an_ability_of_its_kind_below_its_competency(write_all: WriteAll) -> None:
    nodes = properties(read_nice(write_all({"nice2022.csv": TWIN})))
    assert nodes["nice:K0021"] == {
        "name": "Knowledge of backup & recovery",
        "kind": "knowledge",
        "class": "Continuity",
        "parents": ["nice:C002"],
        "scope": "profession",
        "framework": "framework:nice",
    }
    assert (nodes["nice:S0032"]["kind"], nodes["nice:C002"]["class"]) == ("method", "Operational")


def test_a_role_is_a_job_of_its_category(write_all: WriteAll) -> None:
    job = properties(read_nice(write_all(LISTS)))["nice:IN-FOR-001"]
    assert (job["title"], job["code"], job["class"]) == ("Forensics Analyst", "IN-FOR-001", "IN")
    assert job["classes"] == ["Investigate (IN)", "Digital Forensics (FOR)"]
    assert job["description"] == "Investigates incidents."


def test_the_lists_add_what_the_table_does_not_say(write_all: WriteAll) -> None:
    standard = read_nice(write_all(LISTS))
    nodes = properties(standard)
    assert nodes["nice:K0021"]["name"] == "Knowledge of backup & recovery"
    assert nodes["nice:K0622"]["name"] == "Knowledge of controls <all>"
    assert ("nice:IN-FOR-001", "nice:K0622") in ends(standard)


def test_a_list_that_is_no_yaml_names_file_and_line_and_the_rest_comes_in(
    write_all: WriteAll,
) -> None:
    folder = write_all(LISTS | {"lists/nice_tasks.yml": BROKEN})
    standard = read_nice(folder)
    [fault] = standard.left_out
    assert fault.subject == f"{folder / 'lists' / 'nice_tasks.yml'}:3"
    assert (fault.expected, len(standard.assertions)) == ("YAML", 4)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (START.replace("(IN-FOR-001)", "") + BACKUP, "Work Role"),
        (START + BACKUP.replace("C002", ""), "Competency ID"),
        (START + BACKUP.replace("K0021", ""), "KSA ID"),
        (START + BACKUP.replace("Knowledge,K", "Skill,K"), "K S or A"),
        (START + BACKUP.replace("recovery", "restoring"), "KSA"),
        (START + BACKUP.replace("Continuity", "Discontinuity"), "Competency"),
        (START + ",C003,,Skill,S0033,Skill.\n", "Competency"),
        (START + "\n", "row"),
    ],
)
def test_a_row_with_a_fault_is_left_out_with_its_place(
    write_all: WriteAll, row: str, column: str
) -> None:
    folder = write_all({"nice2022.csv": TWIN + row})
    standard = read_nice(folder / "nice2022.csv")
    [fault] = standard.left_out
    assert (fault.subject, fault.column) == (f"{folder / 'nice2022.csv'}:4", column)
    assert len(standard.assertions) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {kId: X1, knowledgeDescription: x}", "kId"),
        ("- {kId: K0001}", "knowledgeDescription"),
        ("- [a, b]\n- {kId: K0001, knowledgeDescription: x}", "item"),
        ("- {workRoleID: nine, workRole: Nine}", "workRoleID"),
        ("- {Domain: Investigate, acronym: in}", "file"),
        ("plain words", "file"),
    ],
)
def test_an_item_of_a_list_that_cannot_be_taken_is_told(
    write_all: WriteAll, text: str, said: str
) -> None:
    standard = read_nice(write_all({"nice2022.csv": TWIN, "a.yml": text}))
    assert [fault.column for fault in standard.left_out] == [said]


@pytest.mark.parametrize(("role", "need"), [("in-for-009", "K0021"), ("in-for-001", "K9999")])
def test_a_need_of_what_is_not_known_is_told(write_all: WriteAll, role: str, need: str) -> None:
    texts = {"nice2022.csv": TWIN, f"niceRole_{role}.yml": f"- kId: {need}\n"}
    assert len(read_nice(write_all(texts)).left_out) == 1


def test_a_list_nested_without_end_is_told(write_all: WriteAll) -> None:
    standard = read_nice(write_all({"nice2022.csv": TWIN, "a.yml": "[" * 5_000}))
    assert [fault.expected for fault in standard.left_out] == ["YAML"]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({}, "expected one CSV with the columns Category"),
        ({"a.csv": TWIN, "b.csv": TWIN}, "found .*a.csv, .*b.csv"),
        ({"a.csv": 'x"y"\n'}, "found none"),
        ({"a.csv": TWIN}, "expected a year in its name"),
    ],
)
def test_a_folder_without_one_table_or_a_year_is_refused(
    tmp_path: Path, write_all: WriteAll, texts: dict[str, str], said: str
) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    write_all({f"plain/{name}": text for name, text in texts.items()})
    with pytest.raises(RawFileError, match=said):
        read_nice(folder)


def test_it_comes_in_once(write_all: WriteAll, bring: Bring) -> None:
    standard = read_nice(write_all(LISTS))
    assert bring(standard).counts()["REQUIRES"] == {"add": 4}
    assert bring(standard).changes == ()


@pytest.mark.data
def test_the_real_framework_is_read_but_for_its_broken_list_of_tasks() -> None:
    standard = read_nice(DATA)
    kinds = Counter(node.properties.get("kind", node.label) for node in standard.nodes)
    assert kinds == {"Job": 52, "knowledge": 596, "method": 420, "general": 186}
    assert (standard.origin, len(standard.assertions)) == ("nice:2022", 4_488)
    assert [each.subject.rpartition("/")[2] for each in standard.left_out] == [
        "nice_domains.yml",
        "nice_specialityAreas.yml",
        "nice_tasks.yml:1208",
    ]
