import pytest
from hypothesis import given
from hypothesis import strategies as st

from text.matching import Dictionary, Entry, Mention

LABELS = ["C", "C++", "C#", "R", "Go", "Java", "Node.js", "Node", "HTML", "LESS", "SQL", "数据库"]


def find(text: str, *phrases: str) -> list[str]:
    dictionary = Dictionary(Entry(phrase, phrase) for phrase in phrases)
    return [mention.phrase for mention in dictionary.find(text)]


def test_a_mention_says_where_in_the_original_it_stands() -> None:
    dictionary = Dictionary([Entry("esco:1", "data analysis"), Entry("esco:1", "分析", False)])
    assert dictionary.find("Do  DATA\nAnalysis, 分析") == [
        Mention("esco:1", 4, 17, "data analysis"),
        Mention("esco:1", 19, 21, "分析"),
    ]


def test_the_leftmost_and_longest_phrase_wins() -> None:
    assert find("big data analysis", "data", "big data", "data analysis") == ["big data"]
    assert find("数据库开发", "数据", "数据库", "开发") == ["数据库", "开发"]


def test_overlapping_mentions_can_be_asked_for() -> None:
    dictionary = Dictionary(Entry(each, each) for each in ("data", "big data", "data analysis"))
    mentions = [mention.phrase for mention in dictionary.find_all("big data analysis")]
    assert mentions == ["big data", "data analysis", "data"]


def test_a_phrase_that_goes_on_does_not_hide_a_shorter_one() -> None:
    assert find("data analysisx", "data", "data analysis") == ["data"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CSS, C-level, R&D, R & D, C's", []),
        ("C/C++, C#", ["C", "C++", "C#"]),
        ("Node.js or Node. Java.", ["Node.js", "Node", "Java"]),
        ("JavaScript, javanese, mysql_x", []),
        ("HTML5 and Java8, not 3HTML", ["HTML", "Java"]),
        ("SQL.Experience with Java.Tools", ["SQL", "Java"]),
        ("C++11 and SQL+Java", ["C++", "SQL", "Java"]),
        ("熟悉Java和SQL数据库", ["Java", "SQL", "数据库"]),
    ],
)
def test_latin_phrases_end_where_their_word_does(text: str, found: list[str]) -> None:
    assert find(text, *LABELS) == found


def test_a_framework_named_with_a_dot_is_not_found_inside_a_longer_name() -> None:
    assert find("ASP.NET, .NET, net", ".NET", "ASP.NET", "net") == ["ASP.NET", ".NET", "net"]
    assert find("on .NET or node.js", "NET", "js") == []


def test_one_or_two_letters_are_found_in_their_exact_case() -> None:
    assert find("go on, r, c; IT, it", "Go", "R", "C", "IT") == ["IT"]
    assert find("Go, R, C", "Go", "R", "C") == ["Go", "R", "C"]


def test_an_ordinary_word_needs_the_capital_of_a_name() -> None:
    assert find("no less than 3; Less is more", "LESS") == []
    assert find("Sass or LESS, Less too", "LESS") == ["LESS", "LESS"]


def test_beside_chinese_any_case_is_a_name() -> None:
    assert find("熟悉go 语言、excel", "Go", "Excel") == ["Go", "Excel"]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("debug software", "debugging software"),
        ("debugging software", "debug software"),
        ("manage database", "managing databases"),
        ("perform backups", "performing a backup, perform backup"),
        ("query language", "Query Languages"),
        ("software libraries", "software library"),
        ("optimise process", "optimizing processes"),
        ("real-time system", "real time systems"),
        ("Jenkins (tools for software configuration management)", "Jenkins"),
        ("API", "APIs"),
    ],
)
def test_a_label_is_found_inflected(label: str, text: str) -> None:
    assert find(text, label) == [label]


@pytest.mark.parametrize(
    ("label", "text"),
    [("Windows", "window"), ("market analysis", "marketing analysis"), ("goods", "good")],
)
def test_what_only_looks_inflected_is_not_found(label: str, text: str) -> None:
    assert find(text, label) == []


def test_of_several_ids_a_label_goes_before_an_alias_and_then_the_smallest_id() -> None:
    entries = [Entry("a", "bash", False), Entry("c", "bash"), Entry("b", "Bash"), Entry("d", "x1")]
    assert [mention.id for mention in Dictionary(entries).find("bash")] == ["b"]


def test_an_empty_dictionary_finds_nothing() -> None:
    assert Dictionary([]).find("SQL") == []
    assert Dictionary([Entry("a", " ")]).find("SQL") == []


@given(st.text(alphabet="CGoR+# .&jJava数据库SQLl-e5n", max_size=60))
def test_mentions_are_ordered_and_do_not_overlap(text: str) -> None:
    mentions = Dictionary(Entry(label, label) for label in LABELS).find(text)
    places = [place for mention in mentions for place in (mention.start, mention.end)]
    assert places == sorted(places)
    assert all(mention.start < mention.end for mention in mentions)
