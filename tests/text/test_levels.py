import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.levels import is_negated, read_level


def split(marked: str) -> tuple[str, int, int]:
    """Return the sentence without its brackets, and the span they enclosed."""
    before, mention, behind = marked.replace("]", "[").split("[")
    return before + mention + behind, len(before), len(before) + len(mention)


@pytest.mark.parametrize(
    ("marked", "level"),
    [
        ("familiar with [Docker]", 1),
        ("Basic [SQL] knowledge", 1),
        ("good knowledge of [Java]", 2),
        ("hands-on experience with [Java]", 2),
        ("must master [SQL]", 3),
        ("in-depth [SQL]", 3),
        ("Very good [SQL] skills", 3),
        ("了解[Docker]", 1),
        ("熟练掌握[Java]", 2),
        ("精通[Java]", 3),
        ("深入了解[JVM]", 3),
    ],
)
def test_words_of_level_before_a_mention_count(marked: str, level: int) -> None:
    assert read_level(*split(marked)) == level


@pytest.mark.parametrize(
    ("marked", "level"),
    [
        ("1-2 years of [Python]", 1),
        ("6 months of [Go]", 1),
        ("two years with [Go]", 2),
        ("3+ years of [Python]", 2),
        ("at least five years' experience with [C++]", 3),
        ("[Python]: 3 years", 2),
        ("3年以上[Java]经验", 2),
        ("五年[Java]经验", 3),
        ("半年[Java]经验", 1),
    ],
)
def test_years_count_by_their_lower_end(marked: str, level: int) -> None:
    assert read_level(*split(marked)) == level


@pytest.mark.parametrize(
    ("marked", "level"),
    [
        ("Expert in Python, Java and [SQL]; familiar with Docker", 3),
        ("Expert in Python; familiar with [Docker]", 1),
        ("Strong [Python] and basic SQL", 2),
        ("Strong Python and basic [SQL]", 1),
        ("Python (expert), [Java] (basic)", 1),
        ("熟悉[Java]，了解Python", 2),
        ("熟悉Java，了解[Python]", 1),
        ("精通Java、[C++]等语言", 3),
    ],
)
def test_the_nearest_in_the_clause_wins(marked: str, level: int) -> None:
    assert read_level(*split(marked)) == level


@pytest.mark.parametrize(
    ("marked", "level"), [("[Python] expert", 3), ("[SQL] (basic)", 1), ("[Java]基础扎实", 2)]
)
def test_what_is_said_behind_a_mention_counts(marked: str, level: int) -> None:
    assert read_level(*split(marked)) == level


@pytest.mark.parametrize(
    "marked",
    [
        "[Python]",
        "Python (expert), [Java]",
        "[Python] and 5 years of Java",
        "[Java] developer familiar with Spring",
        "有[Java]开发经验并熟悉Spring",
        "Master's degree in [computer science]",
        "Bachelor or Master in [computer science]",
        "deep learning, [PyTorch]",
        "Visual Basic, [SQL]",
        "You are 18 years old and know [SQL]",
        "In the last 3 years we used [Java]",
    ],
)
def test_words_that_say_nothing_of_the_mention_do_not_count(marked: str) -> None:
    assert read_level(*split(marked)) is None


@pytest.mark.parametrize(
    "marked",
    [
        "no [PHP] needed",
        "no prior knowledge of [PHP] required",
        "without [PHP]",
        "[PHP] not required",
        "PHP or [Perl] is not necessary",
        "experience with [PHP] isn't required",
        "you don't need [PHP]",
        "not required: [PHP]",
        "无需[PHP]",
        "不要求掌握[PHP]",
        "[PHP]经验不作要求",
    ],
)
def test_what_is_not_asked_for_is_negated(marked: str) -> None:
    assert is_negated(*split(marked))


@pytest.mark.parametrize(
    "marked",
    [
        "[PHP] required",
        "[PHP] required and Perl not required",
        "not only [PHP] but also Go",
        "[PHP] is a plus but not required",
        "no nonsense team using [PHP]",
        "no less than 3 years of [PHP]",
        "including but not limited to [PHP]",
        "No problem, [PHP] is fun",
        "熟悉[PHP]",
    ],
)
def test_a_no_that_is_not_about_the_mention_negates_nothing(marked: str) -> None:
    assert not is_negated(*split(marked))


@given(st.text(alphabet="a goodbasic熟悉3年 years,;()", max_size=40), st.data())
def test_a_level_is_between_1_and_3(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    assert read_level(text, start, data.draw(st.integers(start, len(text)))) in {None, 1, 2, 3}
