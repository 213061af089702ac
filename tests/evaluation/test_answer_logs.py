"""Our own tables and ASSISTments: what is read, and what is refused with its place."""

import math
from pathlib import Path

import pytest

from evaluation.answer_files import read_answers
from evaluation.answer_logs import read_tables, write_tables
from evaluation.data0 import World, make_data0
from evaluation.errors import AnswerSetError

ANSWERS = "number,item,score,at\nli,a,1,2024-03-01T08:00:00+08:00\nwu,b,50%,\n"
Q = "item,cut,weld\na,1,0\nb,1,1\n"
TEXTS = "key,kind,stem\na,question,Cut how?\nfilm,video,\nb,,Weld how?\n"
SCHOOL = (
    "order_id,user_id,problem_id,correct,skill_id\n"
    "3,u,p2,0,\n2,u,p1,1,7\n2,u,p1,1,8\n1,v,p1,0,7_8\n"
)


def write(folder: Path, **tables: str) -> Path:
    for name, text in {"answers": ANSWERS, "q": Q, "resources": TEXTS, **tables}.items():
        if text is not None:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_our_tables_are_read_with_texts_and_times(tmp_path: Path) -> None:
    found = read_answers(write(tmp_path))
    assert (found.learners, found.items, found.skills) == (
        ("li", "wu"),
        ("a", "b"),
        ("cut", "weld"),
    )
    assert found.responses.scores.tolist() == [[1.0, 0.0], [0.0, 0.5]]
    assert found.responses.texts is not None
    assert [text.stem for text in found.responses.texts] == ["Cut how?", "Weld how?"]
    attempts = found.responses.attempts
    assert attempts is not None
    assert attempts.day[0] == 19_783.0  # midnight in UTC
    assert math.isnan(attempts.day[1])


def test_an_attempt_that_comes_again_counts_once(tmp_path: Path) -> None:
    twice = "number,item,score,attempt\nli,a,1,t1\nli,a,0,t1\nli,b,1,t2\n"
    attempts = read_tables(write(tmp_path, answers=twice)).responses.attempts
    assert attempts is not None
    assert attempts.score.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("answers", "number,item,score\nli,z,1\n", r"answers.csv:2: item: expected an item of q"),
        ("answers", "number,item,score\nli,film,1\n", r"answers.csv:2: item: expected .* 'film'"),
        ("answers", "number,item,score\nli,a,1.2\n", r"answers.csv:2: score: expected 0 to 1"),
        ("answers", "number,item,score\nli,a,\n", r"answers.csv:2: score: expected 0 to 1"),
        ("answers", "number,item,score,at\nli,a,1,2999-01-01\n", r"at: expected a past time"),
        ("answers", "number,item,score,at\nli,a,1,soon\n", r"at: expected ISO 8601, found 'soon'"),
        ("answers", "number,item,score\n,a,1\n", r"answers.csv:2: number: expected a name"),
        ("answers", "number,item\nli,a\n", r"score"),
        ("answers", "number,item,score\nli,a\n", r"answers.csv:2"),
        ("answers", "", r"answers.csv"),
        ("answers", "number,item,score\n", r"expected an answer, found none"),
        ("q", "item,cut\na,2\n", r"q.csv:2: cut: expected 0 or 1, found '2'"),
        ("q", "item,cut\na,1,1\n", r"q.csv:2"),
        ("q", "item,cut\nz,1\n", r"q.csv:2: item: expected an item of resources.csv, found 'z'"),
        ("q", "item,cut\na,1\na,1\n", r"q.csv:3: item: expected each item once, found 'a'"),
        ("resources", "key\na\na\n", r"resources.csv:3: key: expected each once, found 'a' again"),
    ],
)
def test_a_faulty_table_is_refused_with_its_place(
    tmp_path: Path, table: str, text: str, message: str
) -> None:
    with pytest.raises(AnswerSetError, match=message):
        read_tables(write(tmp_path, **{table: text}))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_made_set_is_read_as_it_was_written(tmp_path: Path, language: str) -> None:
    made, _ = make_data0(World(12, 9, 3, attempts=7, language=language), seed=1)
    write_tables(made, tmp_path)
    found = read_answers(tmp_path)
    mine, theirs = made.responses.attempts, found.responses.attempts
    assert mine is not None
    assert theirs is not None
    assert found.responses.q.tolist() == made.responses.q.tolist()
    assert found.responses.texts == made.responses.texts
    assert found.responses.scores.tolist() == made.responses.scores.tolist()
    assert theirs.day == pytest.approx(mine.day, abs=1e-5)


def test_assistments_has_several_skills_a_problem_and_an_order(tmp_path: Path) -> None:
    path = tmp_path / "skill_builder.csv"
    path.write_bytes(SCHOOL.encode() + "4,v,p2,1,é\n".encode("latin-1"))
    found = read_answers(path)
    assert (found.learners, found.items) == (("v", "u"), ("p1", "p2"))
    assert found.skills == ("7", "8", "é")
    assert found.responses.q.tolist() == [[True, True, False], [False, False, True]]
    assert found.responses.scores.tolist() == [[0.0, 1.0], [1.0, 0.0]]
    assert not found.is_timed


def test_assistments_with_times_is_timed(tmp_path: Path) -> None:
    path = tmp_path / "2012.csv"
    path.write_text(
        "user_id,problem_id,correct,skill,end_time\n"
        "u,p,0,add,2012-09-28 15:11:28\nu,p,1,add,2012-09-29 15:11:28.5\n"
    )
    assert read_answers(path).is_timed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("user_id,problem_id,correct\nu,p,1\n", "expected a column skill_id or skill"),
        ("user_id,problem_id,correct,skill_id\n", "expected answers, found none"),
        ("user_id,problem_id,correct,skill_id\nu,p,3,1\n", r"csv:2: correct: expected 0 to 1"),
        ("order_id,user_id,problem_id,correct,skill\nx,u,p,1,1\n", r"csv:2: order_id: expected a"),
    ],
)
def test_a_faulty_log_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text)
    with pytest.raises(AnswerSetError, match=message):
        read_answers(path)


def test_a_path_that_holds_no_answers_says_what_would() -> None:
    with pytest.raises(AnswerSetError, match=r"expected answers.csv with q.csv, .* found nothing"):
        read_answers(Path("nowhere"))
