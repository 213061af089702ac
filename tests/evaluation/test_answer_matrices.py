"""Answers as matrices in files: their shapes, and what is refused with its place."""

from pathlib import Path

import numpy as np
import pytest

from evaluation.answer_files import read_answers
from evaluation.answer_matrices import read_edmdata, read_matrices, write_matrices
from evaluation.data0 import make_table
from evaluation.errors import AnswerSetError

EDMDATA = Path(__file__).parents[2].parent / "shared" / "data" / "edmdata" / "data"


def write(folder: Path, data: str = "1\t0.5\n0\tNaN\n", q: str = "1\t0\n1\t1\n") -> Path:
    (folder / "data.txt").write_text(data)
    (folder / "q.txt").write_text(q)
    return folder


def test_a_folder_of_matrices_is_read_with_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "qnames.txt").write_text("No.\tName\n1\tsets\n2\tplane vectors\n")
    found = read_answers(write(tmp_path))
    assert found.responses.scores.tolist() == [[1.0, 0.5], [0.0, 0.0]]
    assert found.responses.answered.tolist() == [[True, True], [True, False]]
    assert found.skills == ("sets", "plane vectors")
    assert found.responses.attempts is None


def test_a_twin_of_the_first_mathematics_set_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = make_table(4209, 20, 11, seed=1)
    write_matrices(made, tmp_path)
    found = read_answers(tmp_path)
    assert found.responses.scores.shape == (4209, 20)
    assert found.responses.q.shape == (20, 11)
    assert found.digest == made.digest


@pytest.mark.parametrize(
    ("data", "q", "message"),
    [
        ("1 0\n1\n", "1\n1\n", r"data.txt:2: expected 2 cells, found 1"),
        ("1 0\n1 1.5\n", "1\n1\n", r"data.txt:2: expected a score in \[0, 1\], found '1.5'"),
        ("1 x\n", "1\n1\n", r"data.txt:1: expected a score in \[0, 1\], found 'x'"),
        ("", "1\n", r"data.txt: expected lines of numbers, found none"),
        ("1 0\n", "1\n1\n1\n", r"q.txt: expected 2 items as in data.txt, found 3"),
        ("1 0\n", "1 0\n1\n", r"q.txt:2: expected 2 cells, found 1"),
        ("1 0\n", "1\n2\n", r"q.txt:2: expected 0 or 1, found '2'"),
    ],
)
def test_a_faulty_matrix_is_refused_with_its_place(
    tmp_path: Path, data: str, q: str, message: str
) -> None:
    with pytest.raises(AnswerSetError, match=message):
        read_matrices(write(tmp_path, data, q))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("problemdesc.txt", "No.\tType\tFull Score\n1\tObj\t4\n", "expected 2 items .* found 1"),
        ("qnames.txt", "1\tsets\n", "expected 2 skills as in q.txt, found 1"),
    ],
)
def test_a_description_of_something_else_is_refused(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    write(tmp_path)
    (tmp_path / name).write_text(text)
    with pytest.raises(AnswerSetError, match=message):
        read_matrices(tmp_path)


def test_a_file_that_is_missing_or_no_r_is_named(tmp_path: Path) -> None:
    with pytest.raises(AnswerSetError, match=r"items_x.rda: expected an R data file, found none"):
        read_edmdata(tmp_path / "items_x.rda")
    (tmp_path / "items_y.rda").write_bytes(b"nothing of R's")
    with pytest.raises(AnswerSetError, match=r"items_y.rda: expected a table of numbers"):
        read_edmdata(tmp_path / "items_y.rda")


@pytest.mark.data
@pytest.mark.parametrize(("name", "shape"), [("fractions", (536, 20, 8)), ("ecpe", (2922, 28, 3))])
def test_the_public_sets_have_their_shapes(name: str, shape: tuple[int, ...]) -> None:
    told = read_answers(EDMDATA / f"items_{name}.rda").responses
    assert (*told.scores.shape, told.q.shape[1]) == shape
    assert told.answered.all()
    assert np.isin(told.scores, (0.0, 1.0)).all()
