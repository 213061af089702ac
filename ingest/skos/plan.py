"""SKOS into the graph: our own export, ESCO's own form, or another vocabulary."""

from pathlib import Path

from graph.collector import without_collector
from graph.current import list_nodes
from graph.drafts import make_plan
from graph.ids import is_safe
from graph.plans import Plan, Restated
from graph.store import Store
from ingest.errors import RdfError
from ingest.skos import vocabulary as v
from ingest.skos.files import read_facts
from ingest.skos.forms import unfold
from ingest.skos.reader import Languages, Reader


def plan_skos(
    store: Store, path: Path, framework: str | None = None, languages: Languages | None = None
) -> Plan:
    """Return the plan that brings an RDF file of concepts into the map.

    ``framework`` is the id of the framework that concepts of another's scheme belong to. What
    the file's origins said before and no longer say goes; no node goes.

    Raises:
        RdfError: the file cannot be read, holds no concept, or needs a framework.
    """
    if framework is not None and not (framework.startswith("framework:") and is_safe(framework)):
        raise RdfError(f"expected a framework's id like framework:esco, found {framework!r}")
    with without_collector():
        return _plan(store, path, framework, languages or Languages())


def _plan(store: Store, path: Path, framework: str | None, languages: Languages) -> Plan:
    known = list_nodes(store, "Framework", [framework] if framework else [])
    held = known.get(framework or "", {}).get("language")
    own = languages.own or str(held or "en")
    facts = read_facts(path, languages.list_taken(own))
    unfold(facts, languages.list_taken(own))
    reader = Reader(path, facts, framework, own)
    nodes = [*reader.list_schemes(known), *reader.list_concepts()]
    assertions = reader.list_assertions()
    restated = [
        Restated(kind, "imported", origin)
        for origin in reader.list_origins()
        for kind in sorted(set(v.RELATIONS.values()))
    ]
    plan = make_plan(store, nodes, assertions, restated)
    return Plan(plan.changes, plan.unchanged, plan.held, (*reader.left_out, *plan.left_out))
