import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from graph.errors import ModelFileError
from graph.models import load_newest, save_model
from graph.store import Store

Ask = Callable[..., list[dict[str, Any]]]
ARRAYS = {"slip": np.array([0.1, 0.2]), "names": np.array(["a", "程"])}


def test_the_same_arrays_are_the_same_version(one_store: Store, tmp_path: Path) -> None:
    first = save_model(one_store, tmp_path, "dina", ARRAYS, {"log_likelihood": -1.0})
    assert save_model(one_store, tmp_path, "dina", ARRAYS, {"log_likelihood": -1.0}) == first
    assert len(list((tmp_path / "models" / "dina").iterdir())) == 2


def test_a_model_is_read_back_as_it_was(one_store: Store, tmp_path: Path) -> None:
    version = save_model(one_store, tmp_path, "dina", ARRAYS, {})
    loaded = load_newest(one_store, tmp_path, "dina")
    assert loaded is not None
    assert (loaded[0], list(loaded[1]["names"]), list(loaded[1]["slip"])) == (
        version,
        ["a", "程"],
        [0.1, 0.2],
    )


def test_without_a_model_there_is_none(one_store: Store, tmp_path: Path) -> None:
    assert load_newest(one_store, tmp_path, "dina") is None


@pytest.mark.parametrize("content", [None, b"no arrays", b"", "half"])
def test_an_absent_or_damaged_file_is_one_clear_error(
    one_store: Store, tmp_path: Path, content: bytes | str | None
) -> None:
    version = save_model(one_store, tmp_path, "dina", ARRAYS, {})
    file = tmp_path / "models" / "dina" / f"{version}.npz"
    whole = file.read_bytes()
    file.unlink()
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else whole[: len(whole) // 2])
    with pytest.raises(ModelFileError, match="expected the arrays of a model"):
        load_newest(one_store, tmp_path, "dina")


@pytest.mark.parametrize(
    "other",
    [
        {"slip": np.array([0.1, 0.3])},
        {"guess": np.array([0.1, 0.2])},
        {"slip": np.array([0.1, 0.2], dtype=np.float32)},
        {"slip": np.array([[0.1, 0.2]])},
        {"slip": np.array([0.1, 0.2]), "more": np.array([])},
    ],
)
def test_other_values_names_types_or_shapes_are_another_version(
    one_store: Store, tmp_path: Path, other: dict[str, Any]
) -> None:
    first = save_model(one_store, tmp_path, "dina", {"slip": np.array([0.1, 0.2])}, {})
    assert save_model(one_store, tmp_path, "dina", other, {}) != first


def test_the_same_arrays_of_other_data_are_another_version(
    one_store: Store, tmp_path: Path, ask: Ask
) -> None:
    versions = [save_model(one_store, tmp_path, "dina", ARRAYS, {}, data) for data in ("a1", "b2")]
    assert len(set(versions)) == 2
    held = ask("MATCH (m:Model) RETURN m.version AS version, m.data_hash AS data")
    found = {row["version"]: row["data"] for row in held}
    assert found == {versions[0]: "a1", versions[1]: "b2"}


def test_the_newest_of_a_kind_is_loaded(one_store: Store, tmp_path: Path, ask: Ask) -> None:
    versions = [save_model(one_store, tmp_path, "dina", {"x": np.array([n])}, {}) for n in (1, 2)]
    save_model(one_store, tmp_path, "other", {"x": np.array([3])}, {})
    ask("MATCH (m:Model {version: $v}) SET m.trained_at = '9999'", v=versions[0])
    loaded = load_newest(one_store, tmp_path, "dina")
    assert loaded is not None
    assert loaded[0] == versions[0]


def test_a_model_that_is_kept_again_is_the_newest_again(one_store: Store, tmp_path: Path) -> None:
    first, second = ({"x": np.array([number])} for number in (1, 2))
    version = save_model(one_store, tmp_path, "dina", first, {})
    save_model(one_store, tmp_path, "dina", second, {})
    save_model(one_store, tmp_path, "dina", first, {})
    loaded = load_newest(one_store, tmp_path, "dina")
    assert loaded is not None
    assert loaded[0] == version


def test_the_card_and_the_graph_say_what_the_model_is(
    one_store: Store, tmp_path: Path, ask: Ask
) -> None:
    version = save_model(one_store, tmp_path, "dina", ARRAYS, {"log_likelihood": -1.5})
    card = json.loads((tmp_path / "models" / "dina" / f"{version}.json").read_text())
    [held] = ask("MATCH (m:Model) RETURN properties(m) AS held")
    assert held["held"] == {
        **card,
        "id": f"model:{version}",
        "file": f"{version}.npz",
        "metrics": '{"log_likelihood": -1.5}',
    }
