"""Checks of what is read of real courses against counts made without the readers."""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from ingest.errors import SyllabusError
from ingest.syllabi.outline import Syllabus, parse_syllabus
from text.normalise import normalise

PROFILES = Path(__file__).parents[1] / "examples" / "profiles"
Figure = tuple[str, float, float]
"""What is counted, how many were found, how many there are."""

OBJECTIVES = re.compile(r"^:{3,} *objectives[ :]*$(.*?)^:{3,} *$", re.MULTILINE | re.DOTALL)
ITEM = re.compile(r"^[-*] +\S", re.MULTILINE)
MINUTES = re.compile(r"^(?:teaching|exercises): *(\d+)", re.MULTILINE)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#{1,6}) +(.+?) *#*$", re.MULTILINE)
ROW = re.compile(r"^\[([^\]]+)\]\([^)]*\).*\|", re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
WORD = re.compile(r"\w+")


def check_lessons(folder: Path) -> Iterator[Figure]:
    """Yield how many objectives and minutes of the lessons are read, by their own markup."""
    pages = sorted((folder / "episodes").glob("*.md"))
    texts = [page.read_text(encoding="utf-8") for page in pages]
    read = [parse_syllabus(page) for page in pages]
    expected = sum(len(ITEM.findall(part)) for text in texts for part in OBJECTIVES.findall(text))
    yield "lessons read", len(read), len(pages)
    yield "objectives", sum(len(one.outcomes) for one in read), expected
    minutes = [sum(map(int, MINUTES.findall(text))) for text in texts]
    same = [abs((one.hours or 0) * 60 - told) < 1 for one, told in zip(read, minutes, strict=True)]
    yield "lessons with the right minutes", sum(same), len(pages)
    yield "minutes", sum(round((one.hours or 0) * 60) for one in read), sum(minutes)


def check_pages(folder: Path) -> Iterator[Figure]:
    """Yield how many pages are read, and how many of their innermost headings become points."""
    pages = sorted((folder / "docs").rglob("*.md"))
    read = {page: one for page in pages if (one := _read(page))}
    yield "pages read", len(read), len(pages)
    found = expected = points = 0
    for page, one in read.items():
        names = {normalise(point.name) for unit in one.units for point in unit.points}
        leaves = {normalise(each) for each in _list_leaves(page.read_text(encoding="utf-8"))}
        found, expected = found + len(names & leaves), expected + len(leaves)
        points += len(names)
    yield "innermost headings that are points", found, expected
    yield "points that are innermost headings", found, points


def check_tables(folder: Path) -> Iterator[Figure]:
    """Yield how many courses of the tables, and what comes before them, are read."""
    path = folder / "README.md"
    rows = list(_list_rows(path.read_text(encoding="utf-8")))
    titles = {normalise(title) for title, _ in rows}
    before = {
        (needed, normalise(title))
        for title, asked in rows
        for needed in _resolve(asked, titles)
        if needed != normalise(title)
    }
    read = parse_syllabus(path, PROFILES / "ossu.yaml")
    names = {_bare(point.name) for unit in read.units for point in unit.points}
    pairs = {
        (_bare(needed), _bare(point.name))
        for unit in read.units
        for point in unit.points
        for needed in point.requires
    } | {(_bare(link.first), _bare(link.second)) for link in read.links if not link.soft}
    inside = {pair for pair in pairs if titles >= set(pair)}
    yield "courses", len(names & titles), len(titles)
    yield "prerequisites, recall", len(inside & before), len(before)
    yield "prerequisites, precision", len(inside & before), len(inside)


def check_curricula(folder: Path) -> Iterator[Figure]:
    """Yield how much of the curricula is read again, laid out as the printed ones are.

    The data are no documents: the layout is ours, and so this measures the German profile.
    """
    files = sorted(folder.glob("*.json"))
    fields = hours = competences = all_fields = all_competences = 0
    with tempfile.TemporaryDirectory() as made:
        for file in files:
            said = json.loads(file.read_text(encoding="utf-8"))["document_data"]
            page = Path(made) / "plan.md"
            page.write_text(_lay_out(said), encoding="utf-8")
            read = parse_syllabus(page, PROFILES / "rahmenlehrplan.yaml")
            told = said["lernfeld_ausbildungsteil"]
            hourly = {normalise(unit.title): unit.hours for unit in read.units}
            all_fields += len(told)
            fields += sum(normalise(each["name"]) in hourly for each in told)
            hours += sum(
                hourly.get(normalise(each["name"])) == float(each["zeitwert"]["wert"])
                for each in told
            )
            texts = {normalise(k["text"].rstrip(".")) for each in told for k in each["kompetenzen"]}
            competences += len(texts & {normalise(outcome.text) for outcome in read.outcomes})
            all_competences += len(texts)
    yield "learning fields", fields, all_fields
    yield "learning fields with the right hours", hours, all_fields
    yield "competences", competences, all_competences


CHECKS: dict[str, Callable[[Path], Iterable[Figure]]] = {
    "carpentry_python": check_lessons,
    "cn_course_wiki": check_pages,
    "ossu_cs": check_tables,
    "de_rahmenlehrplan": check_curricula,
}


def _read(page: Path) -> Syllabus | None:
    try:
        return parse_syllabus(page)
    except SyllabusError:
        return None


def _list_leaves(text: str) -> Iterator[str]:
    """Yield the headings of the second level or deeper that have none below them."""
    headings = HEADING.findall(FENCED.sub("", text))
    for index, (marks, title) in enumerate(headings):
        deeper = index + 1 < len(headings) and len(headings[index + 1][0]) > len(marks)
        if len(marks) > 1 and not deeper:
            yield LINK.sub(r"\1", title).replace("`", "").replace("*", "")


def _list_rows(text: str) -> Iterator[tuple[str, str]]:
    """Yield the title of each course of the tables with what its row says comes before it."""
    column = -1
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if "Prerequisites" in cells or cells[0] == "Courses":
            column = cells.index("Prerequisites") if "Prerequisites" in cells else -1
        elif ROW.match(line):
            asked = cells[column] if 0 <= column < len(cells) else ""
            yield ROW.match(line)[1], LINK.sub(r"\1", asked)  # type: ignore[index]


def _resolve(asked: str, titles: set[str]) -> Iterator[str]:
    """Yield the titles that parts of a text name, whole or by words that one title alone has."""
    for part in [asked, *re.split(r"[,;]|\band\b", asked)]:
        words = set(WORD.findall(normalise(part)))
        named = [title for title in titles if words and words <= set(WORD.findall(title))]
        if normalise(part) in titles:
            yield normalise(part)
        elif len(named) == 1 and len(words) > 1:
            yield named[0]


def _bare(name: str) -> str:
    return normalise(re.sub(r"\s*\(?alternative.*$", "", name))


def _lay_out(said: dict[str, Any]) -> str:
    """Return a curriculum as Markdown, in the order and the words of the printed ones."""
    lines = [f"# {said['beruf']}", "", "## Lernfelder", ""]
    for each in said["lernfeld_ausbildungsteil"]:
        hours = f"Zeitrichtwert: {each['zeitwert']['wert']} {each['zeitwert']['einheit']}"
        lines += [f"### Lernfeld {each['nummer']}: {each['name']}", "", each["zeitraum"], ""]
        lines += [hours, "", "#### Kompetenzen", ""]
        lines += [f"- {competence['text']}" for competence in each["kompetenzen"]] + [""]
    return "\n".join(lines)
