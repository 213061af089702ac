from pathlib import Path

import pytest

from ingest.errors import SyllabusError
from ingest.syllabi.outline import Syllabus, parse_syllabus
from ingest.syllabi.profiles import SHIPPED, find_profile, read_headings

EXAMPLES = Path(__file__).parents[3] / "examples" / "profiles"
PLAN = """# Tischler

## Lernfelder

### Lernfeld 1: Einfache Produkte aus Holz (80 Stunden)

- Holzarten
- Feiertag

### Lernfeld 2: Zusammengesetzte Produkte (80 Stunden)

- Holzverbindungen (baut auf: Holzarten)
"""
PROFILE = """
language: de
course: {level: Berufsschule, hours: 160}
chapter: ['Lernfeld\\s+(\\d+)']
sections: {content: [Lernfelder]}
requires: [baut auf]
stop: [Feiertag]
"""


def parse(tmp_path: Path, profile: str, text: str = PLAN) -> Syllabus:
    (tmp_path / "school.yaml").write_text(profile, encoding="utf-8")
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    return parse_syllabus(tmp_path / "x.md", tmp_path / "school.yaml")


def test_an_institution_adds_its_own_words(tmp_path: Path) -> None:
    syllabus = parse(tmp_path, "sections: {content: [stoffplan]}", "# T\n\n## Stoffplan\n\n- a\n")
    assert [point.name for point in syllabus.units[0].points] == ["a"]


def test_a_whole_copy_of_the_shipped_words_is_a_profile(tmp_path: Path) -> None:
    words = SHIPPED.read_text(encoding="utf-8").replace("- schedule\n", "- stoffplan\n")
    syllabus = parse(tmp_path, words, "# T\n\n## Stoffplan\n\n- a\n")
    assert [point.name for point in syllabus.units[0].points] == ["a"]


def test_a_profile_tells_chapters_stop_words_and_what_builds_on_what(tmp_path: Path) -> None:
    units = parse(tmp_path, PROFILE).units
    assert [(unit.title, [(p.name, p.requires) for p in unit.points]) for unit in units] == [
        ("Einfache Produkte aus Holz", [("Holzarten", ())]),
        ("Zusammengesetzte Produkte", [("Holzverbindungen", ("Holzarten",))]),
    ]


def test_a_profile_says_what_the_syllabus_leaves_open(tmp_path: Path) -> None:
    said = {f.name: (f.value, f.position, f.confidence) for f in parse(tmp_path, PROFILE).fields}
    assert said["language"] == ("de", "profile", 0.5)
    assert (said["level"], said["hours"]) == (
        ("Berufsschule", "profile", 0.5),
        ("160", "profile", 0.5),
    )


def test_what_the_syllabus_says_stands_before_the_profile(tmp_path: Path) -> None:
    text = PLAN.replace("# Tischler\n", "# Tischler\n\nHours: 200\n\nLanguage: English\n")
    syllabus = parse(tmp_path, PROFILE, text)
    assert (syllabus.hours, syllabus.language) == (200, "en")


def test_a_profile_takes_a_shipped_word_for_something_else(tmp_path: Path) -> None:
    text = "# T\n\n## Topics\n\n- a\n\n## Assessment\n\n- explain b\n"
    syllabus = parse(tmp_path, "sections: {outcomes: [assessment]}", text)
    assert [outcome.text for outcome in syllabus.outcomes] == ["explain b"]


@pytest.mark.parametrize(
    ("profile", "error"),
    [
        ("a: [", "school.yaml: expected YAML, found"),
        ("- a", "school.yaml: expected keys with their words, found"),
        ("headings: {}", "school.yaml: headings: expected one of name, language"),
        ("sections: [a]", "school.yaml: sections: expected meanings with their words, found ["),
        ("sections: {goals: [a]}", "school.yaml: sections.goals: expected one of outcomes, "),
        ("sections: {outcomes: ziele}", "sections.outcomes: expected a list of words, found ziele"),
        ("columns: {hours: [a, [b]]}", "school.yaml: columns.hours: expected words, found ['b']"),
        ("columns: {hours: [a], unit: [A]}", "columns.unit: expected a word of one meaning, found"),
        ("languages: {german: [a]}", "school.yaml: languages.german: expected one of en, zh"),
        ("stop: a", "school.yaml: stop: expected a list of words, found a"),
        ("stop: ['']", "school.yaml: stop: expected words, found nothing"),
        ("language: German", "school.yaml: language: expected a code such as de, found German"),
        ("course: {title: a}", "school.yaml: course.title: expected one of level, provider"),
        ("course: {hours: many}", "school.yaml: course.hours: expected a number, found many"),
        ("course: [a]", "school.yaml: course: expected some of level, provider"),
        ("chapter: ['(']", "school.yaml: chapter: expected a regular expression, found ("),
        ("chapter: ['(a)(b)']", "school.yaml: chapter: expected at most one group"),
    ],
)
def test_a_profile_is_refused_with_file_and_key(tmp_path: Path, profile: str, error: str) -> None:
    with pytest.raises(SyllabusError) as refused:
        parse(tmp_path, profile)
    assert error in str(refused.value)


def test_a_missing_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SyllabusError, match=r"school\.yaml: expected a profile, found none"):
        read_headings(tmp_path / "school.yaml")


def test_a_profile_is_found_by_its_provider(tmp_path: Path) -> None:
    (tmp_path / "lake.yaml").write_text("name: lake\n", encoding="utf-8")
    assert find_profile(tmp_path, "lake") == tmp_path / "lake.yaml"
    assert (find_profile(tmp_path, "sea"), find_profile(tmp_path, None)) == (None, None)


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_profile_of_the_examples_is_sound(file: Path) -> None:
    assert read_headings(file).groups["sections"]
