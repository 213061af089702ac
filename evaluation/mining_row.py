"""One row of the mining benchmark: one miner on one file, in a process of its own.

``python evaluation/mining_row.py MINER FILE SUPPORT`` writes one line of JSON: CPU seconds of the
best run, MB of memory above what the process held with the data read, and how much was found. It
imports nothing but the miner, so that an environment that holds only the peers can run it.

A file has one basket or sequence a line, its items separated by blanks; ``.npz`` holds arrays.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

_ENOUGH_SECONDS = 4.0
_MOST_RUNS = 7
_LONGEST = 40
_SEQUENCE_LENGTH = 5

Miner = Callable[[Any, float], int]


def main(words: Sequence[str]) -> None:
    """Run the miner that the words name, as often as pays, and write its row."""
    miner, path, support = words[0], Path(words[1]), float(words[2])
    try:
        find = MINERS[miner]()
    except ImportError as missing:
        sys.stdout.write(json.dumps({"absent": str(missing)}) + "\n")
        return
    data = _READERS.get(miner, read_sets)(path)
    before = _read_status("VmRSS")
    _forget_peak()
    seconds: list[float] = []
    while not seconds or (len(seconds) < _MOST_RUNS and sum(seconds) < _ENOUGH_SECONDS):
        start = time.process_time()
        found = find(data, support)
        seconds.append(time.process_time() - start)
        peak = _read_status("VmHWM")
    row = {"seconds": min(seconds), "megabytes": (peak - before) / 1024, "found": found}
    sys.stdout.write(json.dumps(row) + "\n")


def read_sets(path: Path) -> list[frozenset[str]]:
    """Return the baskets of a file as sets, one name a string."""
    names: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return [frozenset(names.setdefault(name, name) for name in line.split()) for line in lines]


def read_lists(path: Path) -> list[list[int]]:
    """Return the sequences of a file as lists of numbers."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[int(name) for name in line.split()] for line in lines]


def read_arrays(path: Path) -> Any:
    """Return the baskets of an ``.npz`` file as arrays."""
    numpy, baskets = import_module("numpy"), import_module("mining.baskets")
    with numpy.load(path) as arrays:
        items, starts = arrays["items"], arrays["starts"]
    names = tuple(f"{item:06}" for item in range(int(items.max()) + 1))
    return baskets.Baskets(names, items, starts, numpy.ones(len(starts) - 1))


def _load_own() -> Miner:
    baskets, itemsets = import_module("mining.baskets"), import_module("mining.itemsets")
    return lambda data, support: len(
        itemsets.search_itemsets(baskets.encode_baskets(data), support, _LONGEST)
    )


def _load_own_pairs() -> Miner:
    itemsets = import_module("mining.itemsets")
    return lambda data, support: len(
        itemsets.search_itemsets(data, support, 2, most=100_000_000).levels[1].counts
    )


def _load_own_sequences() -> Miner:
    numpy, histories = import_module("numpy"), import_module("mining.histories")
    prefixspan = import_module("mining.prefixspan")

    def find(data: list[list[int]], support: float) -> int:
        starts = numpy.cumsum([0, *map(len, data)])
        items = numpy.array([item for each in data for item in each])
        stacked = histories.Histories(items, starts)
        least = prefixspan.choose_min_count(len(data), support)
        return len(prefixspan.find_patterns(stacked, least, _SEQUENCE_LENGTH, most=10**9).supports)

    return find


def _load_eclat() -> Miner:
    fim = import_module("fim")
    return lambda data, support: len(fim.eclat(data, supp=100 * support, zmin=1, report="a"))


def _load_mlxtend() -> Miner:
    pandas, patterns = import_module("pandas"), import_module("mlxtend.frequent_patterns")
    encoders = import_module("mlxtend.preprocessing")

    def find(data: list[frozenset[str]], support: float) -> int:
        encoder = encoders.TransactionEncoder()
        table = pandas.DataFrame(encoder.fit_transform(data), columns=encoder.columns_)
        return len(patterns.fpgrowth(table, min_support=support))

    return find


def _load_efficient() -> Miner:
    efficient = import_module("efficient_apriori")

    def find(data: list[frozenset[str]], support: float) -> int:
        found, _ = efficient.itemsets_from_transactions([tuple(each) for each in data], support, 40)
        return sum(map(len, found.values()))

    return find


def _load_prefixspan() -> Miner:
    prefixspan = import_module("prefixspan")

    def find(data: list[list[int]], support: float) -> int:
        search = prefixspan.PrefixSpan(data)
        search.maxlen = _SEQUENCE_LENGTH
        return len(search.frequent(int(support * len(data) + 0.999999)))

    return find


MINERS: dict[str, Callable[[], Miner]] = {
    "Journeyman": _load_own,
    "Journeyman, pairs": _load_own_pairs,
    "Journeyman, sequences": _load_own_sequences,
    "PyFIM eclat": _load_eclat,
    "mlxtend fpgrowth": _load_mlxtend,
    "efficient-apriori": _load_efficient,
    "prefixspan": _load_prefixspan,
}
_READERS: dict[str, Callable[[Path], Any]] = {
    "Journeyman, pairs": read_arrays,
    "Journeyman, sequences": read_lists,
    "prefixspan": read_lists,
}


def _forget_peak() -> None:
    """Let the most memory held be counted from now on; the kernel may refuse."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def _read_status(name: str) -> int:
    """Return a figure of the kernel's status of this process, in kB; 0 where there is none."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith(name + ":")), 0)


if __name__ == "__main__":
    main(sys.argv[1:])
