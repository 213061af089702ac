from pathlib import Path

import pytest

from ingest.syllabi.needs import Link
from ingest.syllabi.outline import Syllabus, parse_syllabus

PLAN = "# T\n\n## Topics\n\n### Unit 1: A\n\n- a\n- b\n\n### Unit 2: B\n\n- c\n- d\n"


def parse(tmp_path: Path, text: str) -> Syllabus:
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    return parse_syllabus(tmp_path / "x.md")


def test_chapters_hint_at_an_order_where_nobody_states_one(tmp_path: Path) -> None:
    assert parse(tmp_path, PLAN).links == (Link("b", "c", "line 10", 0.3, soft=True),)


@pytest.mark.parametrize("stated", ["- d (requires: a)", "- d\n\nd comes after a."])
def test_chapters_hint_at_nothing_where_an_order_is_stated(tmp_path: Path, stated: str) -> None:
    links = parse(tmp_path, PLAN.replace("- d", stated)).links
    assert [link for link in links if link.soft] == []


def test_a_sentence_orders_points(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, f"{PLAN}\nd must be taught before c.\n")
    assert syllabus.links == (Link("d", "c", "line 15", 0.8),)


def test_a_sentence_orders_chapters_by_their_ends(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, f"{PLAN}\nThis unit is based on unit 1.\n")
    assert syllabus.links == (Link("b", "c", "line 15", 0.6),)


def test_an_order_of_what_is_no_point_is_noted(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, f"{PLAN}\nalgebra must be taught before c.\n")
    note = "line 15: 'algebra' is in an order but no knowledge point of the course"
    assert note in syllabus.unread


def test_an_order_told_outside_the_plan_is_of_points_or_of_nothing(tmp_path: Path) -> None:
    aside = "\n## Hints\n\nd comes after a.\n\nThe exam comes after summer.\n"
    syllabus = parse(tmp_path, PLAN + aside)
    assert syllabus.links == (Link("a", "d", "line 17", 0.8),)
    assert not any("order" in note for note in syllabus.unread)


def test_a_shortened_name_is_probably_the_one_point_with_its_words(tmp_path: Path) -> None:
    text = "# T\n\n## Topics\n\n- Foreign keys in tables\n- Joins (requires: foreign keys)\n"
    syllabus = parse(tmp_path, text)
    assert syllabus.links == (Link("Foreign keys in tables", "Joins", "line 6", 0.7),)


def test_a_shortened_name_that_fits_two_points_is_noted(tmp_path: Path) -> None:
    points = "- Foreign keys in tables\n- Foreign keys in SQL\n"
    text = f"# T\n\n## Topics\n\n{points}- Joins (requires: foreign keys)\n"
    syllabus = parse(tmp_path, text)
    assert syllabus.links == ()
    assert syllabus.unread == (
        "line 7: 'foreign keys' is needed but no knowledge point of the course",
    )
