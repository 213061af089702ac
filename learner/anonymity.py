"""k-anonymity: among how many others each learner is hidden by what is known of all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graph.people import Alike
from learner.errors import AnonymityError

TRAITS = ("group", "major", "grade", "school_class")
"""What is known of learners from outside, in the order in which it is kept longest."""


@dataclass(frozen=True, slots=True)
class Step:
    """What holds when some traits are dropped.

    Attributes:
        dropped: the traits that are not looked at.
        sets: sets of learners who are alike.
        smallest: learners in the smallest of them, k; 0 without learners.
        under: learners in sets below the k that is asked.
        left: the smallest set once those learners are left out; 0 when nobody is left.
    """

    dropped: tuple[str, ...]
    sets: int
    smallest: int
    under: int
    left: int


@dataclass(frozen=True, slots=True)
class Anonymity:
    """Every step from all traits to none, and what it takes to reach ``k``.

    Attributes:
        suggested: the first step with nobody below ``k``; None: even without traits there are
            fewer than ``k`` learners.
    """

    k: int
    learners: int
    steps: tuple[Step, ...]
    suggested: Step | None


def measure_anonymity(alike: Sequence[Alike], k: int) -> Anonymity:
    """Return how anonymous learners are, traits dropped one by one: class, grade, major, group.

    Raises:
        AnonymityError: ``k`` is below 2, which hides nobody.
    """
    if k < 2:
        raise AnonymityError(f"k: expected 2 or more, found {k}")
    steps = [_measure(alike, kept, k) for kept in range(len(TRAITS), -1, -1)]
    fitting = [step for step in steps if not step.under]
    total = sum(each.learners for each in alike)
    return Anonymity(k, total, tuple(steps), fitting[0] if fitting else None)


def _measure(alike: Sequence[Alike], kept: int, k: int) -> Step:
    sizes = Counter[tuple[str | None, ...]]()
    for each in alike:
        sizes[tuple(getattr(each, name) for name in TRAITS[:kept])] += each.learners
    return Step(
        dropped=TRAITS[kept:][::-1],
        sets=len(sizes),
        smallest=min(sizes.values(), default=0),
        under=sum(size for size in sizes.values() if size < k),
        left=min((size for size in sizes.values() if size >= k), default=0),
    )
