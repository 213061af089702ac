"""Changes as they are kept: what goes in comes out."""

from hypothesis import given
from hypothesis import strategies as st

from graph.batches import pack, parse_lines, split_lines, unpack
from graph.plans import Change

VALUES = st.one_of(
    st.text() | st.sampled_from(['"kind":"Job"', ',"subject":"', "\\"]),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.lists(st.text()),
)
PROPERTIES = st.dictionaries(
    st.text(min_size=1) | st.sampled_from(["kind", "subject"]), VALUES, max_size=3
)
CHANGES = st.lists(
    st.builds(
        Change,
        st.sampled_from(["add", "set", "remove"]),
        st.sampled_from(["Job", "REQUIRES"]),
        st.text() | st.sampled_from(['"kind":"Job"', ',"subject":"', "\\"]),
        PROPERTIES,
        PROPERTIES,
        st.none() | st.tuples(st.text(), st.text()),
    ),
    min_size=1,
    max_size=4,
)


@given(CHANGES)
def test_what_is_packed_is_unpacked_in_its_order(changes: list[Change]) -> None:
    assert unpack(pack(changes).changes) == changes


@given(CHANGES)
def test_a_line_is_found_by_kind_and_subject_before_it_is_parsed(changes: list[Change]) -> None:
    lines = split_lines(pack(changes).changes)
    assert [(line.kind, line.subject) for line in lines] == [(c.kind, c.subject) for c in changes]
    assert list(parse_lines(lines[1:])) == changes[1:]


def test_more_lines_than_are_parsed_at_once_keep_their_order() -> None:
    changes = [Change("add", "Job", f"j{number}", {}, {"order": number}) for number in range(1203)]
    assert unpack(pack(changes).changes) == changes


@given(CHANGES)
def test_a_batch_says_its_first_and_last_subject_and_its_size(changes: list[Change]) -> None:
    packed = pack(changes)
    assert all(packed.first <= change.subject <= packed.last for change in changes)
    assert packed.size == len(changes)


def test_equal_changes_are_packed_alike_whatever_the_order_of_their_properties() -> None:
    one = Change("add", "Job", "j", {}, {"a": 1, "b": "焊"})
    other = Change("add", "Job", "j", {}, {"b": "焊", "a": 1})
    assert pack([one]) == pack([other])


def test_a_batch_is_plain_ascii() -> None:
    packed = pack([Change("add", "Job", "j", {}, {"title": "焊工\n" * 1000})]).changes
    assert packed.isascii()
    assert len(packed) < 1000
