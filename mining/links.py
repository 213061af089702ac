"""Links by wording: from what syllabi call things to what frameworks call abilities."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.abilities import list_ability_labels
from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.plans import Assertion, Plan, Restated
from graph.points import list_points
from graph.store import Store
from mining.wording import Link, Named, Target, score_names
from text.normalise import normalise

ORIGIN = "wording"
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class LinksPlan:
    """The plan of a run, and how much of the syllabi found an ability.

    Attributes:
        points: knowledge points; ``linked_points`` those that develop an ability.
        outcomes: ability points; ``linked_outcomes`` those that are part of an ability.
    """

    plan: Plan
    points: int
    linked_points: int
    outcomes: int
    linked_outcomes: int


def plan_links(store: Store) -> LinksPlan:
    """Return the plan that links knowledge points and outcomes to abilities by their wording.

    What is linked serves as ``predicted`` until somebody rejects it; each link keeps its score
    and the name it met.
    """
    labels = list_ability_labels(store)
    targets = [Target(label.ability_id, (label.name, *label.aliases)) for label in labels]
    points = [Named(p.point_id, p.name, p.language) for p in list_points(store)]
    outcomes = [Named(o.ability_id, o.name) for o in list_ability_labels(store, "course")]
    develops = _share_names(score_names(points, targets), targets)
    parts = _share_names(score_names(outcomes, targets), targets)
    assertions = [_assert("DEVELOPS", "weight", link) for link in develops]
    assertions += [_assert("PART_OF", "confidence", link) for link in parts]
    restated = [Restated(kind, "predicted", ORIGIN) for kind in ("DEVELOPS", "PART_OF")]
    return LinksPlan(
        make_plan(store, (), assertions, restated),
        len(points),
        len({link.from_id for link in develops}),
        len(outcomes),
        len({link.from_id for link in parts}),
    )


def _share_names(links: Sequence[Link], targets: Sequence[Target]) -> list[Link]:
    """Add the other targets that the name met belongs to: "CSS" is also a style sheet language."""
    owners: dict[str, list[str]] = {}
    for target in targets:
        for name in target.labels:
            owners.setdefault(normalise(name), []).append(target.id)
    said = {(link.from_id, link.to_id): link for link in links}
    for link in links:
        for other in owners.get(normalise(link.matched), ()):
            same = Link(link.from_id, other, link.score, link.matched, link.how)
            said.setdefault((link.from_id, other), same)
    return [said[pair] for pair in sorted(said)]


def _assert(kind: str, served: str, link: Link) -> Assertion:
    score = round(link.score, _DIGITS)
    fields: dict[str, Value] = {"score": score, served: score}
    fields |= {"matched": link.matched, "how": link.how}
    block = Block("predicted", ORIGIN, fields, "proposed")
    return Assertion(kind, link.from_id, link.to_id, block)
