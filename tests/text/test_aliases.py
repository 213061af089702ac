from pathlib import Path

import pytest

from text.aliases import Alias, load_aliases
from text.errors import AliasError


def write(folder: Path, *lines: str) -> Path:
    path = folder / "aliases.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_aliases_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "label,language,alias", "JavaScript,en,ECMAScript", "JavaScript,zh,脚本")
    assert load_aliases(path) == (
        Alias("JavaScript", "en", "ECMAScript"),
        Alias("JavaScript", "zh", "脚本"),
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("label,alias", "a,b"), r"csv:1: expected the header label,language,alias"),
        ((), r"csv:1: expected the header"),
        (("label,language,alias", "a,en,b", "a,,b"), r"csv:3: expected three filled cells"),
        (("label,language,alias", "a,en"), r"csv:2: expected three filled cells"),
        (("label,language,alias", "a,en,OOP", "b,zh,oop"), r"csv:3: .*'oop' for 'a' and 'b'"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named(
    tmp_path: Path, lines: tuple[str, ...], message: str
) -> None:
    with pytest.raises(AliasError, match=message):
        load_aliases(write(tmp_path, *lines))


def test_one_alias_in_two_languages_is_one_alias(tmp_path: Path) -> None:
    path = write(tmp_path, "label,language,alias", "W3C,en,W3", "W3C,zh,W3")
    assert [alias.language for alias in load_aliases(path)] == ["en", "zh"]


def test_the_table_in_this_package_loads() -> None:
    assert load_aliases(Path(__file__).parents[2] / "text" / "aliases.csv")
