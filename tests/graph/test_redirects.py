"""Where old ids lead."""

from graph.redirects import find_ends


def test_a_chain_leads_to_its_end() -> None:
    assert find_ends({"a": "b", "b": "c", "x": "y"}) == {"a": "c", "b": "c", "x": "y"}


def test_what_leads_back_leads_nowhere_and_neither_does_what_leads_into_it() -> None:
    assert find_ends({"a": "b", "b": "a", "c": "a", "d": "d"}) == {}
