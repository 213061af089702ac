"""The kinds of abilities, by their names."""

import pytest

from text.kinds import KINDS, list_kinds


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("operate drilling machines", "tool"),
        ("inspect cable drums", "method"),
        ("theory of inorganic chemistry", "knowledge"),
        ("understand spoken Danish", "general"),
        ("沟通能力", "general"),
        ("责任心强", "attitude"),
    ],
)
def test_a_name_tells_its_kind(name: str, kind: str) -> None:
    assert list_kinds([name]) == [kind]


def test_every_name_has_a_kind_and_no_name_has_none() -> None:
    assert set(list_kinds(["", "?", "x" * 100_000])) <= set(KINDS)
    assert list_kinds([]) == []


def test_a_kind_is_one_of_those_that_are_open() -> None:
    assert list_kinds(["operate drilling machines"], ("knowledge", "attitude")) != ["tool"]
