"""A statement as people run it says what it says with parameters."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.statements import render_statement
from graph.store import Store, Transaction

Rows = list[dict[str, Any]]


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("learners/show_gap", {"learner_id": "ann", "job_id": "machinist", "ability_id": "turn"}),
        ("learners/show_step", {"learner_id": "ann", "job_id": "machinist", "point_id": "feed"}),
        ("resources/list_resources_of_points", {"point_ids": ["lathe", "车"], "per_point": 1}),
    ],
)
def test_a_rendered_statement_has_the_same_rows(
    school: Store,
    take_back: Callable[[Store, Callable[[Transaction], Rows]], Rows],
    name: str,
    params: dict[str, Any],
) -> None:
    def by_hand(tx: Transaction) -> Rows:
        return [record.data() for record in tx._inner.run(render_statement(name, **params))]

    assert take_back(school, by_hand) == school.read(name, **params) != []


@pytest.mark.parametrize(
    "text", ["车工", 'it\'s "quoted"', "back\\slash", "two\nlines", "$limit", "😀"]
)
def test_a_text_survives_being_written_in(
    school: Store,
    take_back: Callable[[Store, Callable[[Transaction], Rows]], Rows],
    text: str,
) -> None:
    def by_hand(tx: Transaction) -> Rows:
        properties = {"id": text}
        tx.run("courses/create_courses", rows=[{"id": text, "properties": properties}])
        statement = render_statement("courses/list_courses_by_id", ids=[text])
        return [record.data() for record in tx._inner.run(statement)]

    assert take_back(school, by_hand) == [{"id": text, "properties": {"id": text}}]
