"""The house itself: names, and what the docs promise."""

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"][
    "targets"
]["wheel"]["packages"]
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "service"}


def list_modules() -> list[Path]:
    return [file for name in PACKAGES for file in (ROOT / name).rglob("*.py")]


def test_no_installed_distribution_brings_one_of_our_names() -> None:
    foreign = {
        (found.metadata["Name"], str(file))
        for found in distributions()
        if found.metadata["Name"] != "journeyman"
        for file in found.files or ()
        if str(file).split("/")[0] in PACKAGES
    }
    assert foreign == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(file) for file in list_modules() if file.stem in SAY_NOTHING] == []


def test_no_statement_stands_in_python() -> None:
    written = re.compile(r'"(?:MATCH|MERGE|UNWIND|CREATE \()')
    found = [str(f) for f in list_modules() if written.search(f.read_text(encoding="utf-8"))]
    assert found == []


def test_every_label_type_and_setting_is_in_the_docs() -> None:
    said = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "docs").rglob("*.md"))
    constraints = (ROOT / "cypher" / "schema" / "constraints").glob("*.cypher")
    texts = [file.read_text(encoding="utf-8") for file in constraints]
    names = {match for text in texts for match in re.findall(r"\(n:(\w+)\)|\[r:(\w+)\]", text)}
    wanted = {name for pair in names for name in pair if name}
    wanted |= {"NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_DATABASE", "JOURNEYMAN_HOME"}
    assert sorted(name for name in wanted if name not in said) == []


def test_every_document_that_is_linked_is_there() -> None:
    for file in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        links = re.findall(r"\]\((?!http)([^)#]+)\)", file.read_text(encoding="utf-8"))
        assert [link for link in links if not (file.parent / link).exists()] == []
