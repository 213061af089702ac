"""What serves, computed from what each source claims. Pure.

A mapping relationship holds one block of properties a source: ``imported_origin``,
``imported_status``, ``mined_support``, ... From the blocks one function computes what serves:
``weight``, ``confidence``, ``level``, ``chapter``, ``order``, ``hours``, ``essential``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | float | bool | list[str] | list[int] | list[float]
Properties = dict[str, Value]
Source = Literal["expert", "imported", "mined", "predicted"]

SOURCES: tuple[Source, ...] = ("expert", "imported", "mined", "predicted")
SERVED = ("weight", "confidence", "level", "essential", "chapter", "order", "hours")
_ORIGINS: Mapping[Source, str] = {source: f"{source}_origin" for source in SOURCES}
_COMPUTED = frozenset({"sources", *SERVED})
KAPPA = 5.0
_ESSENTIAL, _OPTIONAL = 0.8, 0.4
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Block:
    """What one source says of a relationship.

    Attributes:
        source: who says it.
        origin: which framework, syllabus, corpus or model; one origin a source and edge.
        fields: its values, without the source's name in front.
        status: ``approved``, or ``proposed`` until a person has looked.
    """

    source: Source
    origin: str
    fields: Mapping[str, Value] = field(default_factory=dict)
    status: Literal["approved", "proposed"] = "approved"


def get_origin(properties: Properties, source: Source) -> str | None:
    """Return the origin of a source's block, None where it has none."""
    origin = properties.get(f"{source}_origin")
    return None if origin is None else str(origin)


def put_block(kind: str, properties: Properties, block: Block) -> Properties:
    """Return the relationship with ``block`` in place of its source's earlier one."""
    kept = _without(properties, block.source)
    kept[f"{block.source}_origin"] = block.origin
    kept[f"{block.source}_status"] = block.status
    kept |= {f"{block.source}_{name}": value for name, value in block.fields.items()}
    return _served(kind, kept)


def update_block(kind: str, properties: Properties, block: Block) -> Properties:
    """Return the relationship with only ``block.fields`` changed in its source's block."""
    held = _list_fields(properties, block.source)
    merged = Block(block.source, block.origin, held | dict(block.fields), block.status)
    return put_block(kind, properties, merged)


def list_blocks(properties: Properties) -> list[Block]:
    """Return what each source says of a relationship, in their order of trust."""
    return [
        Block(
            source,
            str(properties[origin]),
            _list_fields(properties, source),
            "proposed" if properties.get(f"{source}_status") == "proposed" else "approved",
        )
        for source, origin in _ORIGINS.items()
        if origin in properties
    ]


def serve(kind: str, properties: Properties) -> Properties:
    """Return a relationship with what serves computed anew from its blocks."""
    return _served(kind, {k: v for k, v in properties.items() if k not in _COMPUTED})


def list_overruled(edge: str, properties: Properties, block: Block) -> list[str]:
    """Return ``edge.field`` for what an import says otherwise than a person has set."""
    said = block.fields if block.source == "imported" else {}
    set_by_hand = {name: properties.get(f"expert_{name}") for name in said}
    return [
        f"{edge}.{name}"
        for name, value in set_by_hand.items()
        if value is not None and value != said[name]
    ]


def drop_block(kind: str, properties: Properties, source: Source) -> Properties | None:
    """Return the relationship without a source's block, None when nothing serves it any more."""
    kept = _served(kind, _without(properties, source))
    return kept if kept["sources"] else None


def _list_fields(properties: Properties, source: Source) -> dict[str, Value]:
    prefix = f"{source}_"
    return {
        name.removeprefix(prefix): value
        for name, value in properties.items()
        if name.startswith(prefix) and name not in {f"{prefix}origin", f"{prefix}status"}
    }


def _without(properties: Properties, source: Source) -> Properties:
    prefix = f"{source}_"
    return {
        name: value
        for name, value in properties.items()
        if name not in _COMPUTED and not name.startswith(prefix)
    }


def _served(kind: str, properties: Properties) -> Properties:
    """Return ``properties`` with what serves computed anew."""
    sources = [source for source, origin in _ORIGINS.items() if origin in properties]
    served: dict[str, Value | None] = {"sources": [str(source) for source in sources]}
    served |= {name: _first(properties, sources, name) for name in _CARRIED.get(kind, ())}
    if kind == "DEVELOPS":
        served["weight"] = _develops_weight(properties, sources)
    elif kind == "REQUIRES":
        served["weight"] = _requires_weight(properties, sources)
    return properties | {
        name: round(value, _DIGITS) if isinstance(value, float) else value
        for name, value in served.items()
        if value is not None
    }


_CARRIED: Mapping[str, tuple[str, ...]] = {
    "COVERS": ("chapter", "order", "hours"),
    "TRAINS": ("confidence",),
    "PART_OF": ("confidence",),
    "PRECEDES": ("confidence",),
    "TEACHES": ("confidence",),
    "TESTS": ("confidence",),
    "REQUIRES": ("level", "essential"),
}


def _first(properties: Properties, sources: list[Source], name: str) -> Value | None:
    """Return the value of the first source, in their order of trust, that has one."""
    found = (properties.get(f"{source}_{name}") for source in sources)
    return next((value for value in found if value is not None), None)


def _develops_weight(properties: Properties, sources: list[Source]) -> float:
    """Return the weight in (0, 1]: as said by the first source; imported without a number: 1."""
    if "expert" not in sources and "imported" in sources:
        return _number(properties, "imported_weight", 1.0)
    weight = _first(properties, sources, "weight")
    return weight if isinstance(weight, float) else 1.0


def _requires_weight(properties: Properties, sources: list[Source]) -> float:
    """Return the demand share in (0, 1].

    ``(mass + kappa * prior) / (total + kappa)``: the share of the job's postings, shrunk to .8
    where a framework calls the ability essential, .4 where optional, else to its share over the
    jobs of the class. Without decayed masses the plain counts stand in. An expert's weight
    stands alone, and a prediction's only where nobody else speaks.
    """
    if "expert_weight" in properties:
        return _number(properties, "expert_weight", 0.0)
    if sources == ["predicted"]:
        return _number(properties, "predicted_weight", 1.0)
    count = _number(properties, "mined_n", 0.0)
    mass = _number(properties, "mined_mass", count)
    share = _number(properties, "mined_confidence", 1.0)
    total = _number(properties, "mined_total", count / share if share else 0.0)
    if "imported" in sources:
        prior = _ESSENTIAL if properties.get("imported_essential") else _OPTIONAL
    else:
        prior = _number(properties, "mined_class_prior", 0.0)
    return (mass + KAPPA * prior) / (total + KAPPA)


def _number(properties: Properties, name: str, otherwise: float) -> float:
    value = properties.get(name, otherwise)
    if isinstance(value, str | list):
        raise TypeError(f"{name}: expected a number, found {value!r}")
    return float(value)
