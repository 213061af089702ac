"""What came out of each trial, a file each: a comparison that was stopped goes on."""

import os
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evaluation.verdicts import FIGURES, Verdict
from metrics.calibration import CalibrationBin

_FORM = 2
_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Result:
    """One model in one trial.

    Attributes:
        model: its name.
        split: its name.
        seed: of the split and the fit.
        settings: of the model, by which a changed one is told from its former self.
        seconds: CPU time of fit and prediction.
        answers: how many were asked, ``left_out`` beside them.
        verdict: None where the model refused, ``refused`` saying why.
        note: which candidate a model chose, and by how much.
    """

    model: str
    split: str
    seed: int
    settings: str
    seconds: float
    answers: int
    left_out: int
    verdict: Verdict | None
    refused: str = ""
    note: str = ""


def find_place(folder: Path, model: str, split: str, seed: int) -> Path:
    """Return the file of a result."""
    return folder / f"{_NAME.sub('-', model.lower()).strip('-')}--{split}--{seed}.npz"


def save_result(folder: Path, result: Result) -> None:
    """Write a result whole or not at all."""
    path = find_place(folder, result.model, result.split, result.seed)
    folder.mkdir(parents=True, exist_ok=True)
    verdict = result.verdict
    arrays: dict[str, Any] = {} if verdict is None else _pack(verdict)
    facts = (
        result.model,
        result.split,
        str(result.seed),
        result.settings,
        result.refused,
        result.note,
    )
    numbers = (result.seconds, result.answers, result.left_out)
    partial = path.with_suffix(f".{os.getpid()}.tmp")
    with partial.open("wb") as file:
        np.savez(file, form=_FORM, facts=np.array(facts), numbers=np.array(numbers), **arrays)
    partial.replace(path)


def load_result(folder: Path, model: str, split: str, seed: int, settings: str) -> Result | None:
    """Return what is kept of these very settings, None where nothing sound is."""
    path = find_place(folder, model, split, seed)
    if not path.is_file():
        return None
    try:
        with np.load(path) as kept:
            return _unpack(dict(kept), (model, split, str(seed), settings))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _pack(verdict: Verdict) -> dict[str, Any]:
    bins = [(one.count, one.chance, one.share) for one in verdict.bins]
    return {
        "figures": np.array(FIGURES),
        "values": verdict.values,
        "draws": verdict.draws.astype(np.float32),
        "bins": np.array(bins, dtype=np.float64).reshape(-1, 3),
        "counts": np.array(verdict.counts, dtype=np.int64),
    }


def _unpack(kept: dict[str, Any], wanted: tuple[str, ...]) -> Result | None:
    *facts, refused, note = (str(fact) for fact in kept["facts"])
    if int(kept["form"]) != _FORM or tuple(facts) != wanted:
        return None
    verdict = None
    if "values" in kept:
        if tuple(kept["figures"]) != FIGURES:
            return None
        verdict = Verdict(
            kept["values"],
            kept["draws"].astype(np.float64),
            tuple(CalibrationBin(int(n), float(c), float(s)) for n, c, s in kept["bins"]),
            tuple((int(people), int(without)) for people, without in kept["counts"]),
        )
    seconds, answers, left_out = (float(number) for number in kept["numbers"])
    model, split, seed, settings = facts
    return Result(
        model=model,
        split=split,
        seed=int(seed),
        settings=settings,
        seconds=seconds,
        answers=int(answers),
        left_out=int(left_out),
        verdict=verdict,
        refused=refused,
        note=note,
    )
