"""Made graphs of a size to measure on, written as snapshots; equal for equal seeds."""

import random
from collections.abc import Iterator
from pathlib import Path

from graph.claims import Block, Properties, put_block
from graph.ids import edge_id
from graph.migrations import newest_version
from graph.snapshots import Manifest, SnapshotWriter

_AT = "2026-01-01T00:00:00Z"
_MODEL = "dina-1"

#: Nodes of each label and relationships that start at each node, a million in all.
BIG_NODES = {
    "Job": 2_000,
    "Ability": 6_000,
    "KnowledgePoint": 8_000,
    "Course": 400,
    "Resource": 2_600,
    "Learner": 1_000,
}
BIG_EDGES = (
    ("Job", "REQUIRES", "Ability", 130),
    ("KnowledgePoint", "DEVELOPS", "Ability", 29),
    ("Course", "COVERS", "KnowledgePoint", 42),
    ("Resource", "TEACHES", "KnowledgePoint", 20),
    ("Resource", "TESTS", "KnowledgePoint", 12),
    ("Learner", "MASTERS", "KnowledgePoint", 400),
)

#: A graph of ESCO's size: 43 abilities a job, 8 points an ability, 200 points a learner.
ESCO_NODES = {"Job": 3_000, "Ability": 14_000, "KnowledgePoint": 20_000, "Learner": 500}
_REQUIRED, _DEVELOPING, _MASTERED = 43, 8, 200


def write_big_graph(folder: Path, seed: int = 1) -> Manifest:
    """Write 20,000 nodes and 1,000,000 weighted relationships."""
    rng = random.Random(seed)
    with SnapshotWriter(folder) as writer:
        for label, count in BIG_NODES.items():
            for number in range(count):
                writer.add_node(label, _node(label, number))
        for start, type_, end, count in BIG_EDGES:
            for number in range(BIG_NODES[start]):
                for other in sorted(rng.sample(range(BIG_NODES[end]), count)):
                    _add(writer, rng, (start, number), type_, (end, other))
        for number in range(BIG_NODES["KnowledgePoint"]):
            other = (number + rng.randrange(1, 200)) % BIG_NODES["KnowledgePoint"]
            first, last = sorted((number, other))  # from the lesser to the greater: acyclic
            _add(writer, rng, ("KnowledgePoint", first), "PRECEDES", ("KnowledgePoint", last))
        return writer.finish(newest_version(), 0, _AT)


def write_esco_sized(folder: Path, seed: int = 2) -> Manifest:
    """Write a map of ESCO's size with points that have vectors, and learners."""
    rng = random.Random(seed)
    with SnapshotWriter(folder) as writer:
        for label, count in ESCO_NODES.items():
            for number in range(count):
                more: Properties = {}
                if label == "KnowledgePoint":
                    more = {"vector": [rng.uniform(-1, 1) for _ in range(64)], "vector_model": "m"}
                writer.add_node(label, _node(label, number) | more)
        for ends in _list_esco_edges(rng):
            _add(writer, rng, *ends)
        return writer.finish(newest_version(), 0, _AT)


def _list_esco_edges(rng: random.Random) -> Iterator[tuple[tuple[str, int], str, tuple[str, int]]]:
    """Yield the relationships; a learner's points are some of those of the job it aims at."""
    points, abilities = range(ESCO_NODES["KnowledgePoint"]), range(ESCO_NODES["Ability"])
    required = [sorted(rng.sample(abilities, _REQUIRED)) for _ in range(ESCO_NODES["Job"])]
    developing = [sorted(rng.sample(points, _DEVELOPING)) for _ in abilities]
    for job, asked in enumerate(required):
        yield from ((("Job", job), "REQUIRES", ("Ability", each)) for each in asked)
    for ability, taught in enumerate(developing):
        yield from ((("KnowledgePoint", each), "DEVELOPS", ("Ability", ability)) for each in taught)
    for learner in range(ESCO_NODES["Learner"]):
        near = sorted({each for one in required[aim(learner)] for each in developing[one]})
        for point in sorted(rng.sample(near, _MASTERED)):
            yield ("Learner", learner), "MASTERS", ("KnowledgePoint", point)


def aim(learner: int) -> int:
    """Return the number of the job that a made learner aims at."""
    return learner * 7 % ESCO_NODES["Job"]


def node_id(label: str, number: int) -> str:
    """Return the id of a made node."""
    return f"{label.lower()}:{number}"


def _node(label: str, number: int) -> Properties:
    name = "title" if label in {"Job", "Course", "Resource"} else "name"
    said: Properties = {"id": node_id(label, number), name: f"{label} {number}"}
    return {"id": said["id"], "group": f"g{number % 4}"} if label == "Learner" else said


def _add(
    writer: SnapshotWriter,
    rng: random.Random,
    start: tuple[str, int],
    type_: str,
    end: tuple[str, int],
) -> None:
    from_id, to_id = node_id(*start), node_id(*end)
    own = edge_id(from_id, type_, to_id)
    share = round(rng.random(), 6)
    if type_ == "MASTERS":
        held: Properties = {
            "id": own,
            "probability": share,
            "retained": share,
            "evidence": 3,
            "evidenced": True,
            "model": _MODEL,
        }
    else:
        named = "weight" if type_ in {"REQUIRES", "DEVELOPS"} else "confidence"
        held = put_block(type_, {"id": own}, Block("imported", "made", {named: share}))
    writer.add_relationship(type_, (f"{start[0]}:{from_id}", f"{end[0]}:{to_id}"), held)
