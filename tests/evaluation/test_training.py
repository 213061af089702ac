"""The training of the text models, on a made twin of SkillSpan."""

import json
from pathlib import Path

from evaluation.training import fit_requirements, read_own_sentences


def test_a_model_learns_from_marked_sentences_and_from_ours(tmp_path: Path) -> None:
    (tmp_path / "skillspan").mkdir()
    rows = [
        {"idx": 1, "tokens": words.split(), "tags_skill": list(tags), "tags_knowledge": ["O"] * 3}
        for words, tags in (("you run labs", "OBI"), ("we sell ships", "OOO"))
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "skillspan" / "train.json").write_text(lines)
    asks, sells = fit_requirements(tmp_path).score(["熟悉 Java", "we sell ships"])[:, 0]
    assert asks > sells


def test_our_own_test_sentences_are_not_learnt_from() -> None:
    train, test = read_own_sentences("train"), read_own_sentences("test")
    assert not train.keys() & test.keys()
    assert {True, False} == set(test.values()) == set(train.values())
