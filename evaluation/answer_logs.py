"""Answers as logs, one attempt a row: our own tables with texts and times, and ASSISTments."""

import csv
import math
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from evaluation.answer_sets import Answer, AnswerSet, gather_answers
from evaluation.errors import AnswerSetError
from graph.plans import LeftOut
from ingest.cells import Units, parse_score, parse_time
from ingest.errors import CellError, RawFileError
from ingest.raw import Row, read_rows
from learner.responses import ItemText

_DAY = 86_400.0
_UNITS = Units(zone=ZoneInfo("UTC"))
_ASKED_KINDS = ("", "question", "exercise")
_PARTS = ("stem", "options", "answer", "analysis")
_SKILLS = ("skill_id", "skill", "skill_name")
_TIMES = ("end_time", "start_time", "timestamp")
_KEYS = ("order_id", "problem_log_id", "log_id")
_NO_SKILL = ("", "NA", "nan", "noskill")
Needs = dict[str, tuple[str, ...]]
Cells = Mapping[str, str]


def read_tables(folder: Path) -> AnswerSet:
    """Return the answers of a folder with ``answers.csv``, ``q.csv`` and where told their texts.

    These are the tables that ``journeyman ingest`` takes. ``answers.csv`` has ``number,item,score``
    and may have ``attempt,at``; ``q.csv`` has ``item`` and a column of 0 and 1 for each skill;
    ``resources.csv`` has ``key`` and may have ``kind,stem,options,answer,analysis``. Items are what
    it lists beside videos and texts, without that file those of ``q.csv``.

    Raises:
        AnswerSetError: file and line, what was expected and what was found.
    """
    texts = _read_texts(folder / "resources.csv")
    needs = _read_needs(folder / "q.csv", texts)
    answers = list(_read_answers(folder / "answers.csv", needs))
    return gather_answers(folder.name, answers, needs, texts)


def write_tables(answers: AnswerSet, folder: Path) -> None:
    """Write a set in the form that :func:`read_tables` reads."""
    told, attempts = answers.responses, answers.responses.attempts
    if attempts is None:
        raise AnswerSetError(f"{answers.name}: expected attempts to write, found a table")
    folder.mkdir(parents=True, exist_ok=True)
    rows = zip(attempts.learner, attempts.item, attempts.score, attempts.day, strict=True)
    _write(
        folder / "answers.csv",
        ("number", "item", "score", "at"),
        [
            (answers.learners[who], answers.items[what], f"{score:g}", _format_day(day))
            for who, what, score, day in rows
        ],
    )
    q = [(name, *map(int, row)) for name, row in zip(answers.items, told.q, strict=True)]
    _write(folder / "q.csv", ("item", *answers.skills), q)
    if told.texts is not None:
        texts = [
            (name, "question", *(getattr(text, part) for part in _PARTS))
            for name, text in zip(answers.items, told.texts, strict=True)
        ]
        _write(folder / "resources.csv", ("key", "kind", *_PARTS), texts)


def read_assistments(path: Path) -> AnswerSet:
    """Return the answers of a CSV of ASSISTments.

    It has ``user_id,problem_id,correct``, a skill (``skill_id``, ``skill`` or ``skill_name``), and
    may have a time (``end_time``, ``start_time``). Several skills are parted by ``_`` or told in
    rows of one ``order_id``, whose order is that of the answers where there is no time.

    Raises:
        AnswerSetError: file and line, what was expected and what was found.
    """
    rows = list(_read_csv(path, ("user_id", "problem_id", "correct"), _find_encoding(path)))
    if not rows:
        raise AnswerSetError(f"{path}: expected answers, found none")
    skill = _find_column(path, rows[0].cells, _SKILLS)
    if key := next((name for name in _KEYS if name in rows[0].cells), None):
        rows.sort(key=lambda row: _parse_order(row, key))
    needs: Needs = {}
    answers: dict[str, Answer] = {}
    for row in rows:
        cells = row.cells
        told = [name for name in cells[skill].split("_") if name.strip() not in _NO_SKILL]
        item = _take(row, "problem_id")
        needs[item] = tuple(dict.fromkeys((*needs.get(item, ()), *told)))
        answer = Answer(_take(row, "user_id"), item, _score(row, "correct"), _day(row, _TIMES))
        answers.setdefault(cells[key] if key else row.where, answer)
    return gather_answers(path.stem, list(answers.values()), needs)


def _read_texts(path: Path) -> dict[str, ItemText] | None:
    """Return the texts of what can be answered; None where there is no such file."""
    if not path.exists():
        return None
    texts: dict[str, ItemText] = {}
    for row in _read_csv(path, ("key",)):
        key, cells = _take(row, "key"), row.cells
        if key in texts:
            raise AnswerSetError(f"{row.where}: key: expected each once, found {key!r} again")
        if cells.get("kind", "") in _ASKED_KINDS:
            texts[key] = ItemText(*(cells.get(part, "") for part in _PARTS))
    return texts


def _read_needs(path: Path, texts: Mapping[str, ItemText] | None) -> Needs:
    needs: Needs = {} if texts is None else dict.fromkeys(texts, ())
    seen = set[str]()
    for row in _read_csv(path, ("item",)):
        item = _take(row, "item")
        if item in seen or (texts is not None and item not in texts):
            expected = "each item once" if item in seen else "an item of resources.csv"
            raise AnswerSetError(f"{row.where}: item: expected {expected}, found {item!r}")
        seen.add(item)
        skills = {name: cell for name, cell in row.cells.items() if name != "item"}
        needs[item] = tuple(name for name, cell in skills.items() if _is_needed(row, name, cell))
    return needs


def _is_needed(row: Row, name: str, cell: str) -> bool:
    if cell.strip() not in ("", "0", "1"):
        raise AnswerSetError(f"{row.where}: {name}: expected 0 or 1, found {cell!r}")
    return cell.strip() == "1"


def _read_answers(path: Path, needs: Needs) -> Iterator[Answer]:
    seen = set[str]()
    for row in _read_csv(path, ("number", "item", "score")):
        item, attempt = _take(row, "item"), row.cells.get("attempt", "")
        if item not in needs:
            raise AnswerSetError(f"{row.where}: item: expected an item of q.csv, found {item!r}")
        if attempt and attempt in seen:
            continue
        seen.add(attempt)
        yield Answer(_take(row, "number"), item, _score(row, "score"), _day(row, ("at",)))


def _score(row: Row, column: str) -> float:
    try:
        return parse_score(row.cells[column].strip(), column, _UNITS)
    except CellError as error:
        raise AnswerSetError(f"{row.where}: {error}") from None


def _day(row: Row, columns: tuple[str, ...]) -> float:
    """Return the day of the first of the columns that is there; NaN where it is empty."""
    column = next((name for name in columns if name in row.cells), None)
    text = row.cells[column].strip() if column else ""
    if column is None or not text:
        return float("nan")
    try:
        return datetime.fromisoformat(parse_time(text, column, _UNITS)).timestamp() / _DAY
    except CellError as error:
        raise AnswerSetError(f"{row.where}: {error}") from None


def _take(row: Row, column: str) -> str:
    value = row.cells[column].strip()
    if not value:
        raise AnswerSetError(f"{row.where}: {column}: expected a name, found none")
    return value


def _parse_order(row: Row, column: str) -> float:
    try:
        return float(row.cells[column])
    except ValueError:
        found = repr(row.cells[column])
        raise AnswerSetError(f"{row.where}: {column}: expected a number, found {found}") from None


def _find_column(path: Path, cells: Cells, names: tuple[str, ...]) -> str:
    for name in names:
        if name in cells:
            return name
    raise AnswerSetError(
        f"{path}: expected a column {' or '.join(names)}, found {', '.join(cells)}"
    )


def _read_csv(path: Path, columns: tuple[str, ...], encoding: str = "utf-8-sig") -> Iterator[Row]:
    try:
        yield from read_rows(path, columns, _refuse, encoding)
    except RawFileError as error:
        raise AnswerSetError(str(error)) from None


def _refuse(fault: LeftOut) -> None:
    raise AnswerSetError(f"{fault.subject}: {fault.reason}")


def _find_encoding(path: Path) -> str:
    """Return UTF-8 where it fits; the files of 2009 are in Latin-1."""
    try:
        path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return "latin-1"
    except OSError as error:
        raise AnswerSetError(f"{path}: expected a file, found {error.strerror}") from None
    return "utf-8-sig"


def _format_day(day: float) -> str:
    if math.isnan(day):
        return ""
    moment = datetime.fromtimestamp(round(day * _DAY), tz=_UNITS.zone)
    return moment.isoformat(timespec="seconds")


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([header, *rows])
