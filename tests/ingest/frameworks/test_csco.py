"""The Chinese classification: a made twin with its traps, and the real sheet."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.current import list_nodes
from graph.plans import Plan
from graph.store import Store
from ingest.errors import RawFileError
from ingest.frameworks.csco import list_above, read_csco
from ingest.frameworks.standard import Standard

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "csco2022" / "csco22.csv"
HEAD = "level,code,code_num,name,definition,tasks,csco_code_num,alias\n"
TWIN = HEAD + (
    "1,2-00-00-00,2,专业技术人员,,,2,专业技术人员\n"
    "2,2-02-00-00,2,工程技术人员,,,2,工程技术人员\n"
    "3,2-02-10-00,2,信息技术人员,,,2,信息技术人员\n"
    "4,2-02-10-03,2,软件工程师,从事软件研究的人员。,1.设计软件 2.测试软件。,2,"
    '"程序员,软件工程师，开发"\n'
    "4,2-02-11-00,2,电子工程师,,,2,\n"
)
Write = Callable[[str, str], Path]
Bring = Callable[[Standard], Plan]


def test_an_occupation_is_a_job_with_its_classes_and_aliases(write: Write) -> None:
    job = read_csco(write("csco22.csv", TWIN)).nodes[0]
    assert (job.label, job.id) == ("Job", "csco:2-02-10-03")
    assert job.properties == {
        "title": "软件工程师",
        "title_zh": "软件工程师",
        "aliases": ["程序员", "开发"],
        "description": "从事软件研究的人员。\n1.设计软件 2.测试软件。",
        "code": "2-02-10-03",
        "class": "2-02-10-00",
        "classes": ["专业技术人员", "工程技术人员", "信息技术人员"],
        "framework": "framework:csco",
    }


def test_an_occupation_without_a_class_of_its_own_is_in_the_one_above(write: Write) -> None:
    [_, job] = read_csco(write("csco22.csv", TWIN)).nodes
    assert (job.properties["class"], job.properties["description"]) == ("2-02-00-00", None)


def test_the_classes_above_a_code_are_listed_widest_first() -> None:
    assert list_above("2-02-10-03") == ["2-00-00-00", "2-02-00-00", "2-02-10-00"]
    assert list_above("2-00-00-00") == ["2-00-00-00"]


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("5,2-02-10-04,2,x,,,2,", "level", "one of 1, 2, 3, 4"),
        ("4,20210,2,x,,,2,", "code", "a code like 2-02-10-03"),
        ("4,2-02-10-03,2,x,,,2,", "code", "each occupation once"),
        ("4,2-02-10-04,2,,,,2,", "name", "a name"),
        ("4,2-02-10-04", "row", "8 cells"),
    ],
)
def test_a_row_with_a_fault_is_left_out_with_its_place(
    write: Write, row: str, column: str, expected: str
) -> None:
    path = write("csco22.csv", TWIN + row + "\n")
    standard = read_csco(path)
    [fault] = standard.left_out
    assert (fault.subject, fault.column, fault.expected) == (f"{path}:7", column, expected)
    assert len(standard.nodes) == 2


def test_the_version_is_the_year_in_the_name_or_what_the_caller_says(write: Write) -> None:
    assert read_csco(write("csco22.csv", TWIN)).origin == "csco:2022"
    assert read_csco(write("a-2015.csv", TWIN)).origin == "csco:2015"
    assert read_csco(write("a.csv", TWIN), "2022.1").origin == "csco:2022.1"
    (write("b.csv", TWIN).parent / "plain").mkdir()
    path = write("plain/b.csv", TWIN)
    with pytest.raises(RawFileError, match="expected a year in its name, found none; say --rel"):
        read_csco(path)


def test_it_is_read_in_the_encoding_of_the_country(write: Write) -> None:
    path = write("csco22.csv", "")
    path.write_bytes(TWIN.encode("gb18030"))
    assert read_csco(path, encoding="gb18030").nodes[0].properties["title"] == "软件工程师"


def test_a_sheet_without_an_occupation_is_refused(write: Write) -> None:
    with pytest.raises(RawFileError, match="expected occupations of level 4, found none"):
        read_csco(write("csco22.csv", HEAD))


def test_it_comes_in_once(write: Write, bring: Bring, one_store: Store) -> None:
    standard = read_csco(write("csco22.csv", TWIN))
    assert bring(standard).counts() == {"Framework": {"add": 1}, "Job": {"add": 2}}
    assert bring(standard).changes == ()
    assert list_nodes(one_store, "Framework", ["framework:csco"])["framework:csco"]["language"] == (
        "zh"
    )


@pytest.mark.data
def test_the_real_sheet_is_read_but_for_two_occupations_that_stand_twice() -> None:
    standard = read_csco(DATA)
    assert (standard.origin, len(standard.nodes)) == ("csco:2022", 1_632)
    assert [fault.subject.rpartition(":")[2] for fault in standard.left_out] == ["1053", "1761"]
    assert [node.id for node in standard.nodes if not node.properties["classes"]] == []
