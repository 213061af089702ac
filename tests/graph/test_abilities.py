from graph.abilities import AbilityLabels, Outcome, list_ability_labels, list_outcomes
from graph.store import Store


def test_abilities_are_told_with_all_their_names(one_school: Store) -> None:
    labels = list_ability_labels(one_school)
    assert [found.ability_id for found in labels] == ["draw", "measure", "mill", "turn", "weld"]
    assert labels[3] == AbilityLabels("turn", "turn parts", "车削", ("turning",))


def test_outcomes_are_abilities_of_a_course(one_school: Store) -> None:
    assert [found.ability_id for found in list_ability_labels(one_school, "course")] == ["care"]
    assert list_outcomes(one_school) == [Outcome("care", "care for a lathe", "school:M1")]
