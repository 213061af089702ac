import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.resources import QEntry
from learner.blocks import LIMIT, QBlock, split_q_matrix
from learner.unions import list_unions


def entries(**needs: str) -> list[QEntry]:
    """Return a Q matrix: ``q1="ab"`` needs the points a and b."""
    return [QEntry(question, "c", point) for question, each in needs.items() for point in each]


def parts(blocks: list[QBlock]) -> set[tuple[str, str]]:
    return {("".join(block.questions), "".join(block.points)) for block in blocks}


def test_the_points_of_a_chapter_are_one_block() -> None:
    found = split_q_matrix(entries(p="a", q="b", r="c"), {"a": "u1", "b": "u1", "c": "u2"})
    assert parts(found) == {("pq", "ab"), ("r", "c")}


def test_a_question_joins_the_chapters_it_needs() -> None:
    chapters = {"a": "u1", "b": "u1", "c": "u2"}
    assert parts(split_q_matrix(entries(p="a", q="b", r="bc"), chapters)) == {("pqr", "abc")}


def test_points_without_a_chapter_are_joined_by_questions_alone() -> None:
    assert parts(split_q_matrix(entries(p="a", q="b", r="cb"), {})) == {("p", "a"), ("qr", "bc")}


def test_rows_and_columns_are_sorted_and_say_what_needs_what() -> None:
    [block] = split_q_matrix(entries(q="ba", p="b"), {})
    assert (block.questions, block.points) == (("p", "q"), ("a", "b"))
    assert block.q.tolist() == [[False, True], [True, True]]


def test_a_point_that_no_question_needs_is_in_no_block() -> None:
    [block] = split_q_matrix(entries(p="a"), {"a": "u1", "z": "u1"})
    assert block.points == ("a",)


def test_a_chapter_with_too_many_classes_falls_back_to_what_questions_join() -> None:
    names = "abcdefghijk"  # 2 ** 11 distinguishable classes
    single = {f"q{name}": name for name in names}
    chapters = dict.fromkeys(names, "u1")
    [ten] = split_q_matrix(entries(**dict(list(single.items())[:10])), chapters)
    assert len(list_unions(ten.q)) == LIMIT
    assert len(split_q_matrix(entries(**single), chapters)) == 11
    assert len(split_q_matrix(entries(**single, both="ab"), chapters)) == 10


def test_no_q_matrix_has_no_block() -> None:
    assert split_q_matrix([], {"a": "u1"}) == []


@given(
    st.dictionaries(st.sampled_from("pqrstuvw"), st.sets(st.sampled_from("abcdef"), min_size=1)),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["u1", "u2"])),
)
def test_every_question_is_in_one_block_with_all_it_needs(
    needs: dict[str, set[str]], chapters: dict[str, str]
) -> None:
    found = split_q_matrix(
        entries(**{q: "".join(sorted(each)) for q, each in needs.items()}), chapters
    )
    told = {
        question: {block.points[column] for column in np.flatnonzero(row)}
        for block in found
        for question, row in zip(block.questions, block.q, strict=True)
    }
    assert told == needs
    assert sum(len(block.questions) for block in found) == len(needs)
