from collections.abc import Callable
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.ids import learner_id
from graph.learners import get_learner
from graph.plans import Node
from graph.store import Store
from ingest.errors import RawFileError
from ingest.learners import COLUMNS, LearnersReport, load_learners
from ingest.logs import Reading

Ask = Callable[..., list[dict[str, object]]]
Write = Callable[[str, str], Path]
KEY = b"a key of a made school"
NUMBER = "S-48213"


def table(write: Write, *rows: str) -> Path:
    return write("learners.csv", "\n".join([",".join(COLUMNS), *rows]) + "\n")


def test_a_learner_is_known_by_a_pseudonym_with_the_job_aimed_at(
    school: Store, write: Write
) -> None:
    path = table(write, f"{NUMBER},vocational,Databases,Computing,2,DAT-25,dba")
    report = load_learners(school, path, KEY)
    learner = get_learner(school, learner_id(KEY, NUMBER))
    assert (report.learners, report.left_out) == (1, ())
    assert (learner.group, learner.school_class, learner.target_id) == (
        "vocational",
        "DAT-25",
        "dba",
    )


@pytest.mark.parametrize("named", ["Database Administrator", "DBA", "dba"])
def test_a_target_may_be_a_title_an_alias_or_an_id(school: Store, write: Write, named: str) -> None:
    load_learners(school, table(write, f"{NUMBER},,,,,,{named}"), KEY)
    assert get_learner(school, learner_id(KEY, NUMBER)).target_id == "dba"


def test_an_unknown_target_is_counted_and_the_learner_kept(school: Store, write: Write) -> None:
    report = load_learners(school, table(write, f"{NUMBER},,,,,,astronaut"), KEY)
    assert (report.learners, [item.reason for item in report.left_out]) == (
        1,
        ["target_job: expected a known job, found 'astronaut'"],
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("S-1,pupil,,,,,", "group: expected one of vocational, undergraduate"),
        (",vocational,,,,,", "number: expected the school's number, found none"),
    ],
)
def test_an_unknown_group_or_no_number_leaves_the_row_out(
    school: Store, write: Write, row: str, reason: str
) -> None:
    report = load_learners(school, table(write, row, f"{NUMBER},,,,,,"), KEY)
    assert (report.learners, report.left_out[0].subject[-2:]) == (1, ":2")
    assert report.left_out[0].reason.startswith(reason)


def test_the_same_list_again_changes_nothing(school: Store, write: Write, ask: Ask) -> None:
    path = table(write, f"{NUMBER},vocational,,,,,dba")
    load_learners(school, path, KEY)
    before = ask("MATCH (l:Learner)-[t:TARGETS]->(j) RETURN properties(l), properties(t), j.id")
    load_learners(school, path, KEY)
    again = ask("MATCH (l:Learner)-[t:TARGETS]->(j) RETURN properties(l), properties(t), j.id")
    assert (len(again), again) == (1, before)


def test_a_learner_aims_at_one_job_the_last_one_named(school: Store, write: Write) -> None:
    job = Node("Job", "web", {"title": "web developer"})
    apply_plan(school, make_plan(school, [job]), "another job")
    for target in ("dba", "web developer"):
        load_learners(school, table(write, f"{NUMBER},,,,,,{target}"), KEY)
    assert get_learner(school, learner_id(KEY, NUMBER)).target_id == "web"


def test_no_number_of_the_school_is_anywhere_in_the_graph(
    school: Store, write: Write, ask: Ask
) -> None:
    load_learners(school, table(write, f"{NUMBER},vocational,M,C,2,W,dba"), KEY)
    nodes = ask("MATCH (n) RETURN properties(n) AS held")
    edges = ask("MATCH ()-[r]->() RETURN properties(r) AS held")
    assert len(nodes) > 5
    assert all(NUMBER not in str(row["held"]) for row in (*nodes, *edges))


def test_a_list_without_a_column_is_refused(school: Store, write: Write) -> None:
    with pytest.raises(RawFileError, match="expected the columns number, group"):
        load_learners(school, write("learners.csv", "number,group\n1,faculty\n"), KEY)


def test_rows_of_one_person_are_one_learner_with_the_last_that_is_told(
    school: Store, write: Write, ask: Ask
) -> None:
    path = table(write, "OLD-1,vocational,Law,,1,,dba", f"{NUMBER},,Databases,,2,,")
    report = load_learners(school, path, KEY, Reading(identities={"OLD-1": NUMBER}))
    learner = get_learner(school, learner_id(KEY, NUMBER))
    assert (report.learners, learner.group, learner.major) == (1, "vocational", "Databases")
    assert (learner.grade, learner.target_id) == ("2", "dba")


def register(school: Store, write: Write, *rows: str) -> LearnersReport:
    columns = (*COLUMNS, "research_direction", "projects", "tags")
    text = "\n".join([",".join(columns), *rows]) + "\n"
    return load_learners(school, write("registered.csv", text), KEY)


def list_tags(ask: Ask) -> list[tuple[object, ...]]:
    rows = ask(
        "MATCH (:Learner)-[f:FOLLOWS]->(t:Tag) "
        "RETURN t.kind AS kind, t.slug AS slug, t.name AS name ORDER BY kind, slug"
    )
    return [tuple(row.values()) for row in rows]


def test_what_a_learner_registers_for_is_followed_as_tags_of_a_kind(
    school: Store, write: Write, ask: Ask
) -> None:
    report = register(school, write, f"{NUMBER},,,,,,,数据挖掘；Text  Mining,Robot arm,SQL;sql;C++")
    assert (report.followed, report.left_out) == (5, ())
    assert list_tags(ask) == [
        ("direction", "text-mining", "Text Mining"),
        ("direction", "数据挖掘", "数据挖掘"),
        ("project", "robot-arm", "Robot arm"),
        ("tag", "c++", "C++"),
        ("tag", "sql", "sql"),
    ]


def test_tags_that_are_told_replace_those_of_their_kind(
    school: Store, write: Write, ask: Ask
) -> None:
    register(school, write, f"{NUMBER},,,,,,,Law,,SQL;C++")
    register(school, write, f"{NUMBER},,,,,,,,,SQL;R")
    assert [slug for _, slug, _ in list_tags(ask)] == ["law", "r", "sql"]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Robots; li@school.example", ["Robots"]),
        ("微信: abc_12345", []),
        ("机器人 13812345678", ["机器人"]),
        (f"Robots of {NUMBER}", ["Robots of"]),
    ],
)
def test_contact_data_and_the_own_number_are_no_part_of_a_tag(
    school: Store, write: Write, ask: Ask, told: str, kept: list[str]
) -> None:
    register(school, write, f"{NUMBER},,,,,,,,{told},")
    assert [name for _, _, name in list_tags(ask)] == kept


def test_a_text_that_is_no_name_is_left_out_and_the_learner_kept(
    school: Store, write: Write
) -> None:
    report = register(school, write, f"{NUMBER},,,,,,,,{'long ' * 40},")
    assert (report.learners, report.left_out[0].column) == (1, "projects")
