import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.wording import Link, Named, Target, score_names
from text.aliases import load_aliases

DATA = Path(__file__).parents[2].parent / "shared" / "data"

TARGETS = [
    Target("storage", ("data storage", "RAID", "backup")),
    Target("cleansing", ("perform data cleansing", "backup", "数据清洗")),
    Target("markup", ("use markup languages", "HTML")),
    Target("firewall", ("implement a firewall", "packet filter")),
]


def link(name: str, language: str | None = None) -> list[tuple[str, object, str]]:
    links = score_names([Named("k", name, language)], TARGETS)
    return [(each.to_id, pytest.approx(each.score), each.how) for each in links]


def test_a_phrase_scores_by_what_it_covers_and_how_specific_it_is() -> None:
    # Two of four targets use "data": it weighs 1 - ln 2 / ln 4 = .5, "storage" and "disks" 1.
    # The phrase covers c = 1.5 / 2.5 = .6 and is as specific as can be: .6 + .4 * .6 * 1.
    assert link("Data storage on disks") == [("storage", 0.84, "phrase")]


def test_tokens_score_by_what_is_shared_of_what_either_has() -> None:
    # "data" and "cleansing" weigh .5 + 1; with "perform" there are 2.5 in all.
    assert link("Data cleansing") == [("cleansing", 1.5 / 2.5, "tokens")]


def test_an_alias_is_named_as_it_is_written() -> None:
    assert score_names([Named("k", "数据清洗")], TARGETS) == [
        Link("k", "cleansing", 1.0, "数据清洗", "phrase")
    ]


def test_articles_are_no_difference() -> None:
    [found] = score_names([Named("k", "Implementing the firewall")], TARGETS)
    assert (found.score, found.matched) == (1.0, "implement a firewall")


def test_a_name_means_the_same_before_another_word() -> None:
    assert link("HTML forms") == [("markup", 0.5 + 0.5 * 0.6, "phrase")]
    assert link("Firewall rules") == []


def test_a_phrase_that_only_modifies_what_follows_counts_less() -> None:
    assert link("Data storage tariffs") == [("storage", 0.84 * 0.7, "phrase")]
    assert link("Packet filter") == [("firewall", 1.0, "phrase")]


def test_an_alias_of_several_targets_links_to_none() -> None:
    assert link("Backup") == []


def test_shared_words_in_another_order_are_another_thing() -> None:
    assert link("Cleansing data") == []


def test_a_label_whose_last_word_is_missing_is_another_thing() -> None:
    targets = [Target("seo", ("search engine optimisation",)), Target("b", ("b",))]
    assert score_names([Named("k", "Search engines")], targets) == []


def test_words_of_a_language_that_is_not_folded_only_match_as_phrases() -> None:
    assert link("Data cleansing", "de") == []
    assert link("RAID", "de-AT") == [("storage", 1.0, "phrase")]


def test_a_name_has_at_most_three_links_best_first_and_ties_by_id() -> None:
    targets = [Target(each, (f"{each} tools",)) for each in ("z", "y", "x", "w")]
    links = score_names([Named("k", "z tools, y tools, x tools and w tools")], targets)
    assert [each.to_id for each in links] == ["w", "x", "y"]


def test_a_note_in_brackets_is_no_part_of_a_label() -> None:
    targets = [Target("py", ("Python (computer programming)",)), Target("b", ("b",))]
    assert [each.to_id for each in score_names([Named("k", "Python basics")], targets)] == ["py"]
    assert score_names([Named("k", "Computer programming")], targets) == []


def test_a_version_or_brackets_in_a_name_do_not_matter() -> None:
    assert link("HTML5") == link("Introduction (HTML)") == [("markup", 1.0, "phrase")]


def test_names_or_targets_without_words_have_no_links() -> None:
    assert score_names([Named("k", "of the"), Named("l", "")], TARGETS) == []
    assert score_names([Named("k", "HTML")], []) == []
    assert score_names([Named("k", "of the")], [Target("t", ("of the",))]) == []


@pytest.fixture(scope="module")
def esco() -> list[Target]:
    path = DATA / "esco_pypi" / "esco_s.json.gz"
    if not path.exists():
        pytest.skip(f"needs {path.name}")
    labels = {
        skill["label"]: skill["altLabel"]
        for skill in json.loads(gzip.decompress(path.read_bytes()))
    }
    for alias in load_aliases(Path(__file__).parents[2] / "text" / "aliases.csv"):
        labels.setdefault(alias.label, []).append(alias.alias)
    return [Target(label, (label, *others)) for label, others in labels.items()]


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "abilities"),
    [
        ("Data quality checks in SQL", {"implement data quality processes", "SQL"}),
        ("Configuring a VPN", {"implement a virtual private network"}),
        ("Dynamic routing with OSPF", {"ICT network routing"}),
        ("Writing unit tests", {"perform software unit testing"}),
        ("程序调试", {"debug software"}),
        (
            "perform backups and use back-up and recovery tools",
            {"perform backups", "use back-up and recovery tools"},
        ),
        ("Functions and scope", set()),
        ("The box model", set()),
        ("Integrity constraints", set()),
        ("Links and site navigation", set()),
        ("Processes and scheduling", set()),
        ("Executing test cases", set()),
    ],
)
def test_names_of_a_syllabus_meet_the_abilities_a_reader_would_name(
    name: str, abilities: set[str], esco: list[Target]
) -> None:
    assert {each.to_id for each in score_names([Named("k", name)], esco)} == abilities


@given(
    st.lists(
        st.sampled_from(["data", "storage", "the", "HTML5", "(HTML)", "清洗", "firewall", "basic"]),
        max_size=6,
    ),
    st.permutations(TARGETS),
)
def test_the_order_of_targets_does_not_matter(words: list[str], targets: list[Target]) -> None:
    names = [Named("k", " ".join(words))]
    links = score_names(names, targets)
    assert links == score_names(names, TARGETS)
    assert all(0.5 <= each.score <= 1 for each in links)
