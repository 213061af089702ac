"""The peer is run by a Python of its own; here its package is a stand-in."""

import sys
from pathlib import Path

import numpy as np
import pytest

from evaluation.bench_diagnosis import measure_educdm
from evaluation.bench_fits import AnswerTable
from evaluation.peer_diagnosis import run_educdm

PACKAGE = """
import numpy as np

class EMDINA:
    def __init__(self, scores, q, learners, items, skills, unanswered):
        assert (scores == unanswered).any()
        self.eta = np.array([[0] * items, [1] * items])
        self.theta = (scores.mean(axis=1) > 0.2).astype(int)
        self.slip, self.guess = np.full(items, 0.1), np.full(items, 0.3)

    def train(self, epoch, epsilon):
        pass
"""


def test_the_peers_chances_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "EduCDM.py").write_text(PACKAGE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    scores, answered = np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([[True, True], [True, False]])
    found = run_educdm(scores, answered, np.ones((2, 1), bool), Path(sys.executable))
    assert found is not None
    assert found.chances == pytest.approx(np.array([[0.9, 0.9], [0.3, 0.3]]))
    assert found.seconds >= 0


def test_without_the_peer_its_absence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = Path("/nowhere/python")
    assert (
        run_educdm(np.ones((1, 1)), np.ones((1, 1), bool), np.ones((1, 1), bool), nowhere) is None
    )
    monkeypatch.setattr("evaluation.bench_diagnosis.run_educdm", lambda *given: None)
    [row] = measure_educdm(AnswerTable(np.ones((2, 2)), np.ones((2, 1), bool)))
    assert "left out" in row.measured


def test_a_python_without_the_package_is_no_peer() -> None:
    one = np.ones((1, 1))
    assert run_educdm(one, one > 0, one > 0, Path(sys.executable)) is None
