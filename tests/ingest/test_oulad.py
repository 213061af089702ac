"""OULAD on a made twin of its tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.events import list_answers
from graph.ids import learner_id
from graph.learners import get_learner
from graph.resources import list_resources
from graph.store import Store
from ingest.errors import RawFileError
from ingest.oulad.plan import plan_oulad
from ingest.oulad.records import OuladReport, load_oulad

Ask = Callable[..., list[dict[str, object]]]
KEY = b"a key of a made school"
TWIN = {
    "courses": "code_module,code_presentation,module_presentation_length\n"
    "AAA,2013J,268\nAAA,2014B,240\n",
    "assessments": "code_module,code_presentation,id_assessment,assessment_type,date,weight\n"
    'AAA,2013J,11,TMA,19,10\n"AAA","2014B","12","Exam","","100"\n',
    "studentInfo": "code_module,code_presentation,id_student,gender,region,final_result\n"
    "AAA,2014B,900001,F,Wales,Pass\nAAA,2013J,900001,F,Wales,Fail\nAAA,2013J,900002,M,Wales,Pass\n",
    "studentAssessment": "id_assessment,id_student,date_submitted,is_banked,score\n"
    "11,900001,18,0,78\n12,900001,-1,1,100\n11,900002,20,0,0\n",
}
VISITS = {
    "vle": "id_site,code_module,code_presentation,activity_type,week_from,week_to\n"
    "77,AAA,2013J,quiz,?,?\n78,AAA,2013J,oucontent,?,?\n",
    "studentVle": "code_module,code_presentation,id_student,id_site,date,sum_click\n"
    "AAA,2013J,900001,77,-3,4\nAAA,2013J,900001,77,-3,1\nAAA,2013J,900002,78,0,2\n",
}


@pytest.fixture
def write_tables(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the twin, some tables of it changed."""

    def write(**changed: str) -> Path:
        for name, text in {**TWIN, **changed}.items():
            (tmp_path / f"{name}.csv").write_text(text)
        return tmp_path

    return write


@pytest.fixture
def load(one_store: Store, write_tables: Callable[..., Path]) -> Callable[..., OuladReport]:
    """Return a function that writes the twin and brings it in."""

    def load_twin(**changed: str) -> OuladReport:
        folder = write_tables(**changed)
        apply_plan(one_store, plan_oulad(one_store, folder), "OULAD")
        return load_oulad(one_store, folder, KEY)

    return load_twin


Load = Callable[..., OuladReport]


def test_a_module_is_a_course_and_an_assessment_a_question(
    one_store: Store, load: Load, ask: Ask
) -> None:
    load()
    found = [(r.resource_id, r.kind, r.title, r.course_id) for r in list_resources(one_store)]
    about = "AAA 2013J, tutor-marked assignment, day 19, weight 10"
    assert found[0] == ("oulad:11", "question", about, "oulad:AAA")
    assert ask("MATCH (c:Course) RETURN c.id AS id, c.code AS code") == [
        {"id": "oulad:AAA", "code": "AAA"}
    ]


def test_a_score_is_an_answer_on_the_day_counted_from_the_start(
    one_store: Store, load: Load
) -> None:
    assert load() == OuladReport(learners=2, added=3, known=0, left_out=())
    answers = {(each.question_id, each.score, each.at) for each in list_answers(one_store)}
    assert answers == {
        ("oulad:11", 0.78, "2013-10-19T00:00:00Z"),
        ("oulad:12", 1.0, "2014-01-31T00:00:00Z"),
        ("oulad:11", 0.0, "2013-10-21T00:00:00Z"),
    }


def test_a_student_of_two_presentations_is_one_learner_of_the_last(
    one_store: Store, load: Load
) -> None:
    load()
    learner = get_learner(one_store, learner_id(KEY, "oulad:900001"))
    assert (learner.school_class, learner.answers, learner.group) == ("AAA 2014B", 2, None)


def test_the_tables_again_change_nothing(
    one_store: Store, load: Load, write_tables: Callable[..., Path]
) -> None:
    load(**VISITS)
    again = load(**VISITS)
    assert (again.added, again.known, again.left_out) == (0, 5, ())
    assert plan_oulad(one_store, write_tables()).changes == ()


def test_the_clicks_of_a_day_on_a_site_are_one_session(
    one_store: Store, load: Load, ask: Ask
) -> None:
    assert load(**VISITS).added == 5
    held = ask(
        "MATCH (l)-[e:STUDIED]->(r) RETURN r.kind AS kind, e.clicks AS clicks, e.at AS at "
        "ORDER BY kind"
    )
    assert held == [
        {"kind": "exercise", "clicks": 5, "at": "2013-09-28T00:00:00Z"},
        {"kind": "text", "clicks": 2, "at": "2013-10-01T00:00:00Z"},
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("11,900002,20,0,?", "score: expected a score, found none"),
        ("11,900002,20,0,", "score: expected a score, found none"),
        ("11,900002,20,0,101", "score: expected 0 to 100, found '101'"),
        ("99,900002,20,0,50", "id_assessment: expected a key of assessments, found another"),
        ("11,900009,20,0,50", "id_student: expected a key of studentInfo, found another"),
        ("11,900002,soon,0,50", "date_submitted: expected a past day, counted from the start"),
        ("11,900002,99999,0,50", "date_submitted: expected a past day, counted from the start"),
        ("11,900002,20,yes,50", "is_banked: expected 0 or 1, found 'yes'"),
        ("11,900001,18,0,50", "this key came before with another content"),
    ],
)
def test_a_score_that_cannot_be_taken_is_left_out_and_the_rest_goes_on(
    load: Load, row: str, reason: str
) -> None:
    report = load(studentAssessment=TWIN["studentAssessment"] + row + "\n")
    assert (report.added, len(report.left_out)) == (3, 1)
    assert report.left_out[0].reason.startswith(reason)
    assert "90000" not in str(report)


@pytest.mark.parametrize(
    "row", ["AAA,2013X,13,TMA,1,1", "AAA,2013J,,TMA,1,1", "AAA,2013J,13,X,1,1"]
)
def test_an_assessment_that_cannot_be_taken_is_left_out(
    one_store: Store, write_tables: Callable[..., Path], row: str
) -> None:
    folder = write_tables(assessments=TWIN["assessments"] + row + "\n")
    made = plan_oulad(one_store, folder)
    assert (made.counts()["Resource"], len(made.left_out)) == ({"add": 2}, 1)


def test_a_time_that_is_unknown_and_a_banked_score_are_kept_as_such(load: Load, ask: Ask) -> None:
    load(studentAssessment=TWIN["studentAssessment"] + "12,900002,?,1,40\n")
    held = ask("MATCH ()-[e:ANSWERED]->() WHERE e.banked RETURN e.at AS at ORDER BY at")
    assert [row["at"] for row in held] in (
        ["2014-01-31T00:00:00Z", None],
        [None, "2014-01-31T00:00:00Z"],
    )


def test_no_number_and_no_trait_of_a_student_is_in_the_graph(load: Load, ask: Ask) -> None:
    load(**VISITS)
    held = ask("MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN properties(n) AS n, properties(r) AS r")
    assert not any(word in str(held) for word in ("900001", "900002", "Wales", "Pass"))


def test_a_folder_without_the_assessments_is_refused(one_store: Store, tmp_path: Path) -> None:
    with pytest.raises(RawFileError, match=r"assessments.csv: expected a readable file"):
        plan_oulad(one_store, tmp_path)


def test_a_student_follows_the_presentations_that_were_not_left(load: Load, ask: Ask) -> None:
    header = "code_module,code_presentation,id_student,date_registration,date_unregistration\n"
    rows = "AAA,2013J,900001,-20,?\nAAA,2014B,900001,-9,30\nAAA,2013J,900002,-3,\n"
    report = load(studentRegistration=header + rows + "AAA,2013J,900003,-3,\n")
    held = ask("MATCH (:Learner)-[:FOLLOWS]->(t) RETURN t.kind AS kind, t.name AS name")
    assert held == [{"kind": "presentation", "name": "AAA 2013J"}] * 2
    assert [left.column for left in report.left_out] == ["id_student"]
    load(studentRegistration=header + "AAA,2013J,900001,-20,40\n")
    assert len(ask("MATCH (:Learner)-[f:FOLLOWS]->() RETURN f.id")) == 1
