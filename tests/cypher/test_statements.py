import re
from pathlib import Path

import pytest

import cypher
from cypher import StatementError, parse_statement, render
from graph.schema import EDGE_KINDS, NODE_KINDS, EdgeKind, NodeKind

ROOT = Path(__file__).parents[2]
GOOD = """// What jobs there are.
//
// Params:
//   $limit  INTEGER  most rows to return
// Returns:
//   job_id  STRING   Job.id
MATCH (j:Job) RETURN j.id AS job_id ORDER BY job_id LIMIT $limit
"""
VERBS = {"count", "create", "delete", "get", "link", "list", "merge", "set", "show"}
FORBIDDEN = r"\b(elementId|apoc|gds)\b|[^.\w]id\(|LOAD CSV|SHORTEST \d|NULLS LAST"


def test_a_statement_is_parsed_with_its_parameters_and_columns() -> None:
    found = parse_statement("jobs/list_jobs", GOOD)
    assert (found.about, found.params, found.columns) == (
        "What jobs there are.",
        ("limit",),
        ("job_id",),
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("$limit  INTEGER", "$most  INTEGER", "the header names the parameters ['most']"),
        ("job_id  STRING", "id  STRING", "the header names the columns ['id']"),
        ("INTEGER  most", "WHOLE  most", "expected a type, found 'WHOLE'"),
        ("// What jobs there are.", "", "expected a header and a statement"),
    ],
)
def test_a_header_that_disagrees_with_the_statement_is_refused(
    old: str, new: str, line: str
) -> None:
    with pytest.raises(StatementError, match=re.escape(line)):
        parse_statement("jobs/list_jobs", GOOD.replace(old, new))


def test_an_absent_statement_is_refused_by_name() -> None:
    with pytest.raises(StatementError, match=re.escape("cypher/jobs/no_such.cypher")):
        cypher.load("jobs/no_such")


def test_parameters_are_written_in_as_literals() -> None:
    header = "// X.\n//\n// Params:\n//   $a  STRING  a\n//   $b  LIST  b\n"
    statement = parse_statement("x/list_x", f"{header}MATCH (n {{a: $a}}) WHERE n.b IN $b")
    said = render(statement, {"a": 'q"uo\\te', "b": ["程序", 1, True]})
    assert said == 'MATCH (n {a: "q\\"uo\\\\te"}) WHERE n.b IN ["程序", 1, true]'


@pytest.mark.parametrize("name", cypher.names())
def test_every_statement_keeps_the_rules_of_both_servers(name: str) -> None:
    statement = cypher.load(name)
    verb = name.rsplit("/", 1)[1].split("_", maxsplit=1)[0]
    assert statement.about.endswith(".")
    assert re.search(FORBIDDEN, statement.text) is None
    assert verb in VERBS or name.startswith("schema/")
    if verb == "list":
        assert "ORDER BY" in statement.text
    if verb in {"create", "delete", "link", "merge"}:
        assert statement.columns == ("written",)


def test_no_name_is_both_a_label_and_a_type() -> None:
    texts = " ".join(cypher.load(name).text for name in cypher.names())
    labels = set(re.findall(r"FOR \(n:(\w+)\)", texts))
    types = set(re.findall(r"FOR \(\)-\[r:(\w+)\]", texts))
    assert (labels & types, NODE_KINDS.keys() - labels, EDGE_KINDS.keys() - types) == (
        set(),
        set(),
        set(),
    )


def test_every_statement_is_run_by_somebody() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "graph").glob("*.py"))
    code += (ROOT / "recommend" / "paths.py").read_text(encoding="utf-8")
    kinds: list[NodeKind | EdgeKind] = [*NODE_KINDS.values(), *EDGE_KINDS.values()]
    made = {
        f"{kind.folder}/{verb}_{kind.noun}"
        for kind in kinds
        for verb in ("create", "set", "delete")
    }
    made |= {f"{node.folder}/list_{node.noun}_by_id" for node in NODE_KINDS.values()}
    for edge in EDGE_KINDS.values():
        made |= {f"{edge.folder}/list_{edge.noun}_{end}" for end in ("by_ends", "of_origin")}
    for event in ("answered", "studied", "rated"):
        made |= {f"learners/list_{event}_of", f"learners/merge_{event}"}
    named = {name for name in cypher.names() if f'"{name}"' in code}
    schema = {name for name in cypher.names() if name.startswith("schema/")}
    assert sorted(set(cypher.names()) - named - made - schema) == []
