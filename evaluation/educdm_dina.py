"""DINA of EduCDM, run by a Python that has it: ``python educdm_dina.py answers.npz found.npz``.

Nothing of ours is imported: the environment is EduCDM's own.
"""

import sys
from importlib import import_module
from pathlib import Path
from time import process_time

import numpy as np

UNANSWERED = -1
EPOCHS, CHANGE = 500, 1e-3


def main(answers: Path, found: Path) -> None:
    """Fit to the scores and Q of ``answers``; write the seconds and ``(M, N)`` chances."""
    package = import_module("EduCDM")
    with np.load(answers) as given:
        scores, q = given["scores"], given["q"].astype(np.float64)
    learners, items = scores.shape
    started = process_time()
    model = package.EMDINA(scores, q, learners, items, q.shape[1], UNANSWERED)
    model.train(epoch=EPOCHS, epsilon=CHANGE)
    seconds = process_time() - started
    able = model.eta[model.theta]
    chances = (1.0 - model.slip) * able + model.guess * (1.0 - able)
    np.savez(found, seconds=seconds, chances=chances)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
