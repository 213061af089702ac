"""The figures of the main job, measured on this machine: ``make bench`` prints the table.

The demo and the HTTP requests are measured from outside, as a user has them: processes started
by the command line, answers awaited over loopback.
"""

import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np

from evaluation.bench_diagnosis import measure_frcsub
from evaluation.bench_learners import measure_sittings, measure_updates

_ROOT = Path(__file__).parents[1]
_EDMDATA = _ROOT.parent / "shared" / "data" / "edmdata"
_CLI = (sys.executable, "-m", "api.cli")
_WARM_UP = 300
_REQUESTS = 300
_READY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value beside the one that it must not exceed."""

    what: str
    measured: str
    asked: str


def main() -> None:
    """Measure everything and print a Markdown table."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        figures = [*measure_demo(home), *measure_requests(home), *measure_learners(home)]
    figures += measure_diagnosis()
    sys.stdout.write(format_table(figures, load))


def measure_demo(home: Path) -> list[Figure]:
    """Run the demo in an empty home, then again; the second run must change nothing."""
    first = _time_demo(home)
    before = _count_changesets(home)
    second = _time_demo(home)
    fresh = _count_changesets(home) - before
    return [
        Figure("`journeyman demo`, warm (packages fetched), empty graph", f"{first:.1f} s", "60 s"),
        Figure("the same again on its own graph", f"{second:.1f} s", "60 s"),
        Figure("changesets that the second run added", str(fresh), "0"),
    ]


def measure_requests(home: Path) -> list[Figure]:
    """Ask the server for the gaps and paths of all learners, one request after the other."""
    with serve(home) as client:
        learners = _list_learners(home)
        return [
            figure for kind in ("gaps", "path") for figure in _measure_kind(client, kind, learners)
        ]


def measure_learners(home: Path) -> list[Figure]:
    """Bring learners up to date after an answer, and let made ones sit an adaptive test."""
    found, sat = measure_updates(home), measure_sittings()
    asked = f"{sat.asked:.1f} and {sat.asked_in_random_order:.1f} questions"
    right = f"{sat.right:.1%} and {sat.right_in_random_order:.1%} of skills right"
    return [
        Figure("mastery after an answer, our CPU, median", f"{found.answer[0]:.1f} ms", ""),
        Figure("the same, p95", f"{found.answer[1]:.1f} ms", "10 ms"),
        Figure("all points of a learner judged, CPU, p95", f"{found.judging[1]:.1f} ms", ""),
        Figure("adaptive test and random order", f"{asked}, {right}", ""),
    ]


def measure_diagnosis() -> list[Figure]:
    """Fit fraction subtraction; nothing where the data is not beside the checkout."""
    if not _EDMDATA.is_dir():
        return [Figure("FrcSub", "left out: shared/data/edmdata is not there", "")]
    found = measure_frcsub(_EDMDATA)
    return [
        Figure("FrcSub, log-likelihood (ML)", f"{found.ml.log_likelihood:.4f}", "-4402.2877"),
        Figure("FrcSub, ML to convergence, median", f"{found.ml.median_ms:.1f} ms", "60 ms"),
        Figure("FrcSub, MAP with the product's stop", f"{found.map_product.median_ms:.1f} ms", ""),
        Figure("FrcSub, held-out AUC (MAP, 3 seeds)", f"{found.auc:.4f}", ""),
    ]


def format_table(figures: Sequence[Figure], load: float) -> str:
    """Return the figures as Markdown, with the machine they are from."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at the start"
    rows = "\n".join(f"| {f.what} | {f.measured} | {f.asked} |" for f in figures)
    return f"{machine}\n\n| figure | measured | at most |\n|---|---|---|\n{rows}\n"


@contextmanager
def serve(home: Path) -> Iterator[httpx.Client]:
    """Run the application on a free port; yield a client that speaks to it."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*_CLI, "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=_environment(home), stdout=subprocess.DEVNULL)  # noqa: S603 - our own command line
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            _await_ready(client)
            yield client
    finally:
        process.terminate()
        process.wait()


def _measure_kind(
    client: httpx.Client, kind: str, learners: Sequence[tuple[str, str]]
) -> list[Figure]:
    times = []
    for number in range(_WARM_UP + _REQUESTS):
        learner, job = learners[number % len(learners)]
        started = time.perf_counter()
        client.get(f"/learners/{learner}/{kind}", params={"job": job}).raise_for_status()
        times.append((time.perf_counter() - started) * 1e3)
    middle, most = np.percentile(times[_WARM_UP:], [50, 95])
    return [
        Figure(f"GET {kind}, median of {_REQUESTS}", f"{middle:.0f} ms", ""),
        Figure(f"GET {kind}, p95 of {_REQUESTS}", f"{most:.0f} ms", "60 ms"),
    ]


def _await_ready(client: httpx.Client) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        try:
            client.get("/health").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"the server did not answer within {_READY_SECONDS} s")


def _time_demo(home: Path) -> float:
    started = time.perf_counter()
    _run(home, "demo")
    return time.perf_counter() - started


def _count_changesets(home: Path) -> int:
    return len(json.loads(_run(home, "changes", "list", "--limit", "10000", "--json")))


def _list_learners(home: Path) -> list[tuple[str, str]]:
    listed = json.loads(_run(home, "learners", "list", "--json"))
    return [(one["learner_id"], one["target_id"]) for one in listed if one["target_id"]]


def _run(home: Path, *words: str) -> str:
    run = subprocess.run(  # noqa: S603 - our own command line
        [*_CLI, *words], env=_environment(home), capture_output=True, text=True, check=True
    )
    return run.stdout


def _environment(home: Path) -> dict[str, str]:
    """Return our environment with a home of its own, and the embedded graph."""
    kept = {name: value for name, value in os.environ.items() if name != "NEO4J_URI"}
    return {**kept, "JOURNEYMAN_HOME": str(home), "PYTHONPATH": str(_ROOT)}


if __name__ == "__main__":
    main()
