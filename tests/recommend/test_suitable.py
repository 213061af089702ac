"""Suitable resources out of the graph, at a time."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from graph.changes import apply_plan
from graph.claims import Block, Properties
from graph.drafts import make_plan
from graph.events import Event, merge_events
from graph.learners import NewLearner, list_gaps, merge_learners
from graph.plans import Assertion, Node
from graph.store import Store
from learner.diagnosis import diagnose_learners
from learner.retention import Forgetting
from recommend.suitable import Suitable, Wish, find_suitable

POINTS = ("vars", "loops", "func", "files")
MATES = [f"m{number:02}" for number in range(20)]


@pytest.fixture
def asked(one_store: Store, furnish: Callable[[Store], Store]) -> Store:
    """The worked example with three questions on each point, answered on one day."""
    store = furnish(one_store)
    names = [(f"q-{point}{number}", point) for point in POINTS for number in range(3)]
    nodes = [Node("Resource", name, {"kind": "question"}) for name, _ in names]
    said = [Assertion("TESTS", name, point, Block("imported", "x")) for name, point in names]
    apply_plan(store, make_plan(store, nodes, said), "questions")
    nothing = (None, None, None, None, None, True, None)
    merge_learners(store, [NewLearner(mate, *nothing) for mate in MATES])
    rng, events = np.random.default_rng(5), []
    for who in [*MATES, "ada"]:
        has = (
            dict.fromkeys(POINTS, True) if who == "ada" else {p: rng.random() < 0.5 for p in POINTS}
        )
        for name, point in names:
            told: Properties = {"score": float(has[point]), "at": "2026-01-01T09:00:00Z"}
            events.append(Event("answered", f"{who}-{name}", who, name, told))
    merge_events(store, events)
    return store


def test_what_is_needed_is_of_the_time_asked_not_of_the_diagnosis(
    asked: Store, tmp_path: Path
) -> None:
    """All answered right: on the day nothing is lacking, a year later what was forgotten is."""

    def find(at: datetime) -> dict[str, Suitable]:
        found = find_suitable(asked, tmp_path, "ada", at, Wish("dev", limit=50))
        return {each.resource_id: each for each in found}

    day = datetime(2026, 1, 1, 10, tzinfo=UTC)
    diagnose_learners(asked, tmp_path, day, Forgetting(1.0, 0.6, 0.1))
    assert not {gap.ability_id for gap in list_gaps(asked, "ada", "dev")} & {"program", "store"}
    assert "q-loops0" not in find(day)
    assert find(datetime(2026, 11, 1, tzinfo=UTC))["q-loops0"].need > 0.0
