"""Tags that learners follow: interests, directions of research, projects."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.ids import edge_id, tag_id
from graph.store import Store, Transaction

Followed = Mapping[tuple[str, str], tuple["Tag", ...]]
"""The tags of a kind that a learner follows, by the learner's id and the kind."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag; ``slug`` is its name as it is compared, ``kind`` tag, direction or project."""

    kind: str
    slug: str
    name: str

    @property
    def id(self) -> str:
        """The node's id."""
        return tag_id(self.kind, self.slug)


def set_followed(store: Store, followed: Followed) -> int:
    """Let learners follow these tags, of each kind named no others; return how many they follow.

    A tag keeps the name that it had first.
    """
    tags = {tag.id: tag for named in followed.values() for tag in named}
    nodes = [
        {"id": each, "kind": tag.kind, "slug": tag.slug, "name": tag.name}
        for each, tag in sorted(tags.items())
    ]
    kept = [
        {"learner_id": learner, "kind": kind, "tag_ids": [tag.id for tag in named]}
        for (learner, kind), named in followed.items()
    ]
    edges = [
        {"id": edge_id(learner, "FOLLOWS", tag.id), "learner_id": learner, "tag_id": tag.id}
        for (learner, _), named in followed.items()
        for tag in named
    ]

    def write(tx: Transaction) -> None:
        tx.run("learners/merge_tags", rows=nodes)
        tx.run("learners/delete_other_follows", rows=kept)
        tx.run("learners/link_follows", rows=edges)

    if followed:
        store.transact(write)
    return len(edges)
