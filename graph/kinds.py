"""The kinds that are in the graph beside the map: people's events, postings, history."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.schema import EDGE_KINDS, NODE_KINDS, EdgeKind, NodeKind

#: Of each server's own making: what orders the changes, and which migrations it has.
SERVERS_OWN = frozenset({"Head", "Migration"})

#: Labels whose nodes are people, or say something of one.
OF_PEOPLE = frozenset({"Learner", "Persona"})

ALL_NODE_KINDS: Mapping[str, NodeKind] = MappingProxyType(
    dict(NODE_KINDS)
    | {
        kind.label: kind
        for kind in (
            NodeKind("Posting", "jobs", "postings"),
            NodeKind("Learner", "learners", "learners"),
            NodeKind("Tag", "learners", "tags"),
            NodeKind("Persona", "learners", "personas"),
            NodeKind("Model", "models", "models"),
            NodeKind("ChangeSet", "changes", "changesets"),
            NodeKind("ChangeBatch", "changes", "batches"),
        )
    }
)

ALL_EDGE_KINDS: Mapping[str, EdgeKind] = MappingProxyType(
    dict(EDGE_KINDS)
    | {
        kind.type: kind
        for kind in (
            EdgeKind("FOR", "jobs", "Posting", "Job"),
            EdgeKind("MENTIONS", "jobs", "Posting", "Ability"),
            EdgeKind("ANSWERED", "learners", "Learner", "Resource"),
            EdgeKind("STUDIED", "learners", "Learner", "Resource"),
            EdgeKind("RATED", "learners", "Learner", "Resource"),
            EdgeKind("FOLLOWS", "learners", "Learner", "Tag"),
            EdgeKind("TARGETS", "learners", "Learner", "Job"),
            EdgeKind("BELONGS_TO", "learners", "Learner", "Persona"),
            EdgeKind("MASTERS", "learners", "Learner", "KnowledgePoint"),
            EdgeKind("HOLDS", "changes", "ChangeSet", "ChangeBatch"),
        )
    }
)
