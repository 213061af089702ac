"""Answers as matrices in files: fraction subtraction and its kin, Math1 and Math2."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evaluation.answer_sets import AnswerSet
from evaluation.bench_diagnosis import read_rda
from evaluation.errors import AnswerSetError
from learner.errors import DiagnosisError
from learner.responses import Responses, make_responses

FloatArray = NDArray[np.float64]
_HEADER = ("No.", "Type", "Full Score")


def read_edmdata(path: Path) -> AnswerSet:
    """Return the answers of ``items_NAME.rda`` with ``qmatrix_NAME.rda`` beside it.

    Raises:
        AnswerSetError: a file is missing or holds something else, or no reader of R is installed.
    """
    name = path.stem.removeprefix("items_")
    beside = path.with_name(f"qmatrix_{name}.rda")
    scores, q = _read_r(path), _read_r(beside)
    if np.isnan(q).any() or not np.isin(q, (0.0, 1.0)).all():
        raise AnswerSetError(f"{beside}: expected a table of 0 and 1")
    told = _make(str(path), np.nan_to_num(scores), ~np.isnan(scores), q)
    return _name_matrix(name, told, [f"skill {column + 1}" for column in range(q.shape[1])])


def read_matrices(folder: Path) -> AnswerSet:
    """Return the answers of a folder with ``data.txt`` and ``q.txt``, both without a header.

    ``data.txt`` has a learner a line with shares of the full score, parted by tabs or spaces, NaN
    or -1 where there is no answer; ``q.txt`` an item a line with 0 and 1. ``problemdesc.txt``
    (No., Type, Full Score) and ``qnames.txt`` (number and name of a skill a line) may be there;
    the first must have a line for each item.

    Raises:
        AnswerSetError: file and line, what was expected and what was found.
    """
    scores = np.array(list(_read_lines(folder / "data.txt", _parse_share)))
    q = np.array(list(_read_lines(folder / "q.txt", _parse_need)))
    if len(q) != scores.shape[1]:
        raise AnswerSetError(
            f"{folder / 'q.txt'}: expected {scores.shape[1]} items as in data.txt, found {len(q)}"
        )
    _check_description(folder / "problemdesc.txt", len(q))
    told = _make(str(folder), np.nan_to_num(scores), ~np.isnan(scores), q)
    return _name_matrix(folder.name, told, _read_skills(folder / "qnames.txt", q.shape[1]))


def write_matrices(answers: AnswerSet, folder: Path) -> None:
    """Write a set in the form that :func:`read_matrices` reads; times and texts are lost."""
    told = answers.responses
    scores = np.where(told.answered, told.scores, np.nan)
    folder.mkdir(parents=True, exist_ok=True)
    np.savetxt(folder / "data.txt", scores, fmt="%.6g", delimiter="\t")
    np.savetxt(folder / "q.txt", told.q, fmt="%d", delimiter="\t")
    lines = ["\t".join(_HEADER), *(f"{item + 1}\tObj\t1" for item in range(len(told.q)))]
    (folder / "problemdesc.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _make(where: str, scores: FloatArray, answered: NDArray[np.bool_], q: FloatArray) -> Responses:
    try:
        return make_responses(scores, answered, q)
    except DiagnosisError as error:
        raise AnswerSetError(f"{where}: {error}") from None


def _name_matrix(name: str, told: Responses, skills: Sequence[str]) -> AnswerSet:
    learners = tuple(str(row + 1) for row in range(len(told.scores)))
    items = tuple(str(column + 1) for column in range(len(told.q)))
    return AnswerSet(name, told, learners, items, tuple(skills))


def _read_r(path: Path) -> FloatArray:
    if not path.is_file():
        raise AnswerSetError(f"{path}: expected an R data file, found none")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # what is no R file is only warned of
            return read_rda(path)
    except ModuleNotFoundError:
        raise AnswerSetError(f"{path}: expected the package rdata to read it, found none") from None
    except (ValueError, OSError, EOFError, LookupError, UserWarning) as error:
        raise AnswerSetError(f"{path}: expected a table of numbers in R's form, {error}") from None


def _read_lines(path: Path, parse: Callable[[str], float]) -> Iterator[list[float]]:
    """Yield the lines as numbers, all of one width."""
    width = 0
    for number, line in enumerate(_read_text(path), start=1):
        cells = line.split()
        if not cells:
            continue
        width = width or len(cells)
        if len(cells) != width:
            raise AnswerSetError(f"{path}:{number}: expected {width} cells, found {len(cells)}")
        try:
            yield [parse(cell) for cell in cells]
        except ValueError as error:
            raise AnswerSetError(f"{path}:{number}: {error}") from None
    if not width:
        raise AnswerSetError(f"{path}: expected lines of numbers, found none")


def _read_text(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        found = error.strerror if isinstance(error, OSError) else "other bytes"
        raise AnswerSetError(f"{path}: expected a text in UTF-8, found {found}") from None


def _parse_share(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"expected a score in [0, 1], found {cell!r}") from None
    if value == -1.0:
        return float("nan")
    if value < 0.0 or value > 1.0:
        raise ValueError(f"expected a score in [0, 1], found {cell!r}")
    return value


def _parse_need(cell: str) -> float:
    if cell not in ("0", "1", "0.0", "1.0"):
        raise ValueError(f"expected 0 or 1, found {cell!r}")
    return float(cell)


def _check_description(path: Path, items: int) -> None:
    if not path.exists():
        return
    lines = [line.split() for line in _read_text(path) if line.strip()]
    told = [line for line in lines if line[0].isdigit()]
    if len(told) != items:
        raise AnswerSetError(f"{path}: expected {items} items as in data.txt, found {len(told)}")


def _read_skills(path: Path, count: int) -> list[str]:
    """Return the names of the skills, numbers where no file tells them."""
    if not path.exists():
        return [f"skill {column + 1}" for column in range(count)]
    lines = [line.split("\t", 1) for line in _read_text(path) if line.strip()]
    told = [line[-1].strip() for line in lines if line[0].strip().isdigit()]
    if len(told) != count:
        raise AnswerSetError(f"{path}: expected {count} skills as in q.txt, found {len(told)}")
    return told
