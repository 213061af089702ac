"""EduCDM's DINA beside ours, in an environment of its own, which ``make bench-diagnosis`` makes."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]

SCRIPT = Path(__file__).parent / "educdm_dina.py"
PYTHON = Path(__file__).parents[1] / ".venv-educdm" / "bin" / "python"
UNANSWERED = -1


@dataclass(frozen=True, slots=True)
class Peer:
    """What the peer took, CPU seconds of its fit alone, and ``(M, N)`` P(right answer)."""

    seconds: float
    chances: FloatArray


def run_educdm(
    scores: FloatArray, answered: BoolArray, q: BoolArray, python: Path = PYTHON
) -> Peer | None:
    """Return what EduCDM makes of a table; None where ``python`` has no EduCDM."""
    if not python.is_file():
        return None
    with TemporaryDirectory() as folder:
        given, found = Path(folder) / "answers.npz", Path(folder) / "found.npz"
        np.savez(given, scores=np.where(answered, scores, UNANSWERED), q=q)
        run = subprocess.run(  # noqa: S603 - our own script
            [str(python), str(SCRIPT), str(given), str(found)],
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            capture_output=True,
            check=False,
        )
        if run.returncode or not found.is_file():
            return None
        with np.load(found) as arrays:
            return Peer(float(arrays["seconds"]), arrays["chances"])
