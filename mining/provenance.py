"""What a rule's relationship keeps of how it came about. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from graph.claims import Value
from mining.apriori import Rule, Thresholds
from mining.corpora import Corpus
from mining.significance import shorten_p_value

_DIGITS = 6
_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Run:
    """What a corpus gave.

    Attributes:
        name: ``rules:<corpus>:<hash>``, as the blocks name it.
        rules: those that reached the thresholds, strongest last where lengths differ.
        warnings: what to know before believing them.
    """

    name: str
    corpus: Corpus
    rules: tuple[Rule, ...]
    warnings: tuple[str, ...]


def measure_rule(
    rule: Rule, run: Run, thresholds: str, find: Callable[[Rule], list[str]]
) -> dict[str, Value]:
    """Return what a block keeps of a rule: its numbers, where they are from, a few records."""
    names = ("support", "confidence", "confidence_back", "lift", "npmi", "shrunk_confidence")
    numbers = {name: round(float(getattr(rule, name)), _DIGITS) for name in names}
    fields: dict[str, Value] = {
        **numbers,
        "p": shorten_p_value(rule.p),
        "q": shorten_p_value(rule.q),
        "n": rule.count,
        "transactions": rule.transactions,
        "run": run.name,
        "algorithm": "apriori",
        "thresholds": thresholds,
    }
    evidence = find(rule)
    return fields | ({"evidence": evidence} if evidence else {})


def index_records(corpus: Corpus) -> Callable[[Rule], list[str]]:
    """Return a function from a rule to a few ids of the records that hold it, none of people."""
    holders: dict[str, list[int]] = {}
    for place, items in enumerate(corpus.transactions if corpus.ids else ()):
        for item in items:
            holders.setdefault(item, []).append(place)

    def find(rule: Rule) -> list[str]:
        wanted = {*rule.body, rule.head}
        places = holders.get(rule.head, [])
        held = (place for place in places if wanted <= corpus.transactions[place])
        return [corpus.ids[place] for _, place in zip(range(_EVIDENCE), held, strict=False)]

    return find


def say_thresholds(thresholds: Thresholds) -> str:
    """Return thresholds in a line; what the number of transactions chooses is not named."""
    told = {
        "support": thresholds.min_support,
        "confidence": thresholds.min_confidence,
        "lift": thresholds.min_lift,
        "q": thresholds.max_q,
        "length": thresholds.max_length,
    }
    return ", ".join(f"{name} {value:g}" for name, value in told.items() if value is not None)
