"""Which form a path holds answers in, by its name and what lies in it."""

from pathlib import Path

from evaluation.answer_logs import read_assistments, read_tables
from evaluation.answer_matrices import read_edmdata, read_matrices
from evaluation.answer_sets import AnswerSet
from evaluation.errors import AnswerSetError

_FORMS = "answers.csv with q.csv, data.txt with q.txt, an items_NAME.rda or a CSV of ASSISTments"


def read_answers(path: Path) -> AnswerSet:
    """Return the answers at a path.

    A folder with ``answers.csv`` holds :func:`~evaluation.answer_logs.read_tables`, one with
    ``data.txt`` :func:`~evaluation.answer_matrices.read_matrices`; a file ``items_NAME.rda`` is of
    the R package edmdata, ``.csv`` of ASSISTments.

    Raises:
        AnswerSetError: none of these, or one of them that cannot be taken as it stands.
    """
    if (path / "answers.csv").is_file():
        return read_tables(path)
    if (path / "data.txt").is_file():
        return read_matrices(path)
    if path.is_file() and path.suffix == ".rda":
        return read_edmdata(path)
    if path.is_file() and path.suffix == ".csv":
        return read_assistments(path)
    found = "a folder without them" if path.is_dir() else "nothing" if not path.exists() else "else"
    raise AnswerSetError(f"{path}: expected {_FORMS}, found {found}")
