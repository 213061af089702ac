from collections.abc import Callable
from pathlib import Path

import pytest

from api.commands.printing import Mode
from api.commands.syllabi import Reading, ingest_syllabi
from api.session import Session
from crawlers.items import CourseItem
from curation.corrections import plan_corrections
from graph.changes import apply_plan, list_changesets
from graph.claims import Value
from graph.courses import list_course_points, list_courses
from graph.current import list_edges, list_nodes
from graph.drafts import make_plan
from graph.plans import Node, Plan
from graph.points import list_prerequisites
from graph.store import Store
from ingest.courses import plan_courses
from ingest.errors import SyllabusError
from ingest.syllabus import list_syllabi, plan_syllabus

Ask = Callable[..., list[dict[str, object]]]
Write = Callable[[str, str], Path]
EXAMPLES = Path(__file__).parents[2] / "examples" / "site" / "courses" / "syllabi"
SYLLABUS = """# DB101 Databases

Course code: DB101
Credits: 4
Hours: 30

## Learning outcomes

- design a database schema

## Schedule

### Unit 1: Tables (6 h)

- Primary keys
- Foreign keys (requires: Primary keys)
- Joining tables (requires: Foreign keys)
"""
CATALOGUE = CourseItem(
    "https://courses.example/db101",
    "made-courses",
    "2026-09-01T12:00:00+00:00",
    "lake",
    "DB101",
    "Databases for beginners",
    "",
    "en",
    None,
    5.0,
    None,
    (),
)


def take_in(store: Store, path: Path) -> Plan:
    plan = plan_syllabus(store, path, "lake").plan
    apply_plan(store, plan, path.name)
    return plan


def test_a_syllabus_is_in_the_map_once(store: Store, write: Write) -> None:
    path = write("db101.md", SYLLABUS)
    made = take_in(store, path)
    points = list_course_points(store, "lake:DB101")
    pairs = list_prerequisites(store, [point.point_id for point in points])
    assert [(point.name, point.chapter, point.hours) for point in points] == [
        ("Primary keys", "Tables", 2.0),
        ("Foreign keys", "Tables", 2.0),
        ("Joining tables", "Tables", 2.0),
    ]
    assert {(pair.from_id, pair.to_id) for pair in pairs} == {
        (points[0].point_id, points[1].point_id),
        (points[1].point_id, points[2].point_id),
    }
    assert (made.counts()["TRAINS"], made.left_out) == ({"add": 1}, ())
    assert plan_syllabus(store, path, "lake").plan.changes == ()


@pytest.mark.parametrize("name", ["web101.md", "db101.docx", "net101.pdf", "test101.html"])
def test_each_format_gives_an_empty_plan_the_second_time(one_store: Store, name: str) -> None:
    first = plan_syllabus(one_store, EXAMPLES / name, "lakeside")
    apply_plan(one_store, first.plan, name)
    again = plan_syllabus(one_store, EXAMPLES / name, "lakeside")
    assert (first.points > 15, first.outcomes > 3, again.plan.changes) == (True, True, ())


def test_a_point_that_the_syllabus_drops_is_no_longer_covered(
    one_store: Store, write: Write
) -> None:
    take_in(one_store, write("db101.md", SYLLABUS))
    [*_, joining] = list_course_points(one_store, "lake:DB101")
    shorter = SYLLABUS.replace("- Joining tables (requires: Foreign keys)\n", "")
    take_in(one_store, write("db101.md", shorter))
    left = list_course_points(one_store, "lake:DB101")
    assert [point.name for point in left] == ["Primary keys", "Foreign keys"]
    assert list_prerequisites(one_store, [joining.point_id]) == []
    assert list_nodes(one_store, "KnowledgePoint", [joining.point_id]) != {}


def test_a_point_renamed_in_the_file_is_another_one(one_store: Store, write: Write) -> None:
    take_in(one_store, write("db101.md", SYLLABUS))
    before = list_course_points(one_store, "lake:DB101")
    take_in(one_store, write("db101.md", SYLLABUS.replace("- Joining tables", "- Joins")))
    after = list_course_points(one_store, "lake:DB101")
    assert [point.name for point in after] == ["Primary keys", "Foreign keys", "Joins"]
    assert [point.point_id for point in after[:2]] == [point.point_id for point in before[:2]]
    assert after[2].point_id != before[2].point_id


def test_a_point_renamed_in_the_map_is_found_again_by_its_alias(
    one_store: Store, write: Write
) -> None:
    path = write("db101.md", SYLLABUS)
    take_in(one_store, path)
    renamed = list_course_points(one_store, "lake:DB101")[2].point_id
    named: dict[str, Value | None] = {"name": "SQL joins", "aliases": ["Joining tables"]}
    by_hand = Node("KnowledgePoint", renamed, named | {"held": ["name"]})
    apply_plan(one_store, make_plan(one_store, [by_hand]), "renamed by hand")
    plan = plan_syllabus(one_store, path, "lake").plan
    assert (plan.changes, plan.held) == ((), (f"{renamed}.name",))


def test_a_cycle_of_prerequisites_is_reported_and_kept_as_a_claim(
    one_store: Store, write: Write, ask: Ask
) -> None:
    circle = SYLLABUS.replace("- Primary keys\n", "- Primary keys (requires: Joining tables)\n")
    path = write("db101.md", circle)
    made = take_in(one_store, path)
    [reason] = [item.reason for item in made.left_out]
    [claim] = ask("MATCH (c:Claim) RETURN c.type AS type, c.status AS status")
    assert claim == {"type": "PRECEDES", "status": "proposed"}
    circle = "Foreign keys -> Joining tables -> Primary keys -> Foreign keys"
    assert reason == f"closes the cycle {circle}"
    again = plan_syllabus(one_store, path, "lake").plan
    assert (again.changes, [item.reason for item in again.left_out]) == ((), [reason])


def test_the_catalogue_wins_over_the_syllabus_for_what_the_course_is(
    one_store: Store, write: Write, write_items: Callable[..., Path]
) -> None:
    catalogue = write_items([CATALOGUE])
    apply_plan(one_store, plan_courses(one_store, catalogue), "catalogue")
    take_in(one_store, write("db101.md", SYLLABUS))
    held = list_nodes(one_store, "Course", ["lake:DB101"])["lake:DB101"]
    assert (held["title"], held["credits"], held["hours"]) == ("Databases for beginners", 5.0, 30.0)


def test_catalogue_and_syllabus_in_turns_settle(
    one_store: Store, write: Write, write_items: Callable[..., Path]
) -> None:
    catalogue, syllabus = write_items([CATALOGUE]), write("db101.md", SYLLABUS)
    take_in(one_store, syllabus)
    apply_plan(one_store, plan_courses(one_store, catalogue), "catalogue")
    take_in(one_store, syllabus)
    assert plan_courses(one_store, catalogue).changes == ()
    assert plan_syllabus(one_store, syllabus, "lake").plan.changes == ()


def test_a_course_is_found_by_its_code_whoever_teaches_it(one_store: Store, write: Write) -> None:
    course = Node("Course", "sea:DB101", {"title": "x", "code": "DB101", "provider": "sea"})
    apply_plan(one_store, make_plan(one_store, [course]), "a course")
    made = plan_syllabus(one_store, write("db101.md", SYLLABUS))
    assert made.course_id == "sea:DB101"


def test_without_a_code_and_a_provider_the_course_is_known_by_its_title(
    one_store: Store, write: Write
) -> None:
    text = SYLLABUS.replace("DB101 ", "").replace("Course code: DB101\n", "")
    first, second = (plan_syllabus(one_store, write(f"{n}.md", text)) for n in "ab")
    assert first.course_id == second.course_id
    assert first.course_id.startswith("school:")


def test_a_folder_goes_on_after_a_syllabus_that_cannot_be_read(
    one_store: Store, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("broken.pdf", "no PDF")
    write("db101.md", SYLLABUS)
    write("notes.txt", "not a syllabus")
    ingest_syllabi(Session(one_store, tmp_path), tmp_path, Reading("lake"), Mode.APPLY)
    assert [course.course_id for course in list_courses(one_store)] == ["lake:DB101"]
    assert "broken.pdf" in capsys.readouterr().err
    assert len(list_changesets(one_store)) == 1


def test_a_folder_without_a_syllabus_that_can_be_read_is_an_error(
    one_store: Store, write: Write, tmp_path: Path
) -> None:
    write("broken.pdf", "no PDF")
    with pytest.raises(SyllabusError, match="expected a syllabus that can be read, found"):
        ingest_syllabi(Session(one_store, tmp_path), tmp_path, Reading("lake"), Mode.APPLY)


def test_the_syllabi_of_a_folder_are_those_of_a_format_that_can_be_read(write: Write) -> None:
    files = [write(name, "") for name in ("b.MD", "a.markdown", "c.txt")]
    assert [path.name for path in list_syllabi(files[0].parent)] == ["a.markdown", "b.MD"]
    assert list_syllabi(files[2]) == [files[2]]


def test_what_a_removed_prerequisite_said_goes(one_store: Store, write: Write) -> None:
    take_in(one_store, write("db101.md", SYLLABUS))
    points = [point.point_id for point in list_course_points(one_store, "lake:DB101")]
    take_in(one_store, write("db101.md", SYLLABUS.replace(" (requires: Foreign keys)", "")))
    assert list_edges(one_store, "PRECEDES", [(points[1], points[2])]) == {}


FULL = """# OS101 Operating Systems

Course code: OS101

Prerequisites: DB101

## Schedule

### Chapter 1: Processes (6 h)

- Processes
- Threads

### Chapter 2: Memory (4 h)

- Paging
- Required reading: *Memory in Depth* (https://books.example/memory)

## Textbooks

- Ada Person, *Operating Systems from the Ground Up*
"""


def test_everything_read_has_a_place_and_a_confidence(one_store: Store, write: Write) -> None:
    take_in(one_store, write("os101.md", FULL))
    course = list_nodes(one_store, "Course", ["lake:OS101"])["lake:OS101"]
    assert course["imported_fields"] == [
        "title: Operating Systems (0.7, line 1)",
        "code: OS101 (0.95, line 3)",
        "language: en (0.5, document)",
        "prerequisites: DB101 (0.9, line 5)",
    ]
    paging = list_course_points(one_store, "lake:OS101")[2].point_id
    ends = ("lake:OS101", paging)
    [covers] = list_edges(one_store, "COVERS", [ends]).values()
    assert (covers["imported_position"], covers["imported_chapter_position"]) == (
        "line 16",
        "line 14",
    )
    assert (covers["imported_hours_position"], covers["imported_hours_confidence"]) == (
        "line 14",
        0.9,
    )


def test_chapters_hint_softly_at_an_order_that_nobody_states(
    one_store: Store, write: Write
) -> None:
    take_in(one_store, write("os101.md", FULL))
    _, threads, paging = (p.point_id for p in list_course_points(one_store, "lake:OS101"))
    [soft] = list_edges(one_store, "PRECEDES", [(threads, paging)]).values()
    assert (soft["imported_soft"], soft["confidence"]) == (True, 0.3)


def test_a_stated_order_takes_the_place_of_the_soft_one(one_store: Store, write: Write) -> None:
    take_in(one_store, write("os101.md", FULL))
    _, threads, paging = (p.point_id for p in list_course_points(one_store, "lake:OS101"))
    stated = FULL.replace("- Threads\n", "- Threads (requires: Paging)\n")
    made = take_in(one_store, write("os101.md", stated))
    assert made.left_out == ()
    assert list_edges(one_store, "PRECEDES", [(threads, paging)]) == {}
    [said] = list_edges(one_store, "PRECEDES", [(paging, threads)]).values()
    assert (said["confidence"], "imported_soft" in said) == (1.0, False)


def test_the_least_sure_word_of_a_cycle_is_left_out(one_store: Store, write: Write) -> None:
    circle = FULL.replace(
        "- Paging\n", "- Paging (requires: Processes)\n\nPaging must come before Processes.\n\n"
    )
    made = take_in(one_store, write("os101.md", circle))
    processes, _, paging = (p.point_id for p in list_course_points(one_store, "lake:OS101"))
    assert list(list_edges(one_store, "PRECEDES", [(processes, paging)])) != []
    assert [each.reason for each in made.left_out] == [
        "closes the cycle Paging -> Processes -> Paging"
    ]


def test_works_are_resources_of_the_course_or_teach_their_chapter(
    one_store: Store, write: Write, ask: Ask
) -> None:
    take_in(one_store, write("os101.md", FULL))
    works = ask("MATCH (r:Resource) RETURN r.title AS title, r.url AS url, r.kind AS kind")
    taught = ask("MATCH (r:Resource)-[t:TEACHES]->(k) RETURN r.title AS title, k.name AS point")
    assert {work["title"]: work["url"] for work in works} == {
        "Memory in Depth": "https://books.example/memory",
        "Operating Systems from the Ground Up": None,
    }
    assert taught == [{"title": "Memory in Depth", "point": "Paging"}]


def test_what_was_read_without_being_sure_is_listed_for_review(
    one_store: Store, write: Write
) -> None:
    doubts = plan_syllabus(one_store, write("os101.md", FULL), "lake").doubts
    assert [(doubt.what, doubt.value, doubt.confidence) for doubt in doubts] == [
        ("soft order", "Threads -> Paging", 0.3),
        ("language", "en", 0.5),
    ]


def test_a_plan_that_is_only_shown_says_what_to_review(
    one_store: Store, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write("os101.md", FULL)
    ingest_syllabi(Session(one_store, tmp_path), path, Reading("lake"), Mode.PLAN)
    shown = capsys.readouterr().out
    assert "2 to review, read with a confidence under 0.6" in shown
    assert "0.30 line 14: soft order 'Threads -> Paging'" in shown


def test_one_clear_line_for_each_file_of_a_folder_that_cannot_be_read(
    one_store: Store, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("db101.md", SYLLABUS)
    write("empty.md", "")
    write("empty.pdf", "")
    (tmp_path / "latin.md").write_bytes("# Größe".encode("latin-1"))
    (tmp_path / "broken.docx").write_bytes(b"PK\3\4 and no more")
    ingest_syllabi(Session(one_store, tmp_path), tmp_path, Reading("lake"), Mode.APPLY)
    lines = [line for line in capsys.readouterr().err.splitlines() if "left out" in line]
    assert [line.split(":")[1].strip() for line in lines] == [
        "broken.docx",
        "empty.md",
        "empty.pdf",
        "latin.md",
    ]
    assert [course.course_id for course in list_courses(one_store)] == ["lake:DB101"]


def test_a_profile_at_fault_stops_before_any_file(
    one_store: Store, write: Write, tmp_path: Path
) -> None:
    write("db101.md", SYLLABUS)
    reading = Reading("lake", write("lake.yaml", "sections: {goals: [a]}"))
    with pytest.raises(SyllabusError, match=r"lake\.yaml: sections\.goals: expected one of"):
        ingest_syllabi(Session(one_store, tmp_path), tmp_path, reading, Mode.APPLY)
    assert list_courses(one_store) == []


CORRECTIONS = """kind,id,course,name,property,value
KnowledgePoint,,DB101,Joining tables,name,SQL joins
COVERS,,DB101,Primary keys,hours,4
Course,,DB101,,credits,6
reject,,DB101,Foreign keys,,not taught
"""


def test_corrections_stand_when_the_same_and_a_changed_syllabus_come(
    one_store: Store, write: Write
) -> None:
    take_in(one_store, write("db101.md", SYLLABUS))
    corrected = plan_corrections(one_store, write("x.csv", CORRECTIONS), "teacher")
    apply_plan(one_store, corrected, "corrections")
    same = take_in(one_store, write("db101.md", SYLLABUS))
    longer = SYLLABUS.replace("(6 h)", "(9 h)").replace("Credits: 4", "Credits: 5")
    changed = take_in(one_store, write("db101.md", f"{longer}- Views\n"))
    points = [(p.name, p.hours) for p in list_course_points(one_store, "lake:DB101")]
    assert points == [("Primary keys", 4.0), ("SQL joins", 2.25), ("Views", 2.25)]
    assert list_nodes(one_store, "Course", ["lake:DB101"])["lake:DB101"]["credits"] == 6.0
    assert [each.reason for each in same.left_out] == ["was rejected"]
    assert same.changes == ()
    assert sorted(name.rpartition(".")[2] for name in changed.held) == ["credits", "hours", "name"]
