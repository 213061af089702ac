"""What the guide for analysts shows: its statement, the notebook, py2neo; on real servers."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.plans import Assertion, Node
from graph.settings import Settings
from graph.store import Store

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GUIDE = (DOCS / "analysts.md").read_text(encoding="utf-8")


def test_the_query_of_the_guide_answers_on_both_servers(store: Store) -> None:
    nodes = [Node("Job", "j", {"title": "machinist"}), Node("Ability", "turn", {"name": "turn"})]
    asked = Block("mined", "postings", {"n": 3, "confidence": 0.5})
    said = [Assertion("REQUIRES", "j", "turn", asked)]
    apply_plan(store, make_plan(store, nodes, said), "asked and not taught")
    [query] = re.findall(r"```cypher\n(.*?)```", GUIDE, re.DOTALL)
    records, _, _ = store._driver.execute_query(query, database_=store._database)
    assert [record.data() for record in records] == [
        {"ability": "turn", "postings": 3, "jobs": ["machinist"]}
    ]


@pytest.fixture
def environment(school: Store, embedded_settings: Settings) -> dict[str, str]:
    """The settings of the school's server, as an analyst has them."""
    host, port = school._driver.get_server_info().address
    password = "journeyman"
    if school.console is not None:
        password = (embedded_settings.journeyman_home / "secrets" / "server.password").read_text()
    return os.environ | {
        "NEO4J_URI": f"bolt://{host}:{port}",
        "NEO4J_USER": school._user,
        "NEO4J_PASSWORD": password,
        "NEO4J_DATABASE": school._database,
        "JOURNEYMAN_CYPHER": str(ROOT / "cypher"),
    }


def run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_notebook_runs_from_top_to_bottom(environment: dict[str, str]) -> None:
    cells = json.loads((DOCS / "analysts.ipynb").read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert all(cell.get("outputs", []) == [] for cell in cells)
    out = run(environment, "-c", code + "\nprint(demand[['ability_id', 'share']].to_csv())")
    assert out.splitlines()[:2] == [",ability_id,share", "0,weld,0.281"]


def test_the_py2neo_example_answers(environment: dict[str, str]) -> None:
    out = run(environment, str(DOCS / "py2neo_example.py"), "machinist", "welder")
    assert out.splitlines()[:2] == ["weld\t0.4\t0.8", "measure\t0.555556\t0.5"]
