import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.claims import Block, Properties, drop_block, put_block, update_block

ESSENTIAL = Block("imported", "esco:1", {"essential": True})


def mined(mass: float, total: float, **more: float) -> Block:
    return Block("mined", "postings", {"mass": mass, "total": total, **more}, "proposed")


def test_without_postings_the_frameworks_word_is_the_weight() -> None:
    optional = Block("imported", "esco:1", {"essential": False})
    assert put_block("REQUIRES", {"id": "e"}, ESSENTIAL)["weight"] == 0.8
    assert put_block("REQUIRES", {"id": "e"}, optional)["weight"] == 0.4


def test_postings_draw_the_weight_away_from_the_prior() -> None:
    edge = put_block("REQUIRES", put_block("REQUIRES", {"id": "e"}, ESSENTIAL), mined(4.0, 6.0))
    assert edge["weight"] == round((4 + 5 * 0.8) / (6 + 5), 6)
    assert edge["sources"] == ["imported", "mined"]


def test_without_a_framework_the_prior_is_the_share_in_the_class() -> None:
    edge = put_block("REQUIRES", {"id": "e"}, mined(4.0, 6.0, class_prior=0.4))
    assert edge["weight"] == round((4 + 5 * 0.4) / (6 + 5), 6)


def test_plain_counts_stand_in_for_absent_masses() -> None:
    block = Block("mined", "postings", {"n": 3, "confidence": 0.5, "class_prior": 0.2})
    assert put_block("REQUIRES", {"id": "e"}, block)["weight"] == round(4 / 11, 6)


def test_an_experts_weight_stands_alone() -> None:
    edge = put_block("REQUIRES", {"id": "e"}, mined(6.0, 6.0))
    assert put_block("REQUIRES", edge, Block("expert", "me", {"weight": 0.1}))["weight"] == 0.1


def test_what_develops_is_weighed_by_the_first_source() -> None:
    edge = put_block("DEVELOPS", {"id": "e"}, Block("predicted", "wording", {"weight": 0.9}))
    assert edge["weight"] == 0.9
    edge = put_block("DEVELOPS", edge, Block("mined", "postings", {"weight": 0.3}))
    assert edge["weight"] == 0.3
    assert put_block("DEVELOPS", edge, Block("imported", "esco:1"))["weight"] == 1.0


def test_only_the_named_fields_of_a_block_are_updated() -> None:
    edge = put_block("REQUIRES", {"id": "e"}, mined(4.0, 6.0, lift=2.0))
    edge = update_block("REQUIRES", edge, mined(5.0, 6.0))
    assert (edge["mined_mass"], edge["mined_lift"]) == (5.0, 2.0)


def test_an_edge_goes_with_its_last_block() -> None:
    edge = put_block("REQUIRES", {"id": "e"}, ESSENTIAL)
    assert drop_block("REQUIRES", edge, "imported") is None


BLOCKS = st.lists(
    st.sampled_from(
        [
            ESSENTIAL,
            mined(1.0, 4.0, class_prior=0.2),
            Block("predicted", "wording", {"weight": 0.5}),
        ]
    ),
    unique_by=lambda block: block.source,
    min_size=1,
)


@given(BLOCKS)
def test_the_order_in_which_sources_speak_does_not_matter(blocks: list[Block]) -> None:
    def told(ordered: list[Block]) -> Properties:
        edge: Properties = {"id": "e"}
        for block in ordered:
            edge = put_block("REQUIRES", edge, block)
        return edge

    assert told(blocks) == told(blocks[::-1])
    assert 0.0 < float(str(told(blocks).get("weight", 1.0))) <= 1.0


@given(BLOCKS)
def test_what_was_put_can_be_dropped(blocks: list[Block]) -> None:
    edge = put_block("REQUIRES", {"id": "e"}, Block("expert", "me", {"weight": 0.5}))
    for block in blocks:
        assert drop_block("REQUIRES", put_block("REQUIRES", edge, block), block.source) == edge


def test_a_prediction_alone_has_its_own_weight() -> None:
    edge = put_block("REQUIRES", {"id": "e"}, Block("predicted", "model", {"weight": 0.3}))
    assert edge["weight"] == 0.3
    assert put_block("REQUIRES", edge, mined(1.0, 2.0))["weight"] == 0.142857


def test_a_level_is_the_first_sources_that_has_one() -> None:
    edge = put_block("REQUIRES", {"id": "e"}, mined(1.0, 2.0, level=2))
    assert edge["level"] == 2
    assert put_block("REQUIRES", edge, ESSENTIAL)["level"] == 2
    assert put_block("REQUIRES", edge, Block("expert", "me", {"level": 3}))["level"] == 3


def test_what_a_block_no_longer_says_no_longer_serves() -> None:
    said = Block("imported", "syllabus:x", {"chapter": "One", "order": 1, "hours": 2.0})
    edge = put_block("COVERS", {"id": "e"}, said)
    edge = put_block("COVERS", edge, Block("imported", "syllabus:x", {"order": 2}))
    assert (edge["order"], "chapter" in edge, "hours" in edge) == (2, False, False)


def test_a_weight_that_is_no_number_is_refused() -> None:
    with pytest.raises(TypeError, match="expert_weight: expected a number, found 'much'"):
        put_block("REQUIRES", {"id": "e"}, Block("expert", "me", {"weight": "much"}))


@given(
    st.floats(0.0, 1.0),
    st.floats(0.0, 1000.0),
    st.sampled_from([None, True, False]),
    st.floats(0.01, 1.0),
)
def test_a_share_of_postings_is_a_weight_in_0_to_1(
    share: float, total: float, essential: bool | None, prior: float
) -> None:
    edge = put_block("REQUIRES", {"id": "e"}, mined(share * total, total, class_prior=prior))
    if essential is not None:
        word = Block("imported", "esco:1", {"essential": essential})
        edge = put_block("REQUIRES", edge, word)
    assert 0.0 < float(str(edge["weight"])) <= 1.0


@given(st.sampled_from(["COVERS", "PRECEDES", "DEVELOPS", "REQUIRES", "TESTS"]), BLOCKS)
def test_properties_of_no_source_stay_whatever_is_said(kind: str, blocks: list[Block]) -> None:
    edge: Properties = {"id": "e", "reviewed_by": "me", "changeset": "c"}
    for block in blocks:
        edge = put_block(kind, edge, block)
    assert (edge["id"], edge["reviewed_by"], edge["changeset"]) == ("e", "me", "c")
