import pytest

from mining.apriori import mine_rules
from mining.errors import TemplateError
from mining.itemsets import Template
from mining.templates import check_templates, parse_templates


def test_templates_are_read_as_people_write_them() -> None:
    assert parse_templates("K>A, A > J") == [Template("K", "A"), Template("A", "J")]


@pytest.mark.parametrize("text", ["", "K", "K>", ">A", "K>A,"])
def test_another_form_is_refused(text: str) -> None:
    with pytest.raises(TemplateError, match="expected templates such as K>A,A>J"):
        parse_templates(text)


def test_an_unknown_type_is_refused_with_the_known_ones() -> None:
    with pytest.raises(TemplateError, match=r"J \(job\), found 'X' in K>X"):
        check_templates(parse_templates("K>X"))
    with pytest.raises(TemplateError, match=r"J \(job\), S, found 'X' in X>S"):
        mine_rules([{"S:a"}], [Template("X", "S")])


def test_a_corpus_without_one_of_our_types_is_no_error() -> None:
    assert mine_rules([{"K:a"}] * 10, parse_templates("O>A,K>J")).rules == ()


def test_types_of_the_items_are_known_too() -> None:
    check_templates([Template("S", "K")], ["S:section"])
