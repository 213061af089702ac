"""A small market: jobs with what a framework says of them, and their postings."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.jobs import Mention, Posting, merge_postings
from graph.plans import Assertion, Node
from graph.store import Store

Advertise = Callable[..., None]


@pytest.fixture
def advertise() -> Advertise:
    """Return a function that adds a posting: ``advertise(store, "p1", "web", ["css"])``."""

    def add(
        store: Store,
        posting: str,
        job: str,
        abilities: Sequence[str],
        posted: str | None = "2026-08-01",
        *,
        levels: Mapping[str, int] | None = None,
        duplicate_of: str | None = None,
    ) -> None:
        mentions = tuple(
            Mention(each, 1, (levels or {}).get(each), (f"We need {each}.",), (8,), (11,))
            for each in abilities
        )
        about = (posting, posting, f"https://jobs.example/{posting}", "Bank", None, posted)
        told = ("2026-09-01T00:00:00+00:00", posting, "en", "made", duplicate_of, job, "title")
        merge_postings(store, [Posting(*about, *told, mentions)])

    return add


@pytest.fixture
def stock_market() -> Callable[[Store], Store]:
    """Return a function that adds jobs of one class, and abilities a framework calls needed.

    ``web`` needs css (essential) and git (optional); ``dba`` needs sql (essential).
    """

    def stock(store: Store) -> Store:
        nodes = [Node("Job", job, {"title": job, "class": "ict"}) for job in ("web", "dba")]
        nodes += [
            Node("Ability", each, {"name": each, "scope": "profession"})
            for each in ("css", "git", "sql", "tact")
        ]
        essential = {("web", "css"): True, ("web", "git"): False, ("dba", "sql"): True}
        said = [
            Assertion("REQUIRES", *pair, Block("imported", "esco:x", {"essential": word}))
            for pair, word in essential.items()
        ]
        apply_plan(store, make_plan(store, nodes, said), "a framework")
        return store

    return stock


@pytest.fixture
def market(one_store: Store, stock_market: Callable[[Store], Store]) -> Store:
    return stock_market(one_store)
