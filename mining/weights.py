"""How much a job asks for an ability: old postings count less, and few are drawn to a prior."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mining.errors import ThresholdError

KAPPA = 5.0
"""Weight of a prior, as if it were that many records of age 0."""

_MOST_HALVES = 100


@dataclass(frozen=True, slots=True)
class AgedPosting:
    """A posting as demand counts it; ``age_months`` is counted from the corpus' newest one."""

    id: str
    job_id: str
    age_months: float
    ability_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class JobAbility:
    """How often a job's postings mention an ability: ``mass`` decayed, ``count`` as it is."""

    job_id: str
    ability_id: str
    mass: float
    count: int


@dataclass(frozen=True, slots=True)
class DemandTable:
    """What a corpus of postings says.

    Attributes:
        totals: decayed mass of all postings, by job.
        cells: every pair of job and ability that a posting mentions, sorted by both ids.
        shares: share in [0, 1] of a class' mass that mentions an ability, by class and ability.
    """

    totals: Mapping[str, float]
    cells: tuple[JobAbility, ...]
    shares: Mapping[tuple[str, str], float]


def decay(age_months: float, half_life: float = 12) -> float:
    """Return the weight in (0, 1] of a record of that age; half at ``half_life`` months.

    After a hundred half-lives no record loses more, so that no sum of weights is 0.

    Raises:
        ThresholdError: an age below 0, or a half-life that is not above 0.
    """
    if not (age_months >= 0 and half_life > 0):  # nor what is no number
        raise ThresholdError(
            "expected an age of 0 or more and a half-life above 0 months, "
            f"found {age_months} and {half_life}"
        )
    return float(2 ** -min(age_months / half_life, _MOST_HALVES))


def shrunk_demand(mass: float, total: float, prior: float, kappa: float = KAPPA) -> float:
    """Return ``(mass + kappa * prior) / (total + kappa)``, the share drawn towards its prior."""
    return (mass + kappa * prior) / (total + kappa)


def demand_table(
    postings: Iterable[AgedPosting], classes: Mapping[str, str], half_life: float = 12
) -> DemandTable:
    """Add up what postings mention, by job and by class of jobs.

    Args:
        postings: each posting once.
        classes: the class of each job; jobs without one share the class "".
        half_life: in months, see :func:`decay`.

    Raises:
        ThresholdError: an age below 0.
    """
    totals: defaultdict[str, float] = defaultdict(float)
    class_totals: defaultdict[str, float] = defaultdict(float)
    shares: defaultdict[tuple[str, str], float] = defaultdict(float)
    masses: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for posting in sorted(postings, key=lambda posting: posting.id):  # sums do not depend on order
        mass = decay(posting.age_months, half_life)
        group = classes.get(posting.job_id, "")
        totals[posting.job_id] += mass
        class_totals[group] += mass
        for ability_id in posting.ability_ids:
            masses[posting.job_id, ability_id].append(mass)
            shares[group, ability_id] += mass
    return DemandTable(
        totals=dict(sorted(totals.items())),
        cells=tuple(
            JobAbility(*pair, sum(each), len(each)) for pair, each in sorted(masses.items())
        ),
        shares={pair: mass / class_totals[pair[0]] for pair, mass in sorted(shares.items())},
    )
