"""Every model of answers by its name: as the papers word it, as it is tuned, and ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from learner.cupmf import CupmfEstimator, list_cupmf_grid
from learner.dina_estimator import DinaEstimator
from learner.dino import DinoEstimator
from learner.errors import ChoiceError
from learner.estimators import Estimator, Fitted
from learner.forgetting import EXPONENTIALS, RetrievalEstimator
from learner.gdina import GDinaEstimator
from learner.item_mean import ItemMeanEstimator
from learner.item_response import RaschEstimator, TwoParameterEstimator
from learner.latent_classes import LatentClassesEstimator
from learner.logistic_factors import LogisticFactorsEstimator, list_logistic_grid
from learner.multidimensional import MultidimensionalEstimator
from learner.neighbours import NeighboursEstimator, list_neighbours_grid
from learner.pmf_cd import PmfCdEstimator, list_pmf_cd_grid
from learner.querec import QueRecEstimator, list_querec_grid
from learner.reading import Reader
from learner.responses import Responses
from learner.selection import Selected
from learner.stack import StackEstimator
from learner.tdina import TDinaEstimator

_OTHERS = re.compile(r"[^a-z0-9]+")
Version = Literal["baseline", "paper", "tuned", "ours", "ablation"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A model that can be asked for by its name.

    Attributes:
        estimator: how it is fitted.
        version: a simple model, one as a paper words it, such a one tuned by validation, one of
            ours, or one of these without a part, to see what the part is worth.
        texts: whether it reads the texts of items.
        times: whether it reads times.
        slow: whether a fit takes so long that it is to be asked for.
    """

    estimator: Estimator
    version: Version
    texts: bool = False
    times: bool = False
    slow: bool = False

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


@dataclass(frozen=True, slots=True)
class WithoutTexts:
    """An estimator that is not shown the texts of items."""

    estimator: Estimator
    name: str

    def fit(self, seen: Responses, seed: int) -> Fitted:
        """Return what the estimator makes of the answers alone."""
        return self.estimator.fit(replace(seen, texts=None), seed)


def _read_only(*parts: str) -> CupmfEstimator:
    """Return CUPMF that reads some parts of a question."""
    return CupmfEstimator(reader=Reader(parts=parts), name=f"CUPMF ({', '.join(parts)})")


STACK = StackEstimator(
    (
        DinaEstimator(),
        GDinaEstimator(),
        LatentClassesEstimator(12),
        MultidimensionalEstimator(3),
    )
)
_FAMILY = (
    DinaEstimator(),
    TwoParameterEstimator(),
    LatentClassesEstimator(12),
    MultidimensionalEstimator(3),
    LogisticFactorsEstimator(),
    LogisticFactorsEstimator(DinaEstimator(), penalty=9.0, name="logistic factors + DINA"),
)
_OURS = Selected(list_logistic_grid(DinaEstimator()), "DINA + factors")
CATALOGUE = (
    Entry(ItemMeanEstimator(), "baseline"),
    Entry(RaschEstimator(), "baseline"),
    Entry(TwoParameterEstimator(), "baseline"),
    Entry(MultidimensionalEstimator(3), "baseline"),
    Entry(LatentClassesEstimator(12), "baseline"),
    Entry(NeighboursEstimator(), "paper"),
    Entry(Selected(list_neighbours_grid(), "user-CF tuned"), "tuned"),
    Entry(DinaEstimator(), "ours"),
    Entry(DinoEstimator(), "ours"),
    Entry(GDinaEstimator(), "ours"),
    Entry(TDinaEstimator(), "paper", times=True),
    Entry(RetrievalEstimator(), "ours", times=True),
    Entry(PmfCdEstimator(), "paper"),
    Entry(Selected(list_pmf_cd_grid(), "PMF-CD tuned"), "tuned"),
    Entry(QueRecEstimator(), "paper"),
    Entry(Selected(list_querec_grid(), "QueRec tuned"), "tuned"),
    Entry(CupmfEstimator(), "paper", texts=True),
    Entry(Selected(list_cupmf_grid(Reader()), "CUPMF tuned"), "tuned", texts=True, slow=True),
    Entry(LogisticFactorsEstimator(), "ours"),
    Entry(_OURS, "ours"),
    Entry(Selected(_FAMILY, average=True), "ours"),
    Entry(STACK, "ours", slow=True),
    Entry(Selected((*_FAMILY, STACK), "selected with stack"), "ours", slow=True),
    Entry(Renamed(DinaEstimator("ml"), "DINA (ml)"), "ablation"),
    Entry(
        Renamed(RetrievalEstimator(candidates=EXPONENTIALS), "retrieval DINA (exp)"),
        "ablation",
        times=True,
    ),
    Entry(WithoutTexts(_OURS, f"{_OURS.name} (no texts)"), "ablation", texts=True),
    Entry(QueRecEstimator(complete=True, name="QueRec (all cells)"), "ablation"),
    Entry(_read_only("stem"), "ablation", texts=True),
    Entry(_read_only("stem", "options"), "ablation", texts=True),
    Entry(_read_only("answer", "analysis"), "ablation", texts=True),
)
SWEPT = (QueRecEstimator(), CupmfEstimator())
"""The models whose weights are varied one by one, as the papers word them."""


def list_entries(seen: Responses, everything: bool = False) -> list[Entry]:
    """Return the models that these answers tell apart: without texts none that reads them.

    Slow models and those without a part are among them if ``everything`` is asked for.
    """
    timed = seen.attempts is not None
    return [
        entry
        for entry in CATALOGUE
        if (seen.texts is not None or not entry.texts) and (timed or not entry.times)
        if everything or not (entry.slow or entry.version == "ablation")
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
