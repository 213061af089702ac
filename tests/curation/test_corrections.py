from collections.abc import Callable
from pathlib import Path

import pytest

from curation.corrections import COLUMNS, plan_corrections
from curation.errors import CurationError
from graph.changes import apply_plan
from graph.claims import Block, Properties, Value
from graph.courses import list_course_points
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.plans import Assertion, Node, Plan, Restated
from graph.store import Store

Correct = Callable[..., Plan]
DB = "lake:DB101"
ORIGIN = f"syllabus:{DB}"


def import_course(store: Store, names: dict[str, str], hours: float = 2.0) -> Plan:
    """Bring in a course with points by id, as a syllabus would, each two hours long."""
    known = list_nodes(store, "KnowledgePoint", names)
    named = {point: names[point] for point in names if point not in known}
    nodes = [Node("Course", DB, {"title": "Databases", "code": "DB101", "provider": "lake"})]
    nodes += [Node("KnowledgePoint", point, {"name": name}) for point, name in names.items()]
    fields: dict[str, Value] = {"chapter": "Tables", "hours": hours}
    covers = [Assertion("COVERS", DB, point, Block("imported", ORIGIN, fields)) for point in names]
    plan = make_plan(store, nodes, covers, [Restated("COVERS", "imported", ORIGIN)])
    assert named or known
    apply_plan(store, plan, "import")
    return plan


@pytest.fixture
def correct(one_store: Store, tmp_path: Path) -> Correct:
    """Apply rows of a spreadsheet to a course with the points ``keys`` and ``joins``."""
    import_course(one_store, {"keys": "Primary keys", "joins": "Joins"})

    def apply_rows(*rows: str) -> Plan:
        path = tmp_path / "corrections.csv"
        path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
        plan = plan_corrections(one_store, path, "teacher")
        apply_plan(one_store, plan, "corrections", kind="curation")
        return plan

    return apply_rows


def get_covers(store: Store, point: str) -> Properties:
    return list_edges(store, "COVERS", [(DB, point)])[f"{DB}|COVERS|{point}"]


def test_a_corrected_name_stands_through_the_next_import(
    one_store: Store, correct: Correct
) -> None:
    correct("KnowledgePoint,,DB101,Joins,name,Joining tables")
    again = import_course(one_store, {"keys": "Primary keys", "joins": "Joins"})
    node = list_nodes(one_store, "KnowledgePoint", ["joins"])["joins"]
    assert (node["name"], node["aliases"], node["held"]) == ("Joining tables", ["Joins"], ["name"])
    assert (again.changes, again.held) == ((), ("joins.name",))


def test_corrected_hours_stand_and_are_listed_as_held(one_store: Store, correct: Correct) -> None:
    correct("COVERS,,DB101,Joins,hours,5")
    changed = import_course(one_store, {"keys": "Primary keys", "joins": "Joins"}, hours=3.0)
    covers = get_covers(one_store, "joins")
    assert (covers["hours"], covers["expert_hours"], covers["imported_hours"]) == (5.0, 5.0, 3.0)
    assert changed.held == (f"{DB}|COVERS|joins.hours",)


def test_two_fields_of_one_relationship_are_both_corrected(
    one_store: Store, correct: Correct
) -> None:
    correct("COVERS,,DB101,Joins,hours,5", "COVERS,,DB101,Joins,chapter,Queries")
    covers = get_covers(one_store, "joins")
    assert (covers["hours"], covers["chapter"]) == (5.0, "Queries")


def test_a_removed_point_stays_removed(one_store: Store, correct: Correct) -> None:
    correct("reject,,DB101,Joins,,not taught here")
    again = import_course(one_store, {"keys": "Primary keys", "joins": "Joins"})
    assert [point.point_id for point in list_course_points(one_store, DB)] == ["keys"]
    assert [(each.subject, each.reason) for each in again.left_out] == [
        (f"{DB}|COVERS|joins", "was rejected")
    ]


def test_a_rejected_claim_says_who_and_why(one_store: Store, correct: Correct) -> None:
    correct(f"reject,{DB}|COVERS|joins,,,,not taught here")
    claim = f"{DB}|COVERS|joins|imported|{ORIGIN}"
    held = list_nodes(one_store, "Claim", [claim])[claim]
    assert (held["status"], held["by"], held["reason"]) == (
        "rejected",
        "teacher",
        "not taught here",
    )
    assert held["said_hours"] == 2.0


def test_the_same_corrections_twice_change_nothing(correct: Correct) -> None:
    rows = (
        "KnowledgePoint,keys,,,name,Keys",
        f"COVERS,{DB}|COVERS|keys,,,hours,4",
        f"reject,{DB}|COVERS|joins,,,,",
        "Course,,DB101,,credits,3",
    )
    first, second = correct(*rows), correct(*rows)
    assert (len(first.changes), first.left_out) == (5, ())
    assert (second.changes, second.left_out, second.unchanged) == ((), (), 4)


def test_a_property_without_a_value_is_given_back_to_the_imports(
    one_store: Store, correct: Correct
) -> None:
    correct("KnowledgePoint,joins,,,name,Joining tables")
    correct("KnowledgePoint,joins,,,name,")
    import_course(one_store, {"keys": "Primary keys", "joins": "Joins"})
    node = list_nodes(one_store, "KnowledgePoint", ["joins"])["joins"]
    assert (node["name"], "held" in node) == ("Joins", False)


def test_an_order_may_be_added_by_hand(one_store: Store, correct: Correct) -> None:
    correct("PRECEDES,keys|PRECEDES|joins,,,confidence,0.9")
    [edge] = list_edges(one_store, "PRECEDES", [("keys", "joins")]).values()
    assert (edge["confidence"], edge["sources"]) == (0.9, ["expert"])


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("Point,,,,name,x", "kind", "one of reject, KnowledgePoint"),
        ("KnowledgePoint,gone,,,name,x", "id", "a KnowledgePoint of the map"),
        ("KnowledgePoint,,XX,Joins,name,x", "course", "the id or code of one course"),
        ("KnowledgePoint,,DB101,Views,name,x", "name", f"a knowledge point of {DB}"),
        ("KnowledgePoint,joins,,,colour,x", "property", "one of name, aliases, difficulty"),
        ("KnowledgePoint,joins,,,difficulty,hard", "value", "a value of difficulty"),
        ("COVERS,,DB101,Joins,hours,-1", "value", "a value of hours"),
        ("COVERS,,DB101,Joins,hours,", "value", "a value"),
        ("COVERS,keys|PRECEDES|joins,,,hours,1", "id", "from|COVERS|to"),
        ("reject,a|COVERS|b,,,,", "id", "a relationship of the map"),
        ("reject,keys,,,,", "id", "from|TYPE|to"),
    ],
)
def test_a_row_at_fault_is_left_out_and_the_rest_goes_on(
    one_store: Store, correct: Correct, row: str, column: str, expected: str
) -> None:
    plan = correct(row, "KnowledgePoint,keys,,,name,Keys")
    [fault] = plan.left_out
    assert (fault.subject, fault.column) == ("corrections.csv:2", column)
    assert fault.expected.startswith(expected)
    assert list_nodes(one_store, "KnowledgePoint", ["keys"])["keys"]["name"] == "Keys"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "expected the columns kind,id,course,name,property,value, found none"),
        (b"kind,id\nreject,x\n", "found kind,id"),
        (b"kind,id,course,name,property,value\n\xff", "expected CSV in UTF-8"),
    ],
)
def test_a_file_that_is_no_table_of_corrections_is_refused(
    one_store: Store, tmp_path: Path, data: bytes, found: str
) -> None:
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(CurationError, match=found):
        plan_corrections(one_store, tmp_path / "x.csv", "teacher")
