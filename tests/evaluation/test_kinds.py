"""Names of abilities and their kinds: what is learnt from, what is tested on, the keyword rule."""

from pathlib import Path

import pytest

from evaluation.kinds import guess_kind, read_kinds, read_phrases, read_sample
from text.kinds import KINDS

SKILLS = """skill_id,skill_name,aliases,description,taxonomy,original_id
S1,operate cranes,,,ESCO,u/1
S2,paint walls,,,ESCO,u/2
S3,exercise patience,,,ESCO,u/3
S4,inspect cargo,,,ESCO,u/4
S100,Excel,,,ONET_TECH,
S101,Left out,,,ONET_TECH,
S5,Speaking,,,ONET_SKILL,
"""
KNOWLEDGE = """name,description,taxonomy,field
Ada,The computer program Ada.,esco_knowledge,w
botany,Plants.,esco_knowledge,w
"""
TRANSVERSAL = """conceptUri,preferredLabel,altLabels,broaderConceptPT
u/9,remain positive,stay positive | be positive,maintaining a positive attitude
u/8,show initiative,take initiative,taking a proactive approach
u/7,lead people,,leading others
u/6,eat well,,applying health-related skills
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    tables = tmp_path / "esco_1.2.0" / "raw" / "esco" / "1.2.0"
    (tmp_path / "esco_skills_laiser").mkdir()
    tables.mkdir(parents=True)
    (tmp_path / "esco_skills_laiser" / "faiss_skills.csv").write_text(SKILLS)
    (tmp_path / "esco_skills_laiser" / "knowledge_taxonomy.csv").write_text(KNOWLEDGE)
    (tables / "transversalSkillsCollection_en.csv").write_text(TRANSVERSAL)
    (tables / "languageSkillsCollection_en.csv").write_text("preferredLabel\nwrite Greek\n")
    (tables / "broaderRelationsSkillPillar_en.csv").write_text(
        "conceptUri,broaderUri\nu/3,u/9\nu/404,u/9\n"
    )
    return tmp_path


@pytest.fixture
def aliases(tmp_path: Path) -> Path:
    path = tmp_path / "aliases.csv"
    path.write_text("label,language,alias\npaint walls,zh,刷墙\npaint walls,en,wall painting\n")
    return path


def test_names_are_of_the_kind_that_esco_sorts_them_into(data: Path, aliases: Path) -> None:
    told = read_kinds(data, aliases)
    wanted = {
        "operate cranes": "tool",
        "paint walls": "method",
        "刷墙": "method",
        "Excel": "tool",
        "Ada": "tool",
        "botany": "knowledge",
        "Speaking": "general",
        "write Greek": "general",
        "lead people": "general",
        "remain positive": "attitude",
        "be positive": "attitude",
        "exercise patience": "attitude",
    }
    assert {name: told[name] for name in wanted} == wanted
    assert not told.keys() & {"Left out", "eat well", "wall painting"}


def test_nothing_that_is_tested_on_is_learnt_from(data: Path, aliases: Path) -> None:
    told = read_kinds(data, aliases)
    assert not told.keys() & (read_sample().keys() | read_phrases("test").keys())
    assert "take initiative" not in told


def test_every_kind_is_among_what_is_tested_on() -> None:
    assert set(read_sample().values()) == set(read_phrases("test").values()) == set(KINDS)
    assert len(read_sample()) >= 150


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("operate pumps", "tool"),
        ("show courage", "attitude"),
        ("work in teams", "general"),
        ("inspect cargo", "method"),
        ("botany", "knowledge"),
    ],
)
def test_the_keyword_rule_goes_by_words(name: str, kind: str) -> None:
    assert guess_kind(name) == kind
