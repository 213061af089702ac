from ingest.duplicates import Advertisement, find_duplicates

TEXT = "We look for a tester who writes test plans and keeps calm when the release slips again"


def test_one_text_told_twice_repeats_the_earlier_one() -> None:
    later = Advertisement("b", "2026-02-01", "Bank", TEXT.upper())
    assert find_duplicates([later, Advertisement("a", "2026-03-01", "Agency", TEXT)]) == {"a": "b"}


def test_of_one_day_the_smaller_id_is_the_first() -> None:
    both = [Advertisement(each, "2026-02-01", "Bank", TEXT) for each in "ba"]
    assert find_duplicates(both) == {"b": "a"}


def test_a_few_changed_words_of_one_employer_are_the_same_advertisement() -> None:
    both = [
        Advertisement("a", "", "Bank", TEXT),
        Advertisement("b", "", "BANK", TEXT + " soon"),
    ]
    assert find_duplicates(both) == {"b": "a"}


def test_a_few_changed_words_of_another_employer_are_another_advertisement() -> None:
    both = [
        Advertisement("a", "", "Bank", TEXT),
        Advertisement("b", "", "Shop", TEXT + " soon"),
    ]
    assert find_duplicates(both) == {}


def test_a_text_of_its_own_is_no_repetition() -> None:
    both = [
        Advertisement("a", "", "Bank", TEXT),
        Advertisement("b", "", "Bank", "A nurse for nights"),
    ]
    assert find_duplicates(both) == {}


def test_a_copy_of_a_repetition_repeats_the_first() -> None:
    changed = TEXT + " soon"
    said = [("a", "Bank", TEXT), ("b", "Bank", changed), ("c", "Agency", changed)]
    found = find_duplicates([Advertisement(i, "", employer, text) for i, employer, text in said])
    assert found == {"b": "a", "c": "a"}


def test_advertisements_without_a_text_do_not_repeat_each_other() -> None:
    both = [Advertisement("a", "", "Bank", ""), Advertisement("b", "", "Shop", " ")]
    assert find_duplicates(both) == {}
