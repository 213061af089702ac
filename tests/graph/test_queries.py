"""The analysts' library, run by name."""

from pathlib import Path

import pytest

from graph.errors import QueryError, UnknownIdError
from graph.queries import Param, convert, get_query, list_queries, run_query
from graph.store import Store

GUIDE = (Path(__file__).parents[2] / "docs" / "analysts.md").read_text(encoding="utf-8")
THEMES = {"demand", "coverage", "prerequisites", "quality", "learners", "resources", "history"}


def test_the_library_has_a_query_for_every_theme() -> None:
    assert len(list_queries()) >= 25
    assert {query.theme for query in list_queries()} == THEMES


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_a_query_has_a_place_in_the_guide(query: object) -> None:
    assert f"`{query.name}`" in GUIDE  # type: ignore[attr-defined]


def test_a_query_is_run_with_its_defaults(school: Store) -> None:
    rows = run_query(school, get_query("jobs_transferable"), {"job": "welder"})
    assert [(row["job_id"], row["shared"], row["missing"]) for row in rows] == [("machinist", 2, 3)]


def test_a_list_is_given_with_commas_or_as_json(one_school: Store) -> None:
    query = get_query("job_coverage_by_programme")
    for courses in ("school:M1, school:M2", '["school:M1", "school:M2"]'):
        rows = run_query(one_school, query, {"job": "machinist", "courses": courses})
        assert [row["courses"] for row in rows] == [1, 1, 1, 0, 0]


def test_an_unknown_query_is_told_what_is_near() -> None:
    with pytest.raises(QueryError, match=r"query 'job_transferable': .* near: jobs_transferable"):
        get_query("job_transferable")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, r"jobs_transferable: expected -p job=Job\.id, found none"),
        ({"job": "welder", "jop": "x"}, "expected parameters out of job, limit, found jop"),
        ({"job": "welder", "limit": "ten"}, "parameter limit: expected INTEGER, found 'ten'"),
        ({"job": "welder", "limit": "0"}, "parameter limit: expected 1 or more, found 0"),
    ],
)
def test_a_parameter_that_is_not_as_it_should_be_is_named(
    one_school: Store, given: dict[str, str], said: str
) -> None:
    with pytest.raises(QueryError, match=said):
        run_query(one_school, get_query("jobs_transferable"), given)


def test_an_id_that_nothing_has_is_named(one_school: Store) -> None:
    with pytest.raises(UnknownIdError, match="Job '车工'"):
        run_query(one_school, get_query("jobs_transferable"), {"job": "车工"})
    courses = {"job": "machinist", "courses": "school:M1,school:M9"}
    with pytest.raises(UnknownIdError, match="Course 'school:M9'"):
        run_query(one_school, get_query("programme_gain"), courses)


def test_nobody_asks_for_groups_so_small_that_they_tell_of_one(one_school: Store) -> None:
    for query in list_queries():
        if query.theme == "learners":
            assert "group_floor" in {param.name for param in query.params}
    with pytest.raises(QueryError, match="group_floor: expected 10 or more, found 1"):
        run_query(one_school, get_query("jobs_aimed_at"), {"group_floor": "1"})


@pytest.mark.parametrize(
    ("type_", "said", "value"),
    [
        ("BOOLEAN", "True", True),
        ("NUMBER", "0.5", 0.5),
        ("FLOAT", "1", 1.0),
        ("LIST OF STRING", "", []),
        ("LIST OF STRING", "a,,b", ["a", "b"]),
        ("STRING", "", ""),
    ],
)
def test_text_becomes_a_value_of_its_type(type_: str, said: str, value: object) -> None:
    assert convert(Param("x", type_, "", None, None), said) == value


@pytest.mark.parametrize(
    ("type_", "said"), [("BOOLEAN", "yes"), ("LIST OF STRING", "[1]"), ("LIST OF STRING", "[")]
)
def test_text_of_another_type_is_refused(type_: str, said: str) -> None:
    with pytest.raises(QueryError, match=f"parameter x: expected {type_}"):
        convert(Param("x", type_, "", None, None), said)
