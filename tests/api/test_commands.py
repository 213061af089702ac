"""The command line on small, empty and broken input."""

import csv
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from api.cli import make_app
from api.commands.printing import Format, print_rows

ROOT = Path(__file__).parents[2]
SYLLABI = ROOT / "examples" / "site" / "courses" / "syllabi"
Journeyman = Callable[..., Any]


def test_a_syllabus_is_only_shown_without_a_terminal_and_a_flag(
    home: Path, journeyman: Journeyman
) -> None:
    said = journeyman(home, "ingest", "syllabus", SYLLABI / "sec101.md", "--provider", "shown")
    assert (said.code, "KnowledgePoint +18" in said.out) == (0, True)
    listed = json.loads(journeyman(home, "changes", "list", "--json").out)
    assert [one for one in listed if "shown:" in one["note"]] == []


def test_a_syllabus_is_applied_once(home: Path, journeyman: Journeyman) -> None:
    words = ("ingest", "syllabus", SYLLABI / "web101.md", "--provider", "lakeside", "--apply")
    first, again = journeyman(home, *words), journeyman(home, *words)
    assert "changeset" in first.out
    assert ("nothing to change" in again.out, "changeset" in again.out) == (True, False)


def test_a_broken_syllabus_is_left_out_and_the_rest_goes_on(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    (tmp_path / "good.md").write_bytes((SYLLABI / "ops101.md").read_bytes())
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 no such thing")
    said = journeyman(home, "ingest", "syllabus", tmp_path, "--provider", "mixed", "--apply")
    assert (said.code, "mixed:OPS101" in said.out, "left out: broken.pdf" in said.err) == (
        0,
        True,
        True,
    )


def test_every_row_that_is_left_out_can_be_saved(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    rows = [f"S-{number},pupil,,,,,\n" for number in range(40)]
    (tmp_path / "l.csv").write_text(
        "number,group,major,college,grade,class,target_job\n" + "".join(rows)
    )
    errors = tmp_path / "errors.csv"
    said = journeyman(home, "ingest", "learners", tmp_path / "l.csv", "--errors", errors)
    assert "and 28 more were left out; --errors FILE writes them all" in said.err
    with errors.open(encoding="utf-8-sig", newline="") as file:
        saved = list(csv.DictReader(file))
    assert [each["row"] for each in saved] == [str(number) for number in range(2, 42)]
    assert (saved[0]["column"], saved[0]["found"]) == ("group", "'pupil'")


def test_near_duplicates_are_proposed_listed_and_said_to_be_distinct(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    rows = "a1,use band saws,profession\na2,using band saws,profession\n"
    (tmp_path / "Ability.csv").write_text("id,name,scope\n" + rows)
    journeyman(home, "ingest", "tables", tmp_path, "--origin", "saws", "--apply")
    assert "+" in journeyman(home, "duplicates", "propose", "abilities", "--apply").out
    listed = json.loads(journeyman(home, "duplicates", "list", "--json").out)
    assert ("a1", "a2") in [(one["first_id"], one["second_id"]) for one in listed]
    assert "use band saws = using band saws  score" in journeyman(home, "duplicates", "list").out
    words = ("duplicates", "distinct", "a2", "a1", "--reason", "two makers", "--apply")
    assert "changeset" in journeyman(home, *words).out
    assert "nothing to change" in journeyman(home, *words).out
    known = json.loads(journeyman(home, "duplicates", "list", "--status", "distinct", "--json").out)
    assert [(one["first_id"], one["reason"]) for one in known] == [("a1", "two makers")]
    said = journeyman(home, "duplicates", "list", "--status", "distinct").out
    assert "use band saws is not using band saws  two makers\n  a1 a2\n" in said


def test_a_pair_of_unknown_ids_is_refused_in_one_line(home: Path, journeyman: Journeyman) -> None:
    said = journeyman(home, "duplicates", "distinct", "x1", "x2", "--apply")
    assert (said.code, said.err.strip()) == (
        1,
        "expected two abilities or two knowledge points, found x1, x2",
    )


def test_a_title_that_looks_like_markup_is_printed_as_it_is(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    text = "# Lists [/b] and [red]tables\n\n## Units\n\n### Unit 1: A (4 hours)\n\n- Alpha\n"
    (tmp_path / "odd.md").write_text(text)
    said = journeyman(home, "ingest", "syllabus", tmp_path / "odd.md", "--provider", "m", "--plan")
    assert (said.code, "Lists [/b] and [red]tables" in said.out) == (0, True)


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("untitled.md", "just a line of text\n", "title"),
        ("empty.md", "", "empty.md"),
        ("broken.docx", "not a zip", "broken.docx"),
        ("odd.xyz", "text", "odd.xyz"),
    ],
)
def test_a_syllabus_that_cannot_be_read_ends_in_one_line(
    home: Path, journeyman: Journeyman, tmp_path: Path, name: str, content: str, line: str
) -> None:
    (tmp_path / name).write_text(content)
    said = journeyman(home, "ingest", "syllabus", tmp_path / name, "--apply")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert line in said.err


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("gaps", "learner:nobody", "esco:none"), "Learner 'learner:nobody'"),
        (("path", "learner:nobody", "esco:none", "--json"), "Learner 'learner:nobody'"),
        (("report", "learner:nobody", "esco:none"), "Learner 'learner:nobody'"),
        (
            ("crawl", "courses", "--card", ROOT / "examples" / "cards" / "jobs.yaml"),
            "expected a card of kind courses, found jobs",
        ),
        (
            ("ingest", "answers", ROOT / "examples" / "resources" / "resources.csv"),
            "expected the columns number, item, score",
        ),
        (("ingest", "postings", ROOT / "README.md"), "README.md:1: expected JSON"),
    ],
)
def test_what_cannot_be_done_ends_in_one_line(
    home: Path, journeyman: Journeyman, words: tuple[object, ...], line: str
) -> None:
    said = journeyman(home, *words)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert line in said.err


def test_wrong_use_ends_with_two(home: Path, journeyman: Journeyman) -> None:
    both = journeyman(home, "mine", "links", "--plan", "--apply")
    absent = journeyman(home, "ingest", "syllabus", "no-such-file.md")
    assert (both.code, absent.code) == (2, 2)


def test_mining_an_empty_corpus_changes_nothing(home: Path, journeyman: Journeyman) -> None:
    for what in ("rules", "demand"):
        said = journeyman(home, "mine", what, "--apply")
        assert (said.code, "nothing to change" in said.out) == (0, True)


def test_diagnosing_without_answers_says_so(home: Path, journeyman: Journeyman) -> None:
    assert "nothing to diagnose" in journeyman(home, "learners", "diagnose").out


def test_a_port_in_use_is_refused(home: Path, journeyman: Journeyman) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = journeyman(home, "serve", "--port", taken.getsockname()[1])
    assert (said.code, "expected a free port" in said.err) == (1, True)


def test_a_graph_server_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"bolt://127.0.0.1:{probe.getsockname()[1]}"
    run = subprocess.run(
        [sys.executable, "-m", "api.cli", "jobs", "list"],
        env=os.environ | {"NEO4J_URI": address, "JOURNEYMAN_HOME": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert "does not answer" in run.stderr


def test_the_server_can_be_asked_for_its_state(home: Path, journeyman: Journeyman) -> None:
    said = json.loads(journeyman(home, "db", "status", "--json").out)
    assert ("ArcadeDB" in said["server"], said["at"].startswith("bolt://127.0.0.1:")) == (
        True,
        True,
    )


def test_without_a_server_the_status_says_how_to_start_one(
    journeyman: Journeyman, tmp_path: Path
) -> None:
    said = journeyman(tmp_path, "db", "status")
    assert (said.code, "journeyman db start" in said.out) == (1, True)


def test_an_id_in_a_table_is_whole_however_narrow_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    job = "esco:c40a2919-48a9-40ea-b506-1f34f693496d"
    print_rows([{"job_id": job, "title": "a title that is long " * 4, "n": 1}], Format.TABLE)
    assert job in capsys.readouterr().out


def test_a_server_is_started_and_stopped(journeyman: Journeyman, tmp_path: Path) -> None:
    assert "running: bolt://127.0.0.1:" in journeyman(tmp_path, "db", "start").out
    assert "was up to date" not in journeyman(tmp_path, "db", "migrate").out
    assert journeyman(tmp_path, "db", "stop").out == "stopped\n"
    assert "no embedded server" in journeyman(tmp_path, "db", "stop").out


def list_commands(group: Any, before: str = "journeyman") -> list[str]:
    found = []
    for name, command in group.commands.items():
        inside = getattr(command, "commands", None)
        path = f"{before} {name}"
        found += list_commands(command, path) if inside else [path]
    return found


def test_every_command_is_in_the_docs() -> None:
    texts = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    said = "".join(file.read_text(encoding="utf-8") for file in texts)
    assert [name for name in list_commands(get_command(make_app())) if name not in said] == []


def test_a_release_of_esco_comes_in_whole_and_its_part_then_stays_out(
    journeyman: Journeyman, tmp_path: Path
) -> None:
    folder, own = tmp_path / "1.2.0", tmp_path / "home"
    folder.mkdir()
    job, skill = "http://data.europa.eu/esco/occupation/j", "http://data.europa.eu/esco/skill/s"
    (folder / "occupations_en.csv").write_text(f"conceptUri,preferredLabel\n{job},baker\n")
    (folder / "skills_en.csv").write_text(f"conceptUri,preferredLabel,skillType\n{skill},bake,\n")
    relations = f"{job},essential,{skill}\n{job},essential,{skill}x\n"
    (folder / "occupationSkillRelations.csv").write_text(
        "occupationUri,relationType,skillUri\n" + relations
    )
    said = journeyman(own, "ingest", "esco", folder, "--apply")
    assert ("Ability +1, Framework +1, Job +1, REQUIRES +1" in said.out, said.code) == (True, 0)
    assert "occupationSkillRelations.csv:3: skillUri: expected a skill of the release" in said.err
    assert "nothing to change" in journeyman(own, "ingest", "esco", folder, "--apply").out
    assert "the whole of ESCO is in the graph already" in journeyman(own, "ingest", "esco").out


def test_two_are_merged_parted_and_a_changeset_is_taken_back(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    (tmp_path / "Ability.csv").write_text(
        "id,name,scope\nm1,file,profession\nm2,filing,profession\n"
    )
    journeyman(home, "ingest", "tables", tmp_path, "--origin", "files", "--apply")
    listed = json.loads(journeyman(home, "changes", "list", "--json").out)
    seq = next(one["seq"] for one in listed if one["note"] == tmp_path.name)
    assert (
        "merged; 0 postings" in journeyman(home, "duplicates", "merge", "m2", "m1", "--apply").out
    )
    merged = json.loads(journeyman(home, "changes", "list", "--json").out)[0]["seq"]
    refused = journeyman(home, "changes", "undo", merged, "--apply")
    assert (refused.code, "duplicates unmerge m2" in refused.err) == (1, True)
    assert "parted" in journeyman(home, "duplicates", "unmerge", "m2", "--apply").out
    assert "Ability -2" in journeyman(home, "changes", "undo", seq, "--apply").out
    again = journeyman(home, "changes", "undo", seq, "--apply")
    assert "m1: is no longer there" in again.err


def test_the_tables_of_oulad_come_in_once_their_plan_is_applied(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    tables = {
        "assessments": "id_assessment,assessment_type,date,weight\n71,TMA,19,10\n",
        "studentInfo": "id_student\n900071\n",
    }
    for name, text in tables.items():
        lines = text.splitlines()
        head, row = f"code_module,code_presentation,{lines[0]}", f"CCC,2013J,{lines[1]}"
        (tmp_path / f"{name}.csv").write_text(f"{head}\n{row}\n")
    scores = "id_assessment,id_student,date_submitted,is_banked,score\n71,900071,18,0,78\n"
    (tmp_path / "studentAssessment.csv").write_text(scores)
    shown = journeyman(home, "ingest", "oulad", tmp_path)
    assert "students and scores come in once this is applied" in shown.out
    applied = journeyman(home, "ingest", "oulad", tmp_path, "--apply")
    assert (applied.code, "1 learners; 1 events added, 0 known before" in applied.out) == (0, True)


def test_a_file_without_statements_ends_in_one_line(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    (tmp_path / "s.json").write_text("[]")
    said = journeyman(home, "ingest", "xapi", tmp_path / "s.json")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "expected xAPI statements, found none" in said.err


def test_statements_of_an_unknown_activity_are_left_out_by_their_place(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    said = {
        "actor": {"mbox": "mailto:li@school.example"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"},
        "object": {"id": "http://school.example/none"},
    }
    (tmp_path / "s.json").write_text(json.dumps([said]))
    told = journeyman(home, "ingest", "xapi", tmp_path / "s.json", "--timezone", "Asia/Shanghai")
    assert "0 new learners; 0 events added, 0 known before, 1 left out" in told.out
    assert "s.json#1: object: expected the IRI or key of a resource" in told.err


def test_a_q_matrix_is_checked_and_one_with_a_fault_goes_no_further(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "Course.csv").write_text("id,title,code,provider\nqc:QM1,Checks,QM1,qc\n")
    (tables / "KnowledgePoint.csv").write_text("id,name\nqc:p,Rows\n")
    (tables / "Resource.csv").write_text("id,kind\nqc:1,question\nqc:2,question\n")
    (tables / "COVERS.csv").write_text("from_id,to_id\nqc:QM1,qc:p\n")
    journeyman(home, "ingest", "tables", tables, "--origin", "qc", "--apply")
    words = ("ingest", "qmatrix", tmp_path / "QM1.csv", "--source", "qc", "--check", "--apply")
    (tmp_path / "QM1.csv").write_text("item,Rows\n1,1\n2,1\n")
    sound = journeyman(home, *words)
    assert "2 questions, 1 points, 0 faults, not identifiable by DINA" in sound.out
    assert ("fewer than three questions need 'Rows'" in sound.out, "TESTS +2" in sound.out) == (
        True,
        True,
    )
    (tmp_path / "QM1.csv").write_text("item,Rows\n1,1\n2,7\n")
    faulty = journeyman(home, *words)
    assert (faulty.code, "TESTS" in faulty.out) == (1, False)
    assert "expected Q matrices without faults, found 1" in faulty.err


def test_a_scan_says_where_an_identifier_is_stored_but_not_which(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    header = "number,group,major,college,grade,class,target_job,tags\n"
    (tmp_path / "l.csv").write_text(header + "S-70001,faculty,Law,,1,,,S-70001;Robots\n")
    journeyman(home, "ingest", "learners", tmp_path / "l.csv")
    clean = journeyman(home, "learners", "scan", tmp_path / "l.csv")
    assert (clean.code, "nothing of them is stored" in clean.out) == (0, True)
    (tmp_path / "other.csv").write_text(header + "S-70002,faculty,S-70001,,1,,,\n")
    journeyman(home, "ingest", "learners", tmp_path / "other.csv")
    found = journeyman(home, "learners", "scan", tmp_path / "l.csv")
    assert (found.code, "S-70001" in found.out + found.err) == (1, False)
    assert "found: Learner.major: identifier in 1 texts" in found.out


def test_a_scan_without_identifiers_is_refused(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    (tmp_path / "l.csv").write_text("number,name\n,\n")
    said = journeyman(home, "learners", "scan", tmp_path / "l.csv", "--column", "number")
    assert (said.code, "expected identifiers in the column number, found none" in said.err) == (
        1,
        True,
    )


def test_how_anonymous_learners_are_is_told_with_what_to_drop(
    home: Path, journeyman: Journeyman, tmp_path: Path
) -> None:
    rows = [f"K-{each},vocational,Law,,1,K-{each // 5},\n" for each in range(9)]
    header = "number,group,major,college,grade,class,target_job\n"
    (tmp_path / "l.csv").write_text(header + "".join(rows))
    journeyman(home, "ingest", "learners", tmp_path / "l.csv")
    steps = json.loads(journeyman(home, "learners", "anonymity", "--k", "5", "--json").out)
    assert [step["dropped"] for step in steps][:2] == [[], ["school_class"]]
    assert "of them alike with fewer than 5" in journeyman(home, "learners", "anonymity").out
