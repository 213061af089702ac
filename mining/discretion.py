"""What may be told of rules where transactions are people. Pure.

A number of one to nine people tells of persons, also where it is what is left of two others: with
twenty who have the body and nineteen who have body and head, one is known by the difference.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations

_LONGEST = 8


def is_told(both: int, body: int, head: int, fewest: int) -> bool:
    """Whether a rule of these counts tells of nobody: not by both, nor by one without the other.

    Args:
        both: transactions with body and head.
        body: with the body.
        head: with the head.
        fewest: of whom anything is told; 1 where transactions are no people.
    """
    if fewest <= 1:
        return True
    return both >= fewest and all(not 0 < one - both < fewest for one in (body, head))


def is_told_of(
    transactions: Sequence[Collection[str]], body: Collection[str], head: str, fewest: int
) -> bool:
    """Whether a rule tells of nobody, nor that of any part of its body; of a long body it may."""
    if fewest <= 1 or len(body) > _LONGEST:
        return fewest <= 1
    held = [set(each) for each in transactions]
    heads = sum(head in each for each in held)
    for size in range(1, len(body) + 1):
        for part in combinations(sorted(body), size):
            having = [each for each in held if each.issuperset(part)]
            if not is_told(sum(head in each for each in having), len(having), heads, fewest):
                return False
    return True


def list_common(transactions: Sequence[Collection[str]], fewest: int) -> set[str]:
    """Return the items that enough transactions hold to be told of."""
    counts = Counter(item for each in transactions for item in each)
    return {item for item, count in counts.items() if count >= fewest}
