"""How strongly a body implies a head: every measure of many rules at once."""

from dataclasses import dataclass

import numpy as np

from mining.baskets import Floats
from mining.weights import KAPPA

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of ``R`` rules, each ``(R,)``; :class:`mining.apriori.Rule` says what they are."""

    support: Floats
    confidence: Floats
    confidence_back: Floats
    lift: Floats
    leverage: Floats
    npmi: Floats
    shrunk_confidence: Floats
    weight: Floats


def measure(both: Floats, body: Floats, head: Floats, total: float) -> Measures:
    r"""Return the measures of rules from masses, ``sup`` their share of ``total``.

    .. math:: \mathrm{npmi} = \frac{\ln \mathrm{lift}}{-\ln \mathrm{sup}(xy)}, \quad
              w = \frac{m(xy) + \kappa\,\mathrm{sup}(y)}{m(x) + \kappa}
                  \min(1, \max(0, \mathrm{npmi}))

    Args:
        both: ``(R,)`` above 0, of body x and head y together.
        body: ``(R,)`` of the body.
        head: ``(R,)`` of the head.
        total: of everything.

    Source:
        Bouma, "Normalized (pointwise) mutual information in collocation extraction", 2009.
    """
    support, expected = both / total, head / total
    confidence = both / body
    lift = confidence / expected
    surprise = -np.log(support)
    # both in every transaction, but for the order of adding up: nothing to be surprised by
    always = support >= 1.0 - _ROUNDING
    npmi = np.clip(np.log(lift) / np.where(always, 1.0, surprise), -1.0, 1.0)
    npmi[always] = 0.0
    shrunk = (both + KAPPA * expected) / (body + KAPPA)
    return Measures(
        support=support,
        confidence=confidence,
        confidence_back=both / head,
        lift=lift,
        leverage=support - body / total * expected,
        npmi=npmi,
        shrunk_confidence=shrunk,
        weight=shrunk * np.clip(npmi, 0.0, 1.0),
    )
