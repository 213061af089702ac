from text.inflection import list_inflections


def test_the_last_word_takes_the_other_number() -> None:
    assert list_inflections("databases") >= {"database"}
    assert list_inflections("query") >= {"queries"}
    assert list_inflections("boxes") >= {"box"}


def test_the_first_word_of_several_is_infinitive_or_gerund() -> None:
    assert list_inflections("manage data") >= {"managing data", "managing datas"}
    assert list_inflections("planning tests") >= {"plan tests", "plan test"}


def test_one_word_is_no_verb() -> None:
    assert "testing" not in list_inflections("test")


def test_a_proper_name_has_no_singular() -> None:
    assert list_inflections("rails", proper=True) == {"railss", "railses"}


def test_short_words_and_words_with_signs_stay() -> None:
    assert list_inflections("c++") == list_inflections("go") == list_inflections("数据库") == set()


def test_an_operating_system_is_not_what_operates_a_system() -> None:
    assert list_inflections("operate system") == {"operate systems"}
