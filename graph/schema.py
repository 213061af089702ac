"""The kinds of the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


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
            NodeKind("Redirect", "changes", "redirects"),
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
