from pathlib import Path

import pytest

from graph.ids import (
    claim_id,
    course_id,
    edge_ends,
    edge_id,
    esco_id,
    event_id,
    is_safe,
    keyed_id,
    learner_id,
    named_id,
    own_id,
    point_id,
    posting_id,
    pseudonym_key,
    resource_id,
    tool_id,
    write_pseudonym_key,
)


def test_ids_have_the_forms_of_the_model() -> None:
    assert esco_id("http://data.europa.eu/esco/skill/ab-c") == "esco:ab-c"
    assert course_id("lakeside", "DB101", "Databases") == "lakeside:DB101"
    assert resource_id("lakeside", "DB101-Q01") == "lakeside:DB101-Q01"
    assert edge_id("a", "REQUIRES", "b") == "a|REQUIRES|b"
    assert claim_id("a|REQUIRES|b", "mined", "postings") == "a|REQUIRES|b|mined|postings"
    assert event_id("answered", "k") == "answered:k"
    assert keyed_id("onet", "15-1252.00") == "onet:15-1252.00"
    assert keyed_id("moodle", "a b~木") == "moodle:a~20b~7E~E6~9C~A8"


@pytest.mark.parametrize(
    "made",
    [
        course_id("lakeside", None, "数据库"),
        course_id("lakeside", "DB 101/2", "Databases"),
        point_id("lakeside:DB101", "Joining tables"),
        own_id("ability", "lakeside:DB101", "write queries"),
        posting_id("https://jobs.example/1"),
        learner_id(b"k", "S1"),
        resource_id("lakeside", "a b?c"),
        keyed_id("moodle", "木工 ~/a|b" * 5),
        named_id("crafts", "Ability", "刨平 木板"),
        tool_id("43232408", "C++"),
    ],
)
def test_every_node_id_is_safe_in_a_path(made: str) -> None:
    assert is_safe(made)


def test_a_name_gives_one_id_however_it_is_spaced() -> None:
    assert point_id("c", "Joining  Tables") == point_id("c", "joining tables")


def test_another_key_gives_another_pseudonym() -> None:
    assert learner_id(b"one", "S1") != learner_id(b"two", "S1")
    assert learner_id(b"one", " S1 ") == learner_id(b"one", "S1")


def test_a_home_makes_its_key_once_for_its_owner_alone(tmp_path: Path) -> None:
    key = pseudonym_key(tmp_path)
    file = tmp_path / "secrets" / "pseudonym.key"
    assert (pseudonym_key(tmp_path), file.stat().st_mode & 0o777) == (key, 0o600)
    with pytest.raises(FileExistsError):
        write_pseudonym_key(tmp_path, "ab" * 32)


def test_an_edge_tells_its_ends() -> None:
    assert edge_ends(edge_id("esco:1", "REQUIRES", "own:车")) == ("esco:1", "own:车")


def test_keys_that_differ_have_ids_that_differ() -> None:
    keys = ("a b", "a~20b", "a_b", "a" * 100, "a" * 101, "木" * 40, "木" * 41)
    assert len({keyed_id("moodle", key) for key in keys}) == len(keys)


def test_a_name_is_one_however_it_is_written() -> None:
    assert tool_id("43232408", "Python ") == tool_id("43232408", "PYTHON")
    assert named_id("crafts", "Job", "Saw") != named_id("crafts", "Ability", "Saw")
