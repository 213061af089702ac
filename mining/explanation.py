"""Why a rule was kept or dropped, threshold by threshold, with the numbers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import combinations
from typing import Literal

import numpy as np

from mining.apriori import TOLERANCE, Judged, Limits, Thresholds, judge_rules, resolve_thresholds
from mining.baskets import Baskets, encode_baskets
from mining.errors import ThresholdError, UnknownItemError
from mining.itemsets import Frequency, Itemsets, Template, drop_rare, search_itemsets
from mining.templates import check_templates

Name = Literal[
    "template", "length", "everywhere", "support", "confidence", "lift", "q", "redundant"
]


@dataclass(frozen=True, slots=True)
class Check:
    """One threshold.

    Attributes:
        name: of the threshold.
        passed: whether the rule reaches it; None where it was not judged, because it fails another.
        measured: the rule's figure; None where there is none.
        asked: the threshold; None where there is none.
        text: one sentence with the numbers.
    """

    name: Name
    passed: bool | None
    measured: float | None
    asked: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule, whether it is kept, and every threshold in the order in which they are asked.

    Attributes:
        body: items, in order.
        head: one item.
        kept: whether :func:`mining.apriori.mine_rules` returns the rule.
        checks: one a threshold.
        count: transactions with body and head.
        body_count: transactions with the body.
        head_count: transactions with the head.
        transactions: all of them.
    """

    body: tuple[str, ...]
    head: str
    kept: bool
    checks: tuple[Check, ...]
    count: int
    body_count: int
    head_count: int
    transactions: int


def explain_rule(
    transactions: Sequence[Collection[str]],
    rule: tuple[Collection[str], str],
    templates: Sequence[Template] | None = None,
    thresholds: Thresholds | None = None,
    weights: Sequence[float] | None = None,
) -> Explanation:
    """Say why mining with these arguments keeps or drops a rule.

    Args:
        transactions: as mined.
        rule: body and head.
        templates: as mined.
        thresholds: as mined.
        weights: as mined.

    Raises:
        ExplosionError: the thresholds let through more than memory allows.
        TemplateError: a type that is neither ours nor that of an item.
        ThresholdError: a threshold or weight out of its range, or a rule that implies itself.
        UnknownItemError: no transaction holds an item of the rule.
    """
    body, head = tuple(sorted(set(rule[0]))), rule[1]
    asked = thresholds or Thresholds()
    limits, _ = resolve_thresholds(asked, len(transactions))
    baskets = encode_baskets(transactions, weights)
    check_templates(templates or (), baskets.names)
    _check_rule(body, head, baskets)
    judge = _Judge(baskets, body, head, limits)
    checks = (
        _check_template(body, head, templates),
        judge.check_length(),
        judge.check_everywhere(everywhere=asked.everywhere),
        judge.check_support(),
        judge.check_confidence(),
        judge.check_lift(),
        judge.check_chance(templates, everywhere=asked.everywhere),
        judge.check_parts(),
    )
    return Explanation(
        body,
        head,
        kept=all(check.passed for check in checks),
        checks=checks,
        count=judge.count((*body, head)).count,
        body_count=judge.count(body).count,
        head_count=judge.count((head,)).count,
        transactions=baskets.count,
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """A rule before its thresholds."""

    baskets: Baskets
    body: tuple[str, ...]
    head: str
    limits: Limits

    def count(self, items: Sequence[str]) -> Frequency:
        """Count the baskets that hold all of the items."""
        baskets = self.baskets
        wanted = [baskets.names.index(item) for item in items]
        owner = np.repeat(np.arange(baskets.count), np.diff(baskets.starts))
        held = np.bincount(owner[np.isin(baskets.items, wanted)], minlength=baskets.count)
        holds = held == len(wanted)
        return Frequency(int(holds.sum()), float(baskets.weights[holds].sum()))

    def measure_confidence(self, body: Sequence[str]) -> float:
        """Return the share of the weight with a body that has the head."""
        mass = self.count(body).mass
        return self.count((*body, self.head)).mass / mass if mass else 0.0

    @property
    def frequent(self) -> bool:
        """Whether body and head reach the support, in a rule that is short enough."""
        short = len(self.body) < self.limits.length
        return short and bool(self.check_support().passed)

    def check_length(self) -> Check:
        size, most = len(self.body) + 1, self.limits.length
        text = f"body and head have {size} items, at most {most} are asked"
        return Check("length", size <= most, size, most, text)

    def check_everywhere(self, *, everywhere: bool) -> Check:
        always = [
            item
            for item in (*self.body, self.head)
            if self.count((item,)).count == self.baskets.count
        ]
        text = "no item is in every transaction"
        if always:
            text = f"{', '.join(always)} is in every transaction, so that nothing can raise it"
        return Check("everywhere", everywhere or not always, len(always), None, text)

    def check_support(self) -> Check:
        both = self.count((*self.body, self.head))
        share, least, fewest = both.mass / self.baskets.mass, self.limits.support, self.limits.count
        reached = share >= least - TOLERANCE and both.count >= fewest
        text = (
            f"{both.count} of {self.baskets.count} transactions hold body and head, {share:.4g} of "
            f"the weight; at least {least:.4g} is asked"
            f"{f', and {fewest} transactions' if fewest > 1 else ''}"
        )
        return Check("support", reached, share, least, text)

    def check_confidence(self) -> Check:
        share, least = self.measure_confidence(self.body), self.limits.confidence
        text = f"{share:.4g} of what has the body has the head; at least {least:.4g} is asked"
        return Check("confidence", share >= least - TOLERANCE, share, least, text)

    def check_lift(self) -> Check:
        expected = self.count((self.head,)).mass / self.baskets.mass
        lift, least = self.measure_confidence(self.body) / expected, self.limits.lift
        text = (
            f"that is {lift:.4g} times the head's own share of {expected:.4g}; at least "
            f"{least:.4g} is asked"
        )
        return Check("lift", lift >= least - TOLERANCE, lift, least, text)

    def check_chance(self, templates: Sequence[Template] | None, *, everywhere: bool) -> Check:
        """Test the rule together with all others, as mining does."""
        most = self.limits.q
        if self.frequent:
            support, length = self.limits.support, self.limits.length
            wanted = search_itemsets(self.baskets, support, length, templates)
            found = drop_rare(wanted, self.limits.count)
            judged = judge_rules(found, templates, everywhere=everywhere)
            for place in self._find(found, judged):
                p, q = float(judged.p[place]), float(judged.q[place])
                text = (
                    f"chance alone does this with p = {p:.3g}, which among all rules tested is a "
                    f"false discovery rate of {q:.3g}; at most {most:.4g} is asked"
                )
                return Check("q", q <= most, q, most, text)
        return Check("q", None, None, most, "not tested: it fails before")

    def check_parts(self) -> Check:
        if not self.frequent:
            return Check("redundant", None, None, None, "not compared: it fails before")
        own = self.measure_confidence(self.body)
        parts = [
            (self.measure_confidence(part), part)
            for size in range(1, len(self.body))
            for part in combinations(self.body, size)
        ]
        if not parts:
            return Check("redundant", not parts, None, own, "the body has no parts")
        best, part = max(parts, key=lambda each: (each[0], -len(each[1])))
        passed = best < own - TOLERANCE
        verdict = "less than" if passed else "no less than"
        text = (
            f"{', '.join(part)} implies the head with {best:.4g}, {verdict} the whole body's "
            f"{own:.4g}"
        )
        return Check("redundant", passed, best, own, text)

    def _find(self, found: Itemsets, judged: Judged) -> Iterator[int]:
        """Yield where the rule stands in the table."""
        rows = [found.names.index(item) for item in sorted((*self.body, self.head))]
        if len(rows) > len(found.levels):
            return
        level = found.levels[len(rows) - 1].items
        [row] = np.flatnonzero((level == rows).all(axis=1)).tolist() or [-1]
        place = rows.index(found.names.index(self.head))
        table = judged.candidates
        same = (table.size == len(rows)) & (table.row == row) & (table.place == place)
        yield from np.flatnonzero(same).tolist()


def _check_rule(body: tuple[str, ...], head: str, baskets: Baskets) -> None:
    if not body or head in body:
        raise ThresholdError(f"expected a body of other items than the head, found {body}, {head}")
    for item in (*body, head):
        if item not in baskets.names:
            alike = get_close_matches(item, baskets.names, n=1)
            hint = f"; did you mean {alike[0]}?" if alike else ""
            raise UnknownItemError(f"expected items of the transactions, found {item}{hint}")


def _check_template(
    body: tuple[str, ...], head: str, templates: Sequence[Template] | None
) -> Check:
    if templates is None:
        return Check("template", templates is None, None, None, "rules of every type are asked")
    passed = any(each.matches(body, head) for each in templates)
    listed = ", ".join(f"{each.body_type}>{each.head_type}" for each in templates)
    text = f"the rule is {'' if passed else 'not '}of the types asked: {listed}"
    return Check("template", passed, None, None, text)
