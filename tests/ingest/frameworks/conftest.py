"""A folder of made files, and frameworks that are read out of it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.plans import Plan
from graph.store import Store
from ingest.frameworks.plan import plan_standard
from ingest.frameworks.standard import Standard

WriteAll = Callable[[Mapping[str, str]], Path]
Bring = Callable[[Standard], Plan]


@pytest.fixture
def write_all(tmp_path: Path) -> WriteAll:
    """Return a function that writes texts, by file name, into one folder."""

    def write(texts: Mapping[str, str]) -> Path:
        for name, text in texts.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def bring(one_store: Store) -> Bring:
    """Return a function that plans a framework, applies the plan and returns it."""

    def plan_and_apply(standard: Standard) -> Plan:
        plan = plan_standard(one_store, standard)
        apply_plan(one_store, plan, "a framework", kind="import")
        return plan

    return plan_and_apply
