"""Links by wording: from what syllabi call things to what frameworks call abilities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.abilities import Outcome, list_ability_labels, list_outcomes
from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.plans import Assertion, Plan, Restated
from graph.points import Point, list_points
from graph.store import Store
from mining.context import inherit_titles, match_outcomes, read_topic
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

    A point is linked by its own name, by the title of its unit or course, and, where nothing
    else in the course speaks of an ability that an outcome names, by its likeness to the outcome.
    What is linked serves as ``predicted`` until somebody rejects it; each link keeps its score,
    how it came about and the words that it met.
    """
    labels = list_ability_labels(store)
    targets = [Target(label.ability_id, (label.name, *label.aliases)) for label in labels]
    points, outcomes = list_points(store), list_outcomes(store)
    parts = _share_names(score_names([_of_outcome(o) for o in outcomes], targets), targets)
    develops = _link_points(points, outcomes, parts, targets)
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


def _link_points(
    points: Sequence[Point],
    outcomes: Sequence[Outcome],
    parts: Sequence[Link],
    targets: Sequence[Target],
) -> list[Link]:
    """Return the links of all points: by their names, else their units, courses and outcomes."""
    links = _share_names(score_names([_of_point(p) for p in points], targets), targets)
    chapters = {p.point_id: f"{p.course_id}|{p.chapter}" for p in points if p.chapter}
    titles = {chapters[p.point_id]: str(p.chapter) for p in points if p.chapter}
    links += inherit_titles("chapter", chapters, _link_titles(titles, targets), _pairs(links))
    courses = {point.point_id: point.course_id for point in points}
    topics = {point.course_id: read_topic(point.course) for point in points}
    links += inherit_titles("course", courses, _link_titles(topics, targets), _pairs(links))
    for course in sorted(topics):
        inside = [_of_point(point) for point in points if point.course_id == course]
        trained = {o.ability_id: _of_outcome(o) for o in outcomes if o.course_id == course}
        ids = {named.id for named in inside}
        covered = {link.to_id for link in links if link.from_id in ids}
        theirs = [part for part in parts if part.from_id in trained]
        links += match_outcomes(inside, list(trained.values()), theirs, covered)
    best: dict[tuple[str, str], Link] = {}
    for link in sorted(links, key=lambda found: found.score):
        best[link.from_id, link.to_id] = link
    return [best[pair] for pair in sorted(best)]


def _link_titles(titles: Mapping[str, str], targets: Sequence[Target]) -> list[tuple[str, Link]]:
    named = [Named(key, title) for key, title in sorted(titles.items())]
    links = _share_names(score_names(named, targets), targets)
    return [(titles[link.from_id], link) for link in links]


def _pairs(links: Sequence[Link]) -> set[tuple[str, str]]:
    return {(link.from_id, link.to_id) for link in links}


def _of_point(point: Point) -> Named:
    return Named(point.point_id, point.name, point.language)


def _of_outcome(outcome: Outcome) -> Named:
    return Named(outcome.ability_id, outcome.name)


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
