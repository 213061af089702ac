"""The attack corpus and its report."""

from collections import Counter

import pytest

from evaluation.attacks import Corpus, Stop, format_report, load_corpus, measure
from evaluation.errors import SchoolError
from graph.settings import Settings
from graph.store import Store


def test_the_corpus_is_large_and_names_known_locks() -> None:
    corpus = load_corpus()
    texts = [attack.text for attack in corpus.attacks]
    assert len(set(texts)) == len(texts) >= 160
    locks = {lock for attack in corpus.attacks for lock in attack.locks}
    assert locks == {"words", "embedded", "neo4j", "limits"}


def test_the_report_counts_what_stopped_each_kind() -> None:
    found: dict[str, Counter[Stop]] = {"writes": Counter(["words"] * 2), "others": Counter()}
    found["others"]["server"] += 1
    report = format_report("a server", found)
    assert report.splitlines()[-3:-1] == ["| others | 0 | 1 | 0 | 0 |", "| all | 2 | 1 | 0 | 0 |"]


def test_a_graph_that_holds_something_is_not_attacked(
    one_store: Store, embedded_settings: Settings
) -> None:
    one_store.write("learners/merge_learners", rows=[{"id": "l", "properties": {}}])
    with pytest.raises(SchoolError, match="expected an empty graph"):
        measure(embedded_settings, load_corpus())


def test_a_server_is_measured_with_a_last_line(
    one_store: Store, embedded_settings: Settings
) -> None:
    corpus = load_corpus()
    few = Corpus(corpus.attacks[:3], corpus.good[:2], corpus.content)
    report = measure(embedded_settings, few)
    assert "| all | 3 | 0 | 0 | 0 |" in report
    assert report.splitlines()[-2].endswith("graph unchanged; 2 good statements, 0 refused")
