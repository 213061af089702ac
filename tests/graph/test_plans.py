from graph.batches import pack, unpack
from graph.claims import Properties
from graph.plans import Change, difference, edge_difference, is_churn, present

MINED: Properties = {"id": "e", "mined_origin": "postings", "mined_mass": 4.0, "weight": 0.5}


def test_a_difference_holds_only_what_differs() -> None:
    change = difference("set", "Job", "j", {"title": "a", "uri": "u"}, {"title": "b", "uri": "u"})
    assert (change.before, change.after) == ({"title": "a"}, {"title": "b"})


def test_a_property_set_to_none_goes() -> None:
    change = difference("set", "Job", "j", {"title": "a"}, {"title": None})
    assert (change.before, change.after) == ({"title": "a"}, {})


def test_a_relationship_is_added_changed_and_removed_but_for_its_stamp() -> None:
    held: Properties = {"id": "a|DEVELOPS|b", "mined_n": 4, "changeset": "c"}
    ends = "a", "b"
    added = edge_difference("DEVELOPS", ends, {}, {"id": "a|DEVELOPS|b"})
    changed = edge_difference("DEVELOPS", ends, held, {"id": "a|DEVELOPS|b", "weight": 0.5})
    removed = edge_difference("DEVELOPS", ends, held, None)
    assert [each.op for each in (added, changed, removed)] == ["add", "set", "remove"]
    assert (changed.before, changed.after) == ({"mined_n": 4}, {"weight": 0.5})
    assert removed.before == {"id": "a|DEVELOPS|b", "mined_n": 4}


def test_absent_and_empty_are_left_out() -> None:
    assert present({"a": None, "b": [], "c": 0, "d": ""}) == {"c": 0, "d": ""}


def test_a_mined_block_that_does_not_move_what_serves_is_churn() -> None:
    assert is_churn(MINED, {**MINED, "mined_mass": 4.1, "weight": 0.504})
    assert not is_churn(MINED, {**MINED, "mined_mass": 5.0, "weight": 0.505})


def test_numbers_that_move_are_no_churn_whatever_serves() -> None:
    held = {**MINED, "mined_confidence": 1.0, "mined_n": 20, "mined_run": "rules:1"}
    near = {**held, "mined_confidence": 0.996, "mined_n": 21, "mined_run": "rules:2"}
    assert is_churn(held, near)
    assert not is_churn(held, {**held, "mined_confidence": 0.2})
    assert not is_churn(held, {**held, "mined_n": 90})
    assert not is_churn(held, {**held, "mined_q": 0.1})
    assert not is_churn(held, MINED)


def test_an_order_is_churn_by_its_confidence() -> None:
    held: Properties = {"id": "e", "mined_confidence": 0.5, "confidence": 0.5}
    assert is_churn(held, {**held, "mined_confidence": 0.504, "confidence": 0.504})
    assert not is_churn(held, {**held, "mined_confidence": 0.505, "confidence": 0.505})


def test_an_approval_or_another_origin_is_no_churn() -> None:
    assert not is_churn(MINED, {**MINED, "mined_origin": "syllabi"})
    held: Properties = {**MINED, "mined_status": "proposed"}
    assert not is_churn(held, {**held, "mined_status": "approved"})


def test_a_new_field_or_another_source_is_no_churn() -> None:
    assert not is_churn(MINED, {**MINED, "mined_lift": 2.0})
    assert not is_churn(MINED, {**MINED, "imported_origin": "esco:1"})


def test_changes_are_kept_and_read_back_in_their_order() -> None:
    changes = [
        Change("add", "Job", "j", {}, {"title": "焊工", "aliases": ["a", "b"], "x": 0.1}),
        Change("set", "REQUIRES", "b", {"weight": 0.5}, {"weight": 0.25}, ("j", "a")),
        Change("remove", "REQUIRES", "a", {"essential": True}, {}, ("j", "a")),
    ]
    packed = pack(changes)
    assert unpack(packed.changes) == changes
    assert (packed.first, packed.last, packed.size) == ("a", "j", 3)
