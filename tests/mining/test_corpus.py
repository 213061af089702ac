from dataclasses import replace

import pytest

from graph.jobs import PostedAbilities
from mining.corpus import hash_corpus, list_transactions

POSTING = PostedAbilities("p1", "2026-08-01", "web", "ict", ("css", "git"), (0, 2))


def test_a_transaction_is_a_posting_with_its_job_its_abilities_and_the_points_that_teach_them() -> (
    None
):
    teaches = {"css": ["colours", "boxes"], "sql": ["joins"]}
    assert list_transactions([POSTING, replace(POSTING, ability_ids=())], teaches) == [
        {"J:web", "A:css", "A:git", "K:colours", "K:boxes"},
        {"J:web"},
    ]


def test_one_corpus_has_one_fingerprint() -> None:
    assert hash_corpus([POSTING]) == hash_corpus([replace(POSTING)])
    assert len(hash_corpus([])) == 12


@pytest.mark.parametrize(
    "other",
    [
        replace(POSTING, posting_id="p2"),
        replace(POSTING, posted=None),
        replace(POSTING, job_id="dba"),
        replace(POSTING, ability_ids=("css",)),
        replace(POSTING, levels=(0, 3)),
    ],
)
def test_another_word_gives_another_fingerprint(other: PostedAbilities) -> None:
    assert hash_corpus([other]) != hash_corpus([POSTING])
