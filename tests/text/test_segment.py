import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.segment import fold, split_sentences, tokens


def list_texts(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


def test_full_stops_question_and_exclamation_marks_end_an_english_sentence() -> None:
    assert list_texts("You code. Do you? Yes! Apply") == ["You code.", "Do you?", "Yes!", "Apply"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Scripting, e.g. Bash, i.e. shell.",
        "Jenkins, Travis etc. Docker is a plus.",
        "Acme Ltd. Berlin hires.",
        "Engineer (m/f/d) wanted.",
        "Python 3.5 and node.js on .NET servers.",
        "Report to J. Smith.",
    ],
)
def test_abbreviations_numbers_and_names_do_not_end_a_sentence(sentence: str) -> None:
    assert list_texts(sentence) == [sentence]


def test_chinese_sentences_end_at_full_width_stops() -> None:
    assert list_texts("负责开发。熟悉Java，了解Go；有经验吗？有！") == [
        "负责开发。",
        "熟悉Java，了解Go；",
        "有经验吗？",
        "有！",
    ]


def test_line_breaks_and_bullets_end_a_sentence_and_bullets_go() -> None:
    text = "Skills\n• SQL • Git\n- Docker\r\n2) C++\n(3) Go\n1、负责 2、编码\n1.5 years"
    expected = ["Skills", "SQL", "Git", "Docker", "C++", "Go", "负责", "编码", "1.5 years"]
    assert list_texts(text) == expected


def test_a_quote_closes_with_its_sentence() -> None:
    assert list_texts('He said "Go." Then he left.') == ['He said "Go."', "Then he left."]


@given(st.text(alphabet="aB1.。!\n •-“”‘ 、e.g中文"))
def test_sentences_are_ordered_slices_that_lose_only_space_and_bullets(text: str) -> None:
    sentences = split_sentences(text)
    assert all(text[each.start : each.end] == each.text for each in sentences)
    ends = [0, *(each.end for each in sentences)]
    assert all(end <= each.start for end, each in zip(ends, sentences, strict=False))


def test_words_are_folded_and_signs_inside_them_kept() -> None:
    assert tokens("Debugging C++, C# and .NET on Node.js") == (
        "debug",
        "c++",
        "c#",
        "and",
        ".net",
        "on",
        "node.js",
    )


def test_hyphens_and_slashes_part_words() -> None:
    assert tokens("object-oriented TCP/IP") == ("object", "orient", "tcp", "ip")


def test_chinese_gives_characters_and_bigrams_beside_latin_words() -> None:
    assert tokens("SQL数据库") == ("sql", "数", "据", "库", "数据", "据库")


@pytest.mark.parametrize(
    "forms",
    [
        "database databases",
        "query queries",
        "process processes processing processed",
        "debug debugging debugged",
        "manage manages managing managed",
        "model models modelling modeling modelled",
        "optimise optimize optimising optimized",
        "analyse analyze analyzing analysis analyses",
        "use uses used using",
        "api apis",
        "user users user's",
        "install installing",
        "embed embedded",
    ],
)
def test_inflections_of_a_word_meet(forms: str) -> None:
    assert len({fold(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        "marketing market",
        "string str",
        "css cs",
        "status statu",
        "less les",
        "speed spe",
        "operating operate",
    ],
)
def test_words_that_only_look_inflected_stay_apart(pair: str) -> None:
    assert len({fold(word) for word in pair.split()}) == 2


@given(st.text())
def test_tokens_of_any_text_are_not_empty(text: str) -> None:
    assert all(tokens(text))
