"""A framework into the map, in place of its earlier version."""

from graph.drafts import make_plan
from graph.plans import Plan, Restated
from graph.store import Store
from ingest.frameworks.standard import Standard


def plan_standard(store: Store, standard: Standard) -> Plan:
    """Return the plan that brings a framework into the map.

    What its origin said of a type before and no longer says goes.
    """
    types = sorted({each.type for each in standard.assertions})
    restated = [Restated(kind, "imported", standard.origin) for kind in types]
    nodes = [standard.framework, *standard.nodes]
    plan = make_plan(store, nodes, standard.assertions, restated)
    return Plan(plan.changes, plan.unchanged, plan.held, (*standard.left_out, *plan.left_out))
