"""Models as arrays: what comes back, and what is refused."""

from dataclasses import dataclass

import numpy as np
import pytest

from learner.dina import fit_dina
from learner.errors import PackingError
from learner.item_response import ItemResponse
from learner.packing import pack, unpack
from learner.retention import Forgetting
from learner.squarem import Climb, Stop


def test_a_model_inside_a_tuple_inside_a_model_comes_back() -> None:
    inner = fit_dina([[1.0, 0.0], [1.0, 1.0]], np.ones((2, 2)), np.eye(2))
    whole = Climb(np.arange(3.0), (inner, None, Stop(), "two", (1, 2)), 3, converged=False)  # type: ignore[arg-type]
    again = unpack(pack(whole))
    assert again.point.tolist() == [0.0, 1.0, 2.0]
    assert again.trace[1:] == (None, Stop(), "two", (1, 2))
    assert np.array_equal(again.trace[0].shares, inner.shares)
    assert again.trace[0].trace == inner.trace
    assert (again.iterations, again.converged) == (3, False)


def test_scalars_come_back_as_they_were() -> None:
    again = unpack(pack(Forgetting(2.0, 0.4, 1.0, "exp")))
    assert again == Forgetting(2.0, 0.4, 1.0, "exp")
    assert isinstance(again.curve, str)


def test_arrays_survive_a_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("models") / "model.npz"
    model = fit_dina([[1.0, 0.0], [1.0, 1.0]], np.ones((2, 2)), np.eye(2))
    np.savez(file, **pack(model))  # type: ignore[arg-type]
    with np.load(file, allow_pickle=False) as arrays:
        again = unpack(dict(arrays))
    assert again.log_likelihood == model.log_likelihood
    assert np.array_equal(again.q, model.q)


def test_another_form_and_no_form_are_refused() -> None:
    arrays = pack(Forgetting())
    with pytest.raises(PackingError, match="arrays of form 1, found 2"):
        unpack(arrays | {"form": np.array(2)})
    with pytest.raises(PackingError, match="found None"):
        unpack({"q": np.zeros(1)})


@pytest.mark.parametrize("name", ["os.path", "learner.dina.fit_dina", "learner.nowhere.Model", ""])
def test_what_is_no_model_of_ours_is_refused(name: str) -> None:
    with pytest.raises(PackingError, match="expected a kind of ours"):
        unpack({"form": np.array(1), "kind": np.array(name)})


def test_a_field_that_is_missing_is_refused() -> None:
    arrays = pack(Forgetting())
    del arrays[".tau"]
    with pytest.raises(PackingError, match=r"expected something at '\.tau'"):
        unpack(arrays)


def test_what_holds_something_else_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        names: dict[str, int]

    with pytest.raises(PackingError, match=r"at '\.names/', found dict"):
        pack(Odd({"a": 1}))
    with pytest.raises(PackingError, match="found type"):
        pack(ItemResponse)
