"""Every model of answers by its name: as the papers word it, as it is tuned, and ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from learner.dina_estimator import DinaEstimator
from learner.dino import DinoEstimator
from learner.errors import ChoiceError
from learner.estimators import Estimator, Fitted
from learner.forgetting import RetrievalEstimator
from learner.gdina import GDinaEstimator
from learner.item_mean import ItemMeanEstimator
from learner.item_response import RaschEstimator, TwoParameterEstimator
from learner.latent_classes import LatentClassesEstimator
from learner.logistic_factors import LogisticFactorsEstimator, list_logistic_grid
from learner.multidimensional import MultidimensionalEstimator
from learner.neighbours import NeighboursEstimator, list_neighbours_grid
from learner.pmf_cd import PmfCdEstimator, list_pmf_cd_grid
from learner.querec import QueRecEstimator, list_querec_grid
from learner.responses import Responses
from learner.selection import Selected
from learner.tdina import TDinaEstimator

_OTHERS = re.compile(r"[^a-z0-9]+")
Version = Literal["baseline", "paper", "tuned", "ours"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A model that can be asked for by its name.

    Attributes:
        estimator: how it is fitted.
        version: a simple model, one as a paper words it, such a one tuned by validation, or ours.
        texts: whether it reads the texts of items.
        times: whether it reads times.
    """

    estimator: Estimator
    version: Version
    texts: bool = False
    times: bool = False

    @property
    def key(self) -> str:
        """Name on the command line."""
        return make_key(self.estimator.name)


@dataclass(frozen=True, slots=True)
class Renamed:
    """An estimator under a name that tells its settings."""

    estimator: Estimator
    name: str

    def fit(self, seen: Responses, seed: int) -> Fitted:
        """Return what the estimator returns."""
        return self.estimator.fit(seen, seed)


_FAMILY = (
    DinaEstimator(),
    TwoParameterEstimator(),
    MultidimensionalEstimator(),
    LatentClassesEstimator(),
    LogisticFactorsEstimator(),
    LogisticFactorsEstimator(DinaEstimator(), penalty=9.0, name="logistic factors + DINA"),
)
CATALOGUE = (
    Entry(ItemMeanEstimator(), "baseline"),
    Entry(RaschEstimator(), "baseline"),
    Entry(TwoParameterEstimator(), "baseline"),
    Entry(MultidimensionalEstimator(), "baseline"),
    Entry(LatentClassesEstimator(), "baseline"),
    Entry(NeighboursEstimator(), "paper"),
    Entry(Selected(list_neighbours_grid(), "user-CF tuned"), "tuned"),
    Entry(Renamed(DinaEstimator("ml"), "DINA (ml)"), "paper"),
    Entry(DinaEstimator(), "ours"),
    Entry(DinoEstimator(), "ours"),
    Entry(GDinaEstimator(), "ours"),
    Entry(TDinaEstimator(), "paper", times=True),
    Entry(RetrievalEstimator(), "ours", times=True),
    Entry(PmfCdEstimator(), "paper"),
    Entry(Selected(list_pmf_cd_grid(), "PMF-CD tuned"), "tuned"),
    Entry(QueRecEstimator(), "paper"),
    Entry(Selected(list_querec_grid(), "QueRec tuned"), "tuned"),
    Entry(LogisticFactorsEstimator(), "ours"),
    Entry(Selected(list_logistic_grid(DinaEstimator()), "DINA + factors"), "ours"),
    Entry(Selected(_FAMILY, average=True), "ours"),
)


SWEPT = (QueRecEstimator(),)
"""The models whose weights are varied one by one, as the papers word them."""


def list_entries(seen: Responses) -> list[Entry]:
    """Return the models that these answers tell apart: without texts none that reads them."""
    timed = seen.attempts is not None
    return [
        entry
        for entry in CATALOGUE
        if (seen.texts is not None or not entry.texts) and (timed or not entry.times)
    ]


def find_estimators(keys: Iterable[str]) -> tuple[Estimator, ...]:
    """Return the models of these names, each once.

    Raises:
        ChoiceError: a name that none has.
    """
    known = {entry.key: entry.estimator for entry in CATALOGUE}
    found: dict[str, Estimator] = {}
    for key in keys:
        name = make_key(key)
        if name not in known:
            raise ChoiceError(f"model: expected one of {', '.join(known)}, found {key!r}")
        found[name] = known[name]
    return tuple(found.values())


def make_key(name: str) -> str:
    """Return a name as it is written on the command line."""
    return _OTHERS.sub("-", name.lower()).strip("-")
