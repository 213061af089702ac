"""The kinds of the map, and the constraints and indexes of the whole graph."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import cypher
from graph.store import Store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A label of the map and where its statements are: ``<folder>/<verb>_<noun>``."""

    label: str
    folder: str
    noun: str


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A mapping relationship's type, its ends' labels and where its statements are."""

    type: str
    folder: str
    from_label: str
    to_label: str

    @property
    def noun(self) -> str:
        """The type as statements are named by it."""
        return self.type.lower()


NODE_KINDS: Mapping[str, NodeKind] = MappingProxyType(
    {
        kind.label: kind
        for kind in (
            NodeKind("Framework", "frameworks", "frameworks"),
            NodeKind("Course", "courses", "courses"),
            NodeKind("KnowledgePoint", "points", "points"),
            NodeKind("Ability", "abilities", "abilities"),
            NodeKind("Job", "jobs", "jobs"),
            NodeKind("Resource", "resources", "resources"),
            NodeKind("Claim", "claims", "claims"),
        )
    }
)

EDGE_KINDS: Mapping[str, EdgeKind] = MappingProxyType(
    {
        kind.type: kind
        for kind in (
            EdgeKind("COVERS", "courses", "Course", "KnowledgePoint"),
            EdgeKind("TRAINS", "courses", "Course", "Ability"),
            EdgeKind("PART_OF", "abilities", "Ability", "Ability"),
            EdgeKind("PRECEDES", "points", "KnowledgePoint", "KnowledgePoint"),
            EdgeKind("DEVELOPS", "points", "KnowledgePoint", "Ability"),
            EdgeKind("REQUIRES", "jobs", "Job", "Ability"),
            EdgeKind("TEACHES", "resources", "Resource", "KnowledgePoint"),
            EdgeKind("TESTS", "resources", "Resource", "KnowledgePoint"),
        )
    }
)


def schema_version() -> str:
    """Return the version of the schema statements: 12 hex digits of their texts' SHA-256."""
    texts = "\n".join(cypher.load(name).text for name in _statements())
    return hashlib.sha256(texts.encode()).hexdigest()[:12]


def schema_number() -> int:
    """Return the number of the newest migration."""
    return 1


def merge_schema(store: Store) -> bool:
    """Bring constraints and indexes up to date; False when they already were."""
    version = schema_version()
    head = store.read("changes/get_head")
    if head and head[0]["schema"] == version:
        return False
    for name in _statements():
        store.write(name)
    store.write("changes/merge_head", schema=version)
    logger.info("schema %s applied", version)
    return True


def _statements() -> list[str]:
    prefixes = ("schema/constraints/", "schema/indexes/")
    return [name for name in cypher.names() if name.startswith(prefixes)]
