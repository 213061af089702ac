"""The miners' corpus: what its transactions are, and its fingerprint."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from graph.jobs import PostedAbilities

ORIGIN = "postings"


def hash_corpus(postings: Iterable[PostedAbilities]) -> str:
    """Return 12 hex digits that change with what the postings say."""
    digest = hashlib.sha256()
    for posting in postings:
        digest.update(repr((posting.posting_id, posting.posted, posting.job_id)).encode())
        digest.update(repr((posting.ability_ids, posting.levels)).encode())
    return digest.hexdigest()[:12]


def list_transactions(
    postings: Sequence[PostedAbilities], teaches: Mapping[str, Sequence[str]]
) -> list[set[str]]:
    """Return a transaction a posting: its job, its abilities and the points that teach them.

    Items are typed ``J:``, ``A:`` and ``K:``; ``teaches`` maps an ability to its points.
    """
    return [
        {f"J:{posting.job_id}"}
        | {f"A:{ability}" for ability in posting.ability_ids}
        | {f"K:{point}" for ability in posting.ability_ids for point in teaches.get(ability, ())}
        for posting in postings
    ]
