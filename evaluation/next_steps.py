"""Whether patterns know a learner's next step better than popularity does.

``python -m evaluation.next_steps [HOME]`` prints a table. Of every learner one step is looked for:
a new one, drawn at random, after what came before it. What the learners of the other four fifths
did, whole, names ten things that the learner had not done: by patterns, by popularity, and by what
most often directly follows the last one (Markov).
"""

import csv
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evaluation.histories import make_histories
from evaluation.training import DATA
from graph.server import open_store
from graph.settings import Settings
from mining.histories import Histories, Ints, stack_histories
from mining.items import Of
from mining.patterns import score_next
from mining.prefixspan import choose_min_count, find_patterns
from mining.sequences import NEXT_GAP, Wanted, read_corpus

TOP = 10
_RESAMPLES, _PARTS = 1_000, 5
_KINDS: tuple[Of, ...] = ("resources", "points")
Floats = npt.NDArray[np.float64]
Score = Callable[[Ints], Floats]


@dataclass(frozen=True, slots=True)
class HitRates:
    """Share of learners whose step is among the ten that each method names.

    Attributes:
        gain: of patterns above popularity, with an interval of 95 % over learners.
    """

    learners: int
    patterns: float
    popularity: float
    markov: float
    gain: float
    low: float
    high: float


def measure_hits(
    histories: Histories, items: int, seed: int, gap: int | None = None, top: int = TOP
) -> HitRates:
    """Look for a step of every history that has three different items or more.

    Args:
        histories: one a learner.
        items: how many items there are.
        seed: of the parts, the steps and the bootstrap.
        gap: see :func:`mining.prefixspan.find_patterns`.
        top: how many are named.
    """
    rng = np.random.default_rng(seed)
    parts = rng.integers(0, _PARTS, len(histories))
    told = [choose_step(each, rng) for each in histories.list_all()]
    hits: dict[str, list[bool]] = {}
    for part in range(_PARTS):
        scores = _fit(histories.select(np.flatnonzero(parts != part)), items, gap)
        asked = [told[row] for row in np.flatnonzero(parts == part).tolist()]
        for name, score in scores.items():
            found = [_names(score(each[0]), *each, top) for each in asked if each is not None]
            hits.setdefault(name, []).extend(found)
    gains = np.array(hits["patterns"]) - np.array(hits["popularity"], dtype=np.float64)
    draws = gains[rng.integers(0, gains.size, (_RESAMPLES, gains.size))].mean(axis=1)
    low, high = np.quantile(draws, (0.025, 0.975)).tolist()
    shares = {name: float(np.mean(found)) for name, found in hits.items()}
    return HitRates(gains.size, **shares, gain=float(gains.mean()), low=low, high=high)


def choose_step(history: Ints, rng: np.random.Generator) -> tuple[Ints, int] | None:
    """Return what came before a new step, the third or later, and that step; None: too short."""
    fresh = np.sort(np.unique(history, return_index=True)[1])[2:]
    if not fresh.size:
        return None
    place = int(rng.choice(fresh))
    return history[:place], int(history[place])


def read_oulad(folder: Path) -> Iterator[tuple[str, Histories, int]]:
    """Yield module, what its students handed in, in order, and how many assessments it has."""
    with (folder / "assessments.csv").open(encoding="utf-8", newline="") as file:
        module = {row["id_assessment"]: row["code_module"] for row in csv.DictReader(file)}
    steps: dict[str, dict[str, list[tuple[int, str]]]] = {}
    with (folder / "studentAssessment.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            of = steps.setdefault(module[row["id_assessment"]], {})
            done = (int(row["date_submitted"]), row["id_assessment"])
            of.setdefault(row["id_student"], []).append(done)
    for name, of in sorted(steps.items()):
        ids = sorted({each for done in of.values() for _, each in done})
        number = {each: at for at, each in enumerate(ids)}
        orders = [[number[each] for _, each in sorted(done)] for _, done in sorted(of.items())]
        yield name, stack_histories(orders), len(ids)


def main(homes: Sequence[str]) -> None:
    """Measure on made histories, on OULAD beside the checkout and on the graphs of homes."""
    lines = ["| histories | learners | patterns | popularity | Markov | gain |"]
    lines.append("|---|---|---|---|---|---|")
    lines += _measure("made", make_histories(2_000, 21.0, 400, seed=1), 400)
    for name, histories, items in read_oulad(DATA / "oulad") if DATA.is_dir() else ():
        lines += _measure(f"OULAD {name}, first of the list", histories, items, top=1)
    for home in homes:
        with open_store(Settings(neo4j_uri="", journeyman_home=Path(home))) as store:
            for of in _KINDS:
                corpus = read_corpus(store, Wanted(of))
                lines += _measure(of, corpus.histories, len(corpus.item_ids))
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n\n" + "\n".join(lines) + "\n")


def _measure(name: str, histories: Histories, items: int, top: int = TOP) -> Iterator[str]:
    for gap in (None, NEXT_GAP):
        found = measure_hits(histories, items, 1, gap, top)
        yield format_hits(f"{name}, gap {gap or 'any'}", found)


def format_hits(name: str, found: HitRates) -> str:
    """Return a row of the table."""
    shares = (found.patterns, found.popularity, found.markov)
    told = " | ".join(f"{share:.3f}" for share in shares)
    gain = f"{found.gain:+.3f} ({found.low:+.3f} to {found.high:+.3f})"
    return f"| {name} | {found.learners} | {told} | {gain} |"


def _fit(known: Histories, items: int, gap: int | None) -> Mapping[str, Score]:
    patterns = find_patterns(known, choose_min_count(len(known)), max_gap=gap)
    sequences = known.sequences
    pairs = np.unique(sequences * items + known.items) % items
    popularity = np.bincount(pairs, minlength=items).astype(np.float64)
    follows = sequences[1:] == sequences[:-1]
    steps = (known.items[:-1] * items + known.items[1:])[follows]
    markov = np.bincount(steps, minlength=items * items).reshape(items, items)
    rank = popularity / (popularity.max(initial=1.0) + 1)  # breaks ties of all three
    return {
        "patterns": lambda past: score_next(patterns, past, items) + 1e-9 * rank,
        "popularity": lambda _: popularity,
        "markov": lambda past: markov[past[-1]] + 1e-3 * rank,
    }


def _names(scores: Floats, past: Ints, step: int, top: int) -> bool:
    """Whether the step is among the best of what was not done yet; of equals the first."""
    left = scores.copy()
    left[past] = -np.inf
    return bool(step in np.argsort(-left, kind="stable")[:top])


if __name__ == "__main__":
    main(sys.argv[1:])
