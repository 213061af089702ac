import re
from pathlib import Path

from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.plans import Assertion, Node
from graph.store import Store

GUIDE = (Path(__file__).parents[2] / "docs" / "analysts.md").read_text(encoding="utf-8")


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
