"""Announcements beside work roles, on two of each."""

import json
from pathlib import Path

import pytest

from evaluation.errors import ExtractionDataError
from evaluation.nice import measure_nice, read_roles
from text.extraction import Extractor
from text.matching import Entry

ROLES = """
- {workRole: Forensics Analyst, workRoleID: IN-FOR-001, description: Looks at seized disks.}
- {workRole: Cook, workRoleID: CO-OK-001, description: Cooks soup for the others.}
- {workRole: Ghost, workRoleID: NO-NE-001, description: Has no statements.}
"""
STATEMENTS = """Work Role,KSA
Forensics Analyst (IN-FOR-001),Knowledge of SQL.
Forensics Analyst (IN-FOR-001),Skill in hashing.
Cook (CO-OK-001),Skill in boiling.
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    jobs = [
        {"title": "Analyst", "summary": "seized disks", "duties": "SQL.", "specialized": "hashing"},
        {"title": "Soup cook", "summary": "", "duties": "boiling"},
        {"title": "Guard", "summary": "", "duties": "stands there"},
        {"title": "", "summary": ""},
    ]
    roles = tmp_path / "nice_framework" / "research" / "nice2021"
    table = tmp_path / "nice_framework" / "dissertation" / "data" / "project_data"
    for folder in (tmp_path / "jobs_cyber_us", roles, table):
        folder.mkdir(parents=True)
    (tmp_path / "jobs_cyber_us" / "fedjobs.json").write_text(json.dumps(jobs))
    (roles / "nice_workRoles.yml").write_text(ROLES)
    (table / "nistnice2022-full.csv").write_text(STATEMENTS)
    return tmp_path


def test_abilities_are_like_those_of_the_role_that_words_tell(data: Path) -> None:
    found = measure_nice(data, Extractor(Entry(n, n) for n in ("SQL", "hashing", "boiling")))
    assert (found.announcements, found.roles, found.empty) == (2, 2, 1)
    assert found.told == pytest.approx(1)
    assert (found.random, found.above) == (0, 1)
    assert (found.abilities, found.of_roles) == (1, 1.5)


def test_a_role_without_statements_is_no_role(data: Path) -> None:
    roles = read_roles(data)
    assert sorted(roles) == ["CO-OK-001", "IN-FOR-001"]
    assert "hashing" in roles["IN-FOR-001"].statements


def test_tables_without_a_common_role_are_refused(data: Path) -> None:
    (data / "nice_framework/research/nice2021/nice_workRoles.yml").write_text("[]")
    with pytest.raises(ExtractionDataError, match=r"nice_workRoles\.yml: expected roles"):
        read_roles(data)
