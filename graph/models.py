"""Fitted models: their arrays in files, their register in the graph."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from graph.errors import ModelFileError
from graph.store import Store
from graph.times import format_time

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Card:
    """What a fitted model is: ``version`` names its files, ``data_hash`` what it was fitted to."""

    kind: str
    version: str
    trained_at: str
    data_hash: str
    metrics: dict[str, float]


def save_model(
    store: Store,
    home: Path,
    kind: str,
    arrays: Arrays,
    metrics: dict[str, float],
    data: str | None = None,
) -> str:
    """Keep a fitted model and return its version: digits of what its arrays hold.

    The same arrays again change nothing, unless another model of the kind was kept since: then
    they are the newest again. ``data`` is a digest of what it was fitted to, which then counts
    for the version too; by default that of the arrays stands for it.
    """
    digest = _digest(arrays)
    version = f"{kind}-{_join(digest, data)[:12]}"
    file = _file(home, kind, version)
    if not file.with_suffix(".json").is_file():
        made = Card(kind, version, format_time(_now()), data or digest, metrics)
        _write_files(file, arrays, made)
    card = Card(**json.loads(file.with_suffix(".json").read_text()))
    if get_newest_version(store, kind) not in {None, version}:
        card = replace(card, trained_at=format_time(_now()))
    properties = {**asdict(card), "metrics": json.dumps(metrics, sort_keys=True), "file": file.name}
    store.write("models/merge_model", id=f"model:{version}", properties=properties)
    return version


def load_newest(store: Store, home: Path, kind: str) -> tuple[str, dict[str, NDArray[Any]]] | None:
    """Return version and arrays of the newest model of a kind, None when none was fitted.

    Raises:
        ModelFileError: the graph names a model whose file is absent or damaged.
    """
    version = get_newest_version(store, kind)
    return None if version is None else (version, load_arrays(home, kind, version))


def get_newest_version(store: Store, kind: str) -> str | None:
    """Return the version of the newest model of a kind, None when none was fitted."""
    rows = store.read("models/get_newest_model", kind=kind)
    return str(rows[0]["version"]) if rows else None


def load_arrays(home: Path, kind: str, version: str) -> dict[str, NDArray[Any]]:
    """Return the arrays of a model.

    Raises:
        ModelFileError: its file is absent or damaged.
    """
    file = _file(home, kind, version)
    try:
        # a file that numpy opens itself stays open where it is damaged
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
            return dict(arrays)
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise ModelFileError(f"{file}: expected the arrays of a model: {error}") from error


def _now() -> datetime:
    return datetime.now(UTC)


def _file(home: Path, kind: str, version: str) -> Path:
    return home / "models" / kind / f"{version}.npz"


def _digest(arrays: Arrays) -> str:
    digest = hashlib.sha256()
    for name in sorted(arrays):
        digest.update(f"{name} {arrays[name].dtype} {arrays[name].shape}".encode())
        digest.update(np.ascontiguousarray(arrays[name]).tobytes())
    return digest.hexdigest()


def _join(digest: str, data: str | None) -> str:
    return hashlib.sha256(f"{digest} {data}".encode()).hexdigest() if data else digest


def _write_files(file: Path, arrays: Arrays, card: Card) -> None:
    """Write arrays, then card: a card without arrays never stands there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part.npz")
    np.savez(part, **arrays)  # type: ignore[arg-type]
    part.replace(file)
    said = file.with_suffix(f".{os.getpid()}.part")
    said.write_text(json.dumps(asdict(card), sort_keys=True, indent=2))
    said.replace(file.with_suffix(".json"))
