from graph.resources import (
    QEntry,
    list_known_resources,
    list_point_resources,
    list_q_matrix,
    list_resources,
)
from graph.store import Store


def test_resources_are_told_with_what_they_teach_and_test(one_school: Store) -> None:
    found = {one.resource_id: (one.teaches, one.tests) for one in list_resources(one_school)}
    assert found == {
        "film": (["feed", "lathe"], []),
        "page": (["lathe"], []),
        "q1": ([], ["feed", "lathe"]),
        "q2": ([], ["thread"]),
    }


def test_known_resources_are_told_with_their_kind(one_school: Store) -> None:
    known = list_known_resources(one_school, ["q1", "q1", "unknown", "film"])
    assert known == {"film": "video", "q1": "question"}


def test_the_q_matrix_is_what_questions_test(one_school: Store) -> None:
    assert list_q_matrix(one_school) == [
        QEntry("q1", "school:M1", "feed"),
        QEntry("q1", "school:M1", "lathe"),
        QEntry("q2", None, "thread"),
    ]


def test_a_point_has_its_easiest_resources_of_each_relation(one_school: Store) -> None:
    found = list_point_resources(one_school, ["lathe", "gauge"], per_point=1)
    assert [(one.relation, one.resource_id, one.difficulty) for one in found] == [
        ("TEACHES", "film", 0.2),
        ("TESTS", "q1", 0.7),
    ]
