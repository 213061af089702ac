"""The benchmark of near-duplicates on a made twin of its table."""

from pathlib import Path

from evaluation.duplicates import format_figures, measure_duplicates, read_skills
from graph.store import Store

TABLE = """skill_id,skill_name,aliases,description,taxonomy,original_id
S1,cut keys,"copy keys, key cutting",Make keys.,ESCO,http://e/1
S2,Cut keys,,Make keys.,UKOS,http://u/1
S3,recommend wines,,,ESCO,http://e/2
S4,sell hardware,,,OSN,http://o/1
"""


def test_the_skills_of_two_frameworks_are_compared(one_store: Store, tmp_path: Path) -> None:
    (tmp_path / "skills.csv").write_text(TABLE)
    skills = read_skills(tmp_path / "skills.csv")
    assert skills[0].properties["aliases"] == ["copy keys", "key cutting"]
    found = measure_duplicates(one_store, skills)
    assert (found.skills, found.proposals, found.across) == (3, 1, 1)
    assert "| abilities compared, each with each | 3 | |" in format_figures(found)
