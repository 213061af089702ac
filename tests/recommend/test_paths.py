"""Paths on the planted example: programming .9 .3 .5 .1, and what the numbers must be."""

from collections.abc import Callable, Mapping

import pytest

from graph.changes import apply_plan, get_seq
from graph.claims import Block
from graph.drafts import make_plan
from graph.errors import UnknownIdError
from graph.plans import Assertion, Node, Restated
from graph.store import Store
from recommend.paths import Path, plan_path

Ask = Callable[..., list[dict[str, object]]]
Furnish = Callable[[Store], Store]
Master = Callable[[Store, Mapping[str, float]], None]
MASTERY = {"vars": 0.9, "loops": 0.3, "func": 0.5, "files": 0.1}
PROGRAM = (3 + 5 * 0.8) / (4 + 5)  # three of four postings, essential


def points(path: Path) -> list[str]:
    return [step.point.point_id for step in path.steps]


def test_the_path_of_the_worked_example(store: Store, furnish: Furnish) -> None:
    path = plan_path(furnish(store), "ada", "dev")
    assert [(step.position, step.tier, step.point.point_id) for step in path.steps] == [
        (1, 0, "loops"),
        (2, 0, "func"),
        (3, 1, "files"),
    ]
    assert [step.after for step in path.steps] == [(), (), ("func", "loops")]
    assert [step.ready for step in path.steps] == [True, True, False]
    assert (path.job, path.seq, path.met) == ("developer", get_seq(store), ())


def test_needs_and_gaps_are_those_of_the_one_definition(store: Store, furnish: Furnish) -> None:
    path = plan_path(furnish(store), "ada", "dev")
    gaps = {each.gap.ability_id: each.gap.gap for each in path.gaps}
    assert gaps == pytest.approx(
        {"program": PROGRAM * 0.2, "store": 0.8 * 0.5, "talk": 0.8 * 0.6, "rare": 0.1 * 0.6}
    )
    assert {step.point.point_id: step.need for step in path.steps} == pytest.approx(
        {"loops": 0.7 * PROGRAM * 0.2 * 0.5, "func": 0.5 * PROGRAM * 0.2 * 0.5, "files": 0.36}
    )
    assert path.gap_before == pytest.approx(sum(gaps.values()))


def test_what_no_step_closes_is_left_after_the_path(example: Store) -> None:
    path = plan_path(example, "ada", "dev")
    assert path.gap_after == pytest.approx(0.8 * 0.6 + 0.1 * 0.6)
    assert path.uncovered == ("talk",)


def test_a_step_that_builds_on_what_is_learnt_before_it_gains_as_if_ready(example: Store) -> None:
    loops, _, files = plan_path(example, "ada", "dev").steps
    assert loops.expected_gain == pytest.approx(loops.need * (0.45 * 0.9 + 0.06 * 0.1))
    assert files.expected_gain == pytest.approx(files.need * 0.45)


def test_hours_are_the_syllabus_or_those_of_the_resources(example: Store) -> None:
    path = plan_path(example, "ada", "dev")
    assert [step.hours for step in path.steps] == [1.5, 0.0, 2.0]
    assert path.hours == 3.5


def test_a_step_says_which_resources_teach_and_test_it(example: Store) -> None:
    loops = plan_path(example, "ada", "dev").steps[0]
    assert [(each.relation, each.resource_id, each.origin) for each in loops.resources] == [
        ("TEACHES", "v1", "resources:made"),
        ("TESTS", "q1", "qmatrix:c"),
    ]


def test_a_step_is_explained_from_the_job_to_the_resource(store: Store, furnish: Furnish) -> None:
    chain = plan_path(furnish(store), "ada", "dev").steps[0].because.chain
    assert [(link.from_name, link.relation, link.to_name) for link in chain] == [
        ("developer", "REQUIRES", "computer programming"),
        ("Loops", "DEVELOPS", "computer programming"),
        ("ada", "MASTERS", "Loops"),
        ("Loops", "PRECEDES", "Files"),
        ("Loops", "TEACHES", "Loops"),
        ("How often?", "TESTS", "Loops"),
    ]
    required, develops, masters, *_ = chain
    assert required.numbers["weight"] == pytest.approx(PROGRAM, abs=1e-6)
    assert required.sources == ("esco:x: essential", "3 of 4 postings")
    assert (develops.numbers["weight"], develops.sources) == (0.5, ("wording: “coding”",))
    assert (masters.numbers["mastery"], masters.sources) == (0.3, ("4 answers",))


def test_a_gap_quotes_a_posting_and_says_when_it_is_gone(example: Store) -> None:
    gaps = {each.gap.ability_id: each.because for each in plan_path(example, "ada", "dev").gaps}
    [quoted] = gaps["program"].quotations
    assert (quoted.sentence, quoted.url) == ("Programming it is.", "https://jobs.example/1")
    assert gaps["program"].drops_out == {"program": 0.6}
    assert [link.relation for link in gaps["talk"].chain] == ["REQUIRES"]


def test_the_statement_of_a_step_shows_its_chain_in_any_console(
    store: Store, furnish: Furnish, ask: Ask
) -> None:
    [loops, *_] = plan_path(furnish(store), "ada", "dev").steps
    [row] = ask(loops.because.cypher)
    assert (row["point"], row["ability"], row["develops"]) == ("Loops", "computer programming", 0.5)
    assert (row["unlocks"], row["resources"]) == (["Files"], ["Loops"])
    assert row["weight"] == loops.because.chain[0].numbers["weight"]


def test_the_statement_of_a_gap_shows_its_chain_in_any_console(
    store: Store, furnish: Furnish, ask: Ask
) -> None:
    path = plan_path(furnish(store), "ada", "dev")
    shown = {each.gap.ability_id: ask(each.because.cypher) for each in path.gaps}
    assert [(row["ability"], row["point"], row["resource"]) for row in shown["program"]] == [
        ("computer programming", "Func", None),
        ("computer programming", "Loops", "Loops"),
    ]
    assert [(row["ability"], row["point"]) for row in shown["talk"]] == [("give talks", None)]


@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_step_drops_out_at_the_mastery_it_names(
    example: Store, master: Master, position: int
) -> None:
    step = plan_path(example, "ada", "dev").steps[position]
    [(point, enough)] = step.because.drops_out.items()
    master(example, MASTERY | {point: enough})
    assert point not in points(plan_path(example, "ada", "dev"))
    master(example, MASTERY | {point: enough - 0.01})
    assert point in points(plan_path(example, "ada", "dev"))


def test_a_gap_drops_out_at_the_level_it_names(example: Store, master: Master) -> None:
    master(example, MASTERY | {"files": 0.6})
    path = plan_path(example, "ada", "dev")
    assert "store" not in {each.gap.ability_id for each in path.gaps}
    assert [gap.ability_id for gap in path.met] == ["store"]


def test_what_is_seldom_asked_is_a_gap_without_a_step_unless_wanted(example: Store) -> None:
    assert "regex" not in points(plan_path(example, "ada", "dev"))
    wanted = plan_path(example, "ada", "dev", least_demand=0.1)
    assert "regex" in points(wanted)
    assert wanted.gap_after == pytest.approx(0.8 * 0.6)


def test_a_learner_without_answers_starts_at_the_first_point(
    example: Store, master: Master
) -> None:
    master(example, {})
    path = plan_path(example, "ada", "dev")
    assert points(path) == ["vars", "func", "loops", "files"]
    assert not any(each.gap.evidenced for each in path.gaps)
    assert path.steps[0].because.chain[-2].relation == "PRECEDES"


def test_whoever_masters_everything_has_no_step(example: Store, master: Master) -> None:
    master(example, dict.fromkeys(MASTERY, 1.0))
    path = plan_path(example, "ada", "dev")
    assert (path.steps, path.hours) == ((), 0)
    assert {each.gap.ability_id for each in path.gaps} == {"talk", "rare"}


@pytest.mark.parametrize(
    "mastery",
    [{}, MASTERY, {"loops": 0.55}, {"regex": 0.59}, dict.fromkeys(MASTERY, 0.59)],
)
def test_a_path_never_widens_the_gap(
    example: Store, master: Master, mastery: dict[str, float]
) -> None:
    master(example, mastery)
    path = plan_path(example, "ada", "dev")
    assert path.gap_after <= path.gap_before


def test_what_was_not_learnt_does_not_count_as_worse_than_before(
    example: Store, master: Master
) -> None:
    more = Assertion("DEVELOPS", "vars", "rare", Block("predicted", "wording", {"weight": 1.0}))
    apply_plan(example, make_plan(example, assertions=[more]), "another link")
    master(example, {"loops": 1.0, "func": 1.0, "files": 1.0, "regex": 0.55})
    path = plan_path(example, "ada", "dev")
    assert (path.steps, path.gap_after) == ((), path.gap_before)


def test_a_point_that_no_course_covers_any_more_is_no_step(example: Store) -> None:
    others = [
        Assertion("COVERS", "c", point, Block("imported", "syllabus:c", {"order": 1}))
        for point in ("vars", "func", "files", "regex")
    ]
    dropped = make_plan(example, (), others, [Restated("COVERS", "imported", "syllabus:c")])
    apply_plan(example, dropped, "the syllabus without loops")
    assert points(plan_path(example, "ada", "dev")) == ["func", "files"]


@pytest.mark.parametrize(("learner", "job"), [("bob", "dev"), ("ada", "astronaut")])
def test_an_unknown_learner_or_job_is_named(example: Store, learner: str, job: str) -> None:
    with pytest.raises(UnknownIdError, match=r"bob|astronaut"):
        plan_path(example, learner, job)


def test_a_job_that_requires_nothing_has_an_empty_path(example: Store) -> None:
    apply_plan(example, make_plan(example, [Node("Job", "idle", {"title": "idler"})]), "a job")
    path = plan_path(example, "ada", "idle")
    assert (path.steps, path.gaps, path.gap_before, path.gap_after) == ((), (), 0, 0)
