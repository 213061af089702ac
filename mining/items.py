"""What sequences are of: resources or knowledge points, in the order of the courses."""

from collections.abc import Iterable, Mapping
from typing import Literal

from graph.current import list_nodes
from graph.points import list_points
from graph.resources import list_resources
from graph.store import Store

Of = Literal["resources", "points"]
_LABELS: Mapping[Of, str] = {"resources": "Resource", "points": "KnowledgePoint"}
_NAME = 60


def read_items(store: Store, of: Of) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the items that each resource stands for, and all items in the order of the courses.

    A resource stands where its first point does; what has no point stands last in its course.
    """
    points = [point.point_id for point in list_points(store)]
    place = {point: number for number, point in reversed(list(enumerate(points)))}
    resources = list_resources(store)
    taught = {
        each.resource_id: sorted({*each.teaches, *each.tests} & place.keys(), key=place.__getitem__)
        for each in resources
    }
    if of == "points":
        return {name: tuple(held) for name, held in taught.items()}, tuple(dict.fromkeys(points))
    order = sorted(
        taught, key=lambda name: (place[taught[name][0]] if taught[name] else len(points), name)
    )
    return {name: (name,) for name in order}, tuple(order)


def read_names(store: Store, of: Of, ids: Iterable[str]) -> dict[str, str]:
    """Return what items are called: by name, title or the first words of a question."""
    found = list_nodes(store, _LABELS[of], ids)
    names = {}
    for id_, held in found.items():
        name = next((str(held[key]) for key in ("name", "title", "stem") if held.get(key)), id_)
        names[id_] = name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
    return {id_: names.get(id_, id_) for id_ in ids}
