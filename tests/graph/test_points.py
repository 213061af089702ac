from graph.points import (
    Development,
    Prerequisite,
    list_development,
    list_points,
    list_prerequisites,
)
from graph.store import Store


def test_points_are_told_with_their_course(one_school: Store) -> None:
    point = list_points(one_school)[1]
    assert (point.name, point.aliases, point.language) == (
        "Lathe set-up",
        ["setting up", "车床"],
        "en",
    )
    assert (point.course_id, point.course, point.chapter, point.order) == (
        "school:M1",
        "Machining",
        "Basics",
        2,
    )


def test_development_tells_by_whose_word(one_school: Store) -> None:
    found = list_development(one_school)
    assert Development("feed", "mill", 1.0, ["imported"], "syllabus:M1", None) in found
    assert Development("gauge", "measure", 0.9, ["predicted"], None, "wording") in found


def test_prerequisites_go_back_as_far_as_they_go(one_school: Store) -> None:
    assert list_prerequisites(one_school, ["thread"]) == [
        Prerequisite("feed", "thread", "syllabus:M1"),
        Prerequisite("lathe", "feed", "syllabus:M1"),
        Prerequisite("safety", "lathe", "expert"),
    ]
