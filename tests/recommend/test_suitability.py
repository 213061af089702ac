"""How suitable resources are: the worked numbers, and the limits of a list."""

import pytest

from graph.resources import LinkedResource
from recommend.suitability import (
    Situation,
    choose_by_paper,
    choose_rated,
    rate_resource,
    spread_needs,
    weigh_zone,
)


def question(name: str, *points: str) -> LinkedResource:
    return LinkedResource(name, "question", name, None, None, None, [], list(points))


def text(name: str, *points: str) -> LinkedResource:
    return LinkedResource(name, "text", name, None, 600, None, list(points), [])


def stand(**changed: object) -> Situation:
    nothing: dict[str, object] = {
        "mastery": {},
        "need": {},
        "before": {},
        "predicted": {},
        "due": frozenset(),
    }
    return Situation(**(nothing | changed))  # type: ignore[arg-type]


def test_the_worked_numbers() -> None:
    need = dict(zip("abcd", (0.3, 0.6, 0.8, 0.9), strict=True))
    predicted = dict(zip("abcd", (0.95, 0.72, 0.50, 0.20), strict=True))
    here = stand(need=need, predicted=predicted)
    found = [rate_resource(question(each, each), here).suitability for each in "abcd"]
    assert found == pytest.approx([0.07481, 0.59469, 0.32889, 0.00348], abs=5e-6)


def test_success_in_the_middle_of_the_zone_counts_whole() -> None:
    assert weigh_zone(0.7) == 1.0
    assert weigh_zone(0.85) == pytest.approx(weigh_zone(0.55))


def test_what_comes_before_a_point_makes_it_ready() -> None:
    here = stand(need={"loops": 1.0}, mastery={"vars": 0.8}, before={"loops": ["vars", "files"]})
    assert rate_resource(question("q", "loops"), here).ready == 0.0
    assert rate_resource(question("q", "loops", "files"), here).ready == pytest.approx(0.8)


def test_a_text_has_the_chance_of_having_its_point_after_it() -> None:
    here = stand(need={"a": 0.5}, mastery={"a": 0.5})
    found = rate_resource(text("t", "a"), here)
    assert found.chance == pytest.approx(0.5 + 0.5 * 0.45)
    assert found.suitability == pytest.approx(0.5 * weigh_zone(0.725))


def test_no_point_takes_more_than_two_fifths_of_the_places() -> None:
    here = stand(need={"a": 1.0, "b": 0.2}, mastery={"a": 0.5, "b": 0.5})
    listed = [text(f"a{n}", "a") for n in range(9)] + [text(f"b{n}", "b") for n in range(9)]
    chosen = choose_rated([rate_resource(each, here) for each in listed], 5)
    assert [each.resource.resource_id for each in chosen] == ["a0", "a1", "b0", "b1"]


def test_what_nobody_needs_is_not_suitable() -> None:
    assert choose_rated([rate_resource(text("t", "a"), stand(mastery={"a": 0.5}))], 5) == []
    assert choose_rated([rate_resource(text("t"), stand())], 5) == []


def test_the_papers_rule_recommends_what_the_learner_can_already() -> None:
    here = stand(mastery={"a": 0.9, "b": 0.2}, predicted={"easy": 0.8, "hard": 0.6, "new": 0.3})
    listed = [
        question("hard", "a"),
        question("easy", "a"),
        question("new", "a"),
        question("b", "b"),
        text("t", "a"),
    ]
    classes = {"easy": False, "hard": True, "new": False}
    for wanted, names in ((None, ["easy", "hard"]), (True, ["hard"]), (False, ["easy"])):
        chosen = choose_by_paper(listed, here, classes, wanted, 5)
        assert [each.resource.resource_id for each in chosen] == names


def test_needs_reach_back_to_what_comes_before() -> None:
    pairs = [("vars", "loops"), ("loops", "files")]
    found = spread_needs({"files": 0.2, "loops": 0.05}, pairs, {"loops": 0.4, "vars": 0.9})
    assert found == pytest.approx({"files": 1.0, "loops": 0.6, "vars": 0.06})
    assert spread_needs({}, pairs, {}) == {}
