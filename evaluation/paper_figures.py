"""What the paper of 2022 says its models reach: to stand beside ours, not to be reached.

F1 of recommending what will be answered right, without repeats, intervals or the name of the data
set. Cells without a number are none of the paper's.

Source:
    Zhou F., Journal of Healthcare Engineering 2022, 5776341, tables 2 and 3.
"""

from collections.abc import Mapping

Figures = Mapping[str, tuple[float, float, float, float]]
SPLITS = ("random-70", "random-50", "random-30", "random-10")
SIMPLE: Figures = {
    "user-CF": (0.501, 0.506, 0.532, 0.479),
    "DINA": (0.539, 0.606, 0.617, 0.699),
    "PMF-CD": (0.695, 0.632, 0.639, 0.701),
    "QueRec": (0.690, 0.701, 0.737, 0.768),
    "CUPMF": (0.722, 0.753, 0.781, 0.719),
}
COMPLEX: Figures = {
    "user-CF": (0.483, 0.615, 0.593, 0.606),
    "DINA": (0.693, 0.653, 0.706, 0.741),
    "PMF-CD": (0.687, 0.715, 0.721, 0.774),
    "QueRec": (0.759, 0.789, 0.797, 0.832),
    "CUPMF": (0.791, 0.787, 0.823, 0.851),
}
BY_PART: Mapping[str, Figures] = {"simple": SIMPLE, "complex": COMPLEX}


def find_paper_f1(model: str, part: str, split: str) -> float | None:
    """Return the paper's F1 of a model on ``simple`` or ``complex`` items, if it has one."""
    told = BY_PART.get(part, {}).get(model)
    return told[SPLITS.index(split)] if told and split in SPLITS else None
