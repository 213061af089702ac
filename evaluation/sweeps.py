"""How the joint factorisations depend on their two weights, each varied while the other stays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evaluation.standings import Standing, tell_estimate
from learner.cupmf import CupmfEstimator
from learner.estimators import Estimator
from learner.querec import QueRecEstimator

Swept = QueRecEstimator | CupmfEstimator
VALUES = (0.01, 0.1, 0.5, 1.0, 2.0, 5.0)
FIGURES_SWEPT = ("auc", "log_loss", "f1_all")
WEIGHTS = ("mastery", "needs")


@dataclass(frozen=True, slots=True)
class Variation:
    """A model with one weight changed.

    Attributes:
        model: name of the model that is varied.
        weight: ``mastery`` (lambda A) or ``needs`` (lambda Q).
        value: of that weight.
        estimator: the model with it, of a name of its own.
    """

    model: str
    weight: str
    value: float
    estimator: Estimator


@dataclass(frozen=True, slots=True)
class Sweep:
    """The standings of a model over the values of one weight."""

    model: str
    weight: str
    values: tuple[float, ...]
    standings: tuple[Standing, ...]


def list_variations(models: Sequence[Swept]) -> tuple[Variation, ...]:
    """Return each model with each weight at each value."""
    return tuple(
        Variation(model.name, weight, value, _vary(model, weight, value))
        for model in models
        for weight in WEIGHTS
        for value in VALUES
    )


def gather_sweeps(
    variations: Sequence[Variation], standings: Sequence[Standing]
) -> tuple[Sweep, ...]:
    """Return one sweep a model and weight, from the standings of the variations in one split."""
    told = {one.model: one for one in standings}
    return tuple(_list_sweeps(variations, told))


def tell_sweep(sweep: Sweep) -> dict[str, object]:
    """Return a sweep by names, for programs: of each value the figures with their intervals."""
    told = [
        {"value": value, **{figure: tell_estimate(one.get(figure)) for figure in FIGURES_SWEPT}}
        for value, one in zip(sweep.values, sweep.standings, strict=True)
    ]
    return {"model": sweep.model, "weight": sweep.weight, "points": told}


def _list_sweeps(variations: Sequence[Variation], told: dict[str, Standing]) -> Iterator[Sweep]:
    for model, weight in dict.fromkeys((each.model, each.weight) for each in variations):
        mine = [
            each
            for each in variations
            if (each.model, each.weight) == (model, weight) and told[each.estimator.name].estimates
        ]
        yield Sweep(
            model,
            weight,
            tuple(each.value for each in mine),
            tuple(told[each.estimator.name] for each in mine),
        )


def _vary(model: Swept, weight: str, value: float) -> Swept:
    return replace(
        model,
        weights=replace(model.weights, **{weight: value}),
        name=f"{model.name} {weight} {value:g}",
    )
