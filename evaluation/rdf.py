"""The whole of ESCO through RDF: ``python -m evaluation.rdf [DATA]`` prints the figures.

``DATA`` is the folder with ESCO's tables, else the one beside the checkout. Measured on the
embedded server, and on the empty Neo4j that ``NEO4J_URI`` names, if one is named.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evaluation.esco import DATA, read_release
from graph.census import count_nodes
from graph.changes import apply_plan
from graph.kinds import SERVERS_OWN
from graph.migrations import migrate
from graph.server import open_store
from graph.settings import Settings
from graph.store import Store
from ingest.frameworks.plan import plan_standard
from ingest.frameworks.standard import Standard
from ingest.skos.export import export_skos
from ingest.skos.files import read_facts
from ingest.skos.plan import plan_skos

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class RdfFigures:
    """One server's way through RDF, in seconds, and what should be left to change: nothing.

    Attributes:
        processor: of ``read``, what our own process computed; the rest is the server's and waiting.
    """

    server: str
    relationships: int
    triples: int
    megabytes: float
    write: float
    parse: float
    read: float
    processor: float
    changes: int
    load: float


def main() -> None:
    """Measure each server in reach and print a Markdown table."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    for settings in _list_servers():
        with tempfile.TemporaryDirectory() as folder, _open_empty(settings, folder) as store:
            found = measure_rdf(store, read_release(data), Path(folder))
            sys.stdout.write(format_figures(found))


def measure_rdf(store: Store, found: Standard, folder: Path) -> RdfFigures:
    """Load ESCO into an empty graph, write it as Turtle and plan to bring that in again."""
    plan = plan_standard(store, found)
    apply_plan(store, plan, "the whole of ESCO")
    path = folder / "esco.ttl"
    load = os.getloadavg()[0]
    written, write = _time(lambda: export_skos(store, path))
    _, parse = _time(lambda: read_facts(path))
    started = time.process_time()
    again, read = _time(lambda: plan_skos(store, path))
    processor = time.process_time() - started
    relationships = plan.counts()["REQUIRES"]["add"]
    size = path.stat().st_size / 1e6
    return RdfFigures(
        server=store.describe(),
        relationships=relationships,
        triples=written.triples,
        megabytes=size,
        write=write,
        parse=parse,
        read=read,
        processor=processor,
        changes=len(again.changes),
        load=load,
    )


def format_figures(found: RdfFigures) -> str:
    """Return one server's figures as Markdown."""
    rows = [
        ("relationships", f"{found.relationships:,}"),
        ("triples", f"{found.triples:,} ({found.megabytes:.1f} MB of Turtle)"),
        ("write", f"{found.write:.1f} s"),
        ("parse alone", f"{found.parse:.1f} s"),
        ("bring in again: parse and plan, at most 15 s", f"{found.read:.1f} s"),
        ("of these our own process computed", f"{found.processor:.1f} s"),
        ("changes of that plan, 0 expected", str(found.changes)),
    ]
    table = "\n".join(f"| {what} | {measured} |" for what, measured in rows)
    head = f"{found.server}; {os.cpu_count()} cores, load {found.load:.1f}"
    return f"{head}\n\n| ESCO 1.2.0 as RDF | measured |\n|---|---|\n{table}\n\n"


def _time(work: Callable[[], Result]) -> tuple[Result, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def _list_servers() -> list[Settings]:
    named = Settings()
    embedded = Settings(neo4j_uri="")
    return [embedded, named] if named.neo4j_uri else [embedded]


@contextmanager
def _open_empty(settings: Settings, folder: str) -> Iterator[Store]:
    """Open a graph without nodes: the embedded one in ``folder``, a named one only if it is so."""
    chosen = settings.model_copy(update={"journeyman_home": Path(folder)})
    with open_store(chosen) as store:
        migrate(store)
        held = {label: n for label, n in count_nodes(store).items() if label not in SERVERS_OWN}
        if held:
            raise SystemExit(f"{settings.neo4j_uri}: expected an empty graph, found {held}")
        yield store


if __name__ == "__main__":
    main()
