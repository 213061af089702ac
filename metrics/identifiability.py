"""Whether a Q matrix lets DINA tell every skill apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
_LEAST_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Unidentified:
    r"""What keeps DINA's parameters from being strictly identifiable, by number of the skill.

    .. math:: Q = \begin{pmatrix} I_K \\ Q^* \end{pmatrix}, \qquad
              \sum_j q_{jk} \ge 3, \qquad q^*_{\cdot k} \ne q^*_{\cdot l}

    The three conditions are sufficient and necessary together; all empty: identified.

    Attributes:
        incomplete: skills that no item requires alone.
        thin: skills that fewer than three items require.
        alike: skills that the same items of :math:`Q^*` require, in groups.

    Source:
        Gu and Xu, "The sufficient and necessary condition for the identifiability and
        estimability of the DINA model", Psychometrika 84, 2019; for Q itself: "Sufficient and
        necessary conditions for the identifiability of the Q-matrix", Statistica Sinica 31, 2021.
    """

    incomplete: tuple[int, ...]
    thin: tuple[int, ...]
    alike: tuple[tuple[int, ...], ...]


def find_unidentified(q: BoolArray) -> Unidentified:
    """Return what keeps an ``(N, K)`` Q matrix from being identifiable.

    Of several items that require the same skill alone, one is taken out for :math:`I_K`; which one
    makes no difference. Where one lacks, :math:`Q^*` is what is left without the others.
    """
    items, skills = q.shape
    first = {int(np.flatnonzero(q[j])[0]): j for j in range(items) if q[j].sum() == 1}
    rest = np.delete(q, list(first.values()), axis=0)
    groups: dict[bytes, list[int]] = {}
    for k in range(skills):
        groups.setdefault(rest[:, k].tobytes(), []).append(k)
    return Unidentified(
        incomplete=tuple(k for k in range(skills) if k not in first),
        thin=tuple(k for k in range(skills) if q[:, k].sum() < _LEAST_ITEMS),
        alike=tuple(tuple(group) for group in groups.values() if len(group) > 1),
    )
