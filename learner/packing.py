"""Any fitted model as named arrays, which ``graph/models.py`` keeps, and back."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from learner.errors import PackingError

Arrays = dict[str, NDArray[Any]]

FORM = 1  # of the arrays; another number is another form, which is refused
_PACKAGES = ("learner.", "recommend.")


def pack(model: object) -> Arrays:
    """Return what a frozen dataclass of arrays, numbers, texts, tuples and such holds.

    A field ``x`` is the array ``.x``. A dataclass inside is ``.x/kind`` and ``.x/.y``. A tuple is
    ``.x[]``: its values if they are numbers or texts, else its length beside ``.x[0]`` and so on.
    None is ``.x?``.

    Raises:
        PackingError: a field of another kind.
    """
    return {"form": np.array(FORM)} | _pack_fields(model, "")


def unpack(arrays: Mapping[str, NDArray[Any]]) -> Any:
    """Return the model that ``pack`` was given, equal in every array.

    Raises:
        PackingError: another form, or arrays that are no model.
    """
    form = int(arrays["form"]) if "form" in arrays else None
    if form != FORM:
        raise PackingError(f"model: expected arrays of form {FORM}, found {form}; fit it again")
    return _unpack_fields(arrays, "")


def _pack_fields(model: object, path: str) -> Arrays:
    if not is_dataclass(model) or isinstance(model, type):
        raise PackingError(f"model: expected a dataclass at {path!r}, found {type(model).__name__}")
    kind = f"{type(model).__module__}.{type(model).__qualname__}"
    arrays: Arrays = {f"{path}kind": np.array(kind)}
    for field in fields(model):
        arrays |= _pack_value(getattr(model, field.name), f"{path}.{field.name}")
    return arrays


def _pack_value(value: object, path: str) -> Arrays:
    if value is None:
        return {f"{path}?": np.array(0)}
    if isinstance(value, np.ndarray | np.generic | bool | int | float | str):
        return {path: np.asarray(value)}
    if not isinstance(value, tuple):
        return _pack_fields(value, f"{path}/")
    if _is_plain(value):
        return {f"{path}[]": np.array(value)}
    arrays = {f"{path}[]": np.array(len(value))}
    for number, part in enumerate(value):
        arrays |= _pack_value(part, f"{path}[{number}]")
    return arrays


def _is_plain(values: tuple[object, ...]) -> bool:
    """Return whether they are all numbers, or all texts."""
    return all(isinstance(value, bool | int | float) for value in values) or all(
        isinstance(value, str) for value in values
    )


def _unpack_fields(arrays: Mapping[str, NDArray[Any]], path: str) -> object:
    kind = _find_kind(arrays, path)
    given = {field.name: _unpack_value(arrays, f"{path}.{field.name}") for field in fields(kind)}
    return kind(**given)


def _find_kind(arrays: Mapping[str, NDArray[Any]], path: str) -> type[Any]:
    name = str(arrays[f"{path}kind"]) if f"{path}kind" in arrays else ""
    module, _, title = name.rpartition(".")
    try:
        found = getattr(import_module(module), title) if name.startswith(_PACKAGES) else None
    except (ImportError, AttributeError):
        found = None
    if not (isinstance(found, type) and is_dataclass(found)):
        raise PackingError(f"model: expected a kind of ours at {path!r}, found {name!r}")
    return found


def _unpack_value(arrays: Mapping[str, NDArray[Any]], path: str) -> object:
    if path in arrays:
        found = arrays[path]
        return found if found.ndim else found.item()
    if f"{path}[]" in arrays:
        held = arrays[f"{path}[]"]
        if held.ndim:
            return tuple(held.tolist())
        return tuple(_unpack_value(arrays, f"{path}[{number}]") for number in range(int(held)))
    if f"{path}/kind" in arrays:
        return _unpack_fields(arrays, f"{path}/")
    if f"{path}?" in arrays:
        return None
    raise PackingError(f"model: expected something at {path!r}, found nothing")
