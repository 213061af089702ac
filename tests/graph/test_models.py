from pathlib import Path

import numpy as np
import pytest

from graph.errors import ModelFileError
from graph.models import load_newest, save_model
from graph.store import Store

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


@pytest.mark.parametrize("content", [None, b"no arrays"])
def test_an_absent_or_damaged_file_is_one_clear_error(
    one_store: Store, tmp_path: Path, content: bytes | None
) -> None:
    version = save_model(one_store, tmp_path, "dina", ARRAYS, {})
    file = tmp_path / "models" / "dina" / f"{version}.npz"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ModelFileError, match="expected the arrays of a model"):
        load_newest(one_store, tmp_path, "dina")
