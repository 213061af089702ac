from graph.courses import Course, CoveredPoint, list_course_points, list_courses
from graph.store import Store


def test_courses_are_told_with_how_much_they_cover(one_school: Store) -> None:
    assert list_courses(one_school) == [
        Course("school:M1", "Machining", "M1", "school", "en", 5),
        Course("school:M2", "Welding", None, "school", None, 0),
    ]


def test_points_come_in_the_order_of_the_course(one_school: Store) -> None:
    points = list_course_points(one_school, "school:M1")
    assert [point.order for point in points] == [1, 2, 3, 4, 5]
    assert points[1] == CoveredPoint(
        "lathe", "Lathe set-up", ("setting up", "车床"), "Basics", 2, 4
    )


def test_an_unknown_course_covers_nothing(one_school: Store) -> None:
    assert list_course_points(one_school, "unknown") == []
