"""What every model of answers can do, whatever its kind."""

from typing import Protocol, runtime_checkable

from learner.responses import Asked, Attempts, FloatArray, Responses


class Fitted(Protocol):
    """A fitted model: a frozen dataclass of arrays, which ``graph/models.py`` can keep."""

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer) of what is asked, in [0, 1].

        ``seen`` is what is known of the learners asked about, who may be others than those of the
        fit: they are judged without fitting again. Items are those of the fit, in their order.
        """
        ...


@runtime_checkable
class Diagnoser(Fitted, Protocol):
    """A fitted model that also judges skills."""

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill) of the learners of ``seen``."""
        ...


@runtime_checkable
class Foreseer(Fitted, Protocol):
    """A fitted model for which it matters what was practised after the answers it judges by."""

    def foresee(self, seen: Responses, asked: Asked, practice: Attempts) -> FloatArray:
        """Return ``(R,)`` P(right answer): learners judged by ``seen``, time by ``practice``.

        Of ``practice`` counts for each answer only what lies strictly before the day asked.
        """
        ...


class Estimator(Protocol):
    """How a model is fitted; a frozen dataclass of what is chosen beforehand."""

    @property
    def name(self) -> str:
        """Name in tables, short and unique."""
        ...

    def fit(self, seen: Responses, seed: int) -> Fitted:
        """Return the model fitted to ``seen``; equal seeds give equal models.

        Raises:
            DiagnosisError: answers or a Q matrix that the model refuses; says which.
        """
        ...
