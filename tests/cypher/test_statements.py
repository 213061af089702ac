"""The loader, and the rules that every statement file keeps."""

import re
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

import cypher
from cypher import Statement, StatementError, load, parse_statement, render
from graph.events import Kind
from graph.kinds import ALL_EDGE_KINDS, ALL_NODE_KINDS
from graph.schema import EDGE_KINDS, NODE_KINDS, EdgeKind, NodeKind

ROOT = Path(cypher.__file__).parents[1]
VERBS = {"get", "list", "count", "merge", "link", "set", "create", "delete", "show", "stream"}
WRITING = {"merge", "link", "set", "create", "delete"}
SHOWN_TO_PEOPLE = {"learners/show_gap", "learners/show_step"}
SCHEMA = ("schema/constraints/", "schema/indexes/", "schema/neo4j/")
GOOD = """// Jobs of a class.
//
// Params:
//   $class   STRING   the class
//   $limit   INTEGER  most rows
// Returns:
//   job_id   STRING   Job.id
//   names    LIST OF STRING  all names
//            that it goes by
MATCH (j:Job {class: $class})
WITH j, [n IN j.names | n] AS kept
RETURN j.id AS job_id, kept AS names
ORDER BY job_id
LIMIT $limit
"""

every_statement = pytest.mark.parametrize("name", cypher.names())
every_data_statement = pytest.mark.parametrize(
    "name", [name for name in cypher.names() if not name.startswith(SCHEMA)]
)


def verb(name: str) -> str:
    return name.rsplit("/", 1)[-1].split("_", maxsplit=1)[0]


def list_generated() -> set[str]:
    """Return the names that graph/ makes from the kinds of the map and of events."""
    node_forms = ("create_{}", "set_{}", "delete_{}", "list_{}_by_id", "list_{}_after")
    edge_forms = [f"{verb}_{{}}" for verb in ("create", "set", "delete")]
    edge_forms += [f"list_{{}}_{by}" for by in ("by_ends", "of_origin", "from", "to")]
    pairs: list[tuple[NodeKind | EdgeKind, str]] = [
        *product(NODE_KINDS.values(), node_forms),
        *product(EDGE_KINDS.values(), edge_forms),
    ]
    beside: list[NodeKind | EdgeKind] = [*ALL_NODE_KINDS.values(), *ALL_EDGE_KINDS.values()]
    pairs += [(kind, "create_{}") for kind in beside]
    of_events = product(get_args(Kind), ("merge_{}", "create_new_{}", "list_{}_of"))
    vectors = {f"{NODE_KINDS[label].folder}/delete_vectors" for label in ("Ability", "Job")}
    vectors |= {"points/delete_vectors"}
    return (
        vectors
        | {f"{kind.folder}/{form.format(kind.noun)}" for kind, form in pairs}
        | {f"learners/{form.format(kind)}" for kind, form in of_events}
    )


def test_a_good_file_is_parsed_into_text_parameters_and_columns() -> None:
    statement = parse_statement("jobs/list_jobs", GOOD)
    assert (statement.about, statement.params, statement.columns) == (
        "Jobs of a class.",
        ("class", "limit"),
        ("job_id", "names"),
    )
    assert statement.text.startswith("MATCH (j:Job")


def test_a_file_that_is_missing_is_named() -> None:
    with pytest.raises(StatementError, match=r"cypher/jobs/list_x\.cypher: expected a statement"):
        load("jobs/list_x")


@pytest.mark.parametrize("text", ["", "RETURN 1 AS one", "// Nothing follows.\n", "//\nRETURN 1"])
def test_a_file_without_a_header_or_a_statement_is_refused(text: str) -> None:
    with pytest.raises(StatementError, match="expected a header and a statement"):
        parse_statement("a/get_b", text)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("//   $class   STRING   the class\n", "parameters"),
        ("//   job_id   STRING   Job.id\n", "columns"),
    ],
)
def test_what_the_header_leaves_out_is_refused(line: str, what: str) -> None:
    with pytest.raises(StatementError, match=f"a/get_b.*the header names the {what}"):
        parse_statement("a/get_b", GOOD.replace(line, ""))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("//   $more    STRING   unused\n// Returns:", "parameters"),
        ("// Returns:\n//   more  STRING", "columns"),
    ],
)
def test_what_only_the_header_has_is_refused(line: str, what: str) -> None:
    with pytest.raises(StatementError, match=f"the header names the {what}.*'more'"):
        parse_statement("a/get_b", GOOD.replace("// Returns:", line))


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(StatementError, match="expected a type, found 'TEXT'"):
        parse_statement("a/get_b", GOOD.replace("$class   STRING", "$class   TEXT"))


def test_columns_are_those_of_the_last_return_outside_of_brackets() -> None:
    text = "// One.\n// Returns:\n//   b  INTEGER\nCALL () { RETURN 1 AS a }\nRETURN [1, a][0] AS b"
    assert parse_statement("a/get_b", text).columns == ("b",)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("车工", '"车工"'),
        ("say \"no\" \\ 'yes'\n", '"say \\"no\\" \\\\ \'yes\'\\n"'),
        (["a", "b"], '["a", "b"]'),
        ([], "[]"),
        (3, "3"),
        (0.5, "0.5"),
        (True, "true"),
        (None, "null"),
    ],
)
def test_a_parameter_is_written_in_as_a_literal(value: object, written: str) -> None:
    statement = Statement("a/get_b", "", "RETURN $x AS x", ("x",), ("x",))
    assert render(statement, {"x": value}) == f"RETURN {written} AS x"


def test_a_dollar_in_a_value_is_no_parameter() -> None:
    statement = Statement("a/get_b", "", "RETURN $x AS x, $y AS y", ("x", "y"), ("x", "y"))
    assert render(statement, {"x": "$y", "y": 1}) == 'RETURN "$y" AS x, 1 AS y'


def test_a_parameter_that_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="x"):
        render(Statement("a/get_b", "", "RETURN $x AS x", ("x",), ("x",)), {})


@every_statement
def test_header_and_body_agree(name: str) -> None:
    assert load(name).name == name


@every_statement
def test_the_first_line_is_a_sentence(name: str) -> None:
    assert re.fullmatch(r"[A-Z].*\.", load(name).about)


@every_statement
def test_a_statement_speaks_what_both_servers_understand(name: str) -> None:
    forbidden = r"\b(?:elementId|id)\s*\(|\bapoc\.|\bgds\.|\bLOAD\s+CSV\b|\bSHORTEST\b|\bCYPHER\s+5"
    forbidden += r"|vector\.similarity\.euclidean|\bNULLS\s+LAST\b|IS\s+NOT\s+NULL\s*$"
    assert re.findall(forbidden, load(name).text, re.IGNORECASE) == []


@every_data_statement
def test_a_name_is_a_folder_a_verb_and_a_noun(name: str) -> None:
    assert re.fullmatch(r"[a-z]+/[a-z]+(?:_[a-z]+)+", name)
    assert verb(name) in VERBS or name.startswith("analysis/")


LISTS = [n for n in cypher.names() if verb(n) == "list" or n.startswith("analysis/")]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_ordered(name: str) -> None:
    assert "\nORDER BY " in load(name).text.rsplit("RETURN", 1)[-1]


@pytest.mark.parametrize("name", [name for name in cypher.names() if verb(name) in WRITING])
def test_a_write_says_how_much_it_wrote(name: str) -> None:
    assert load(name).columns == (("seq",) if name == "changes/set_head" else ("written",))


@every_data_statement
def test_only_a_writing_verb_writes(name: str) -> None:
    clauses = r"\b(?:CREATE|MERGE|SET|DELETE|REMOVE|DROP)\b"
    assert bool(re.search(clauses, load(name).text)) == (verb(name) in WRITING)


@every_data_statement
def test_a_statement_has_no_schema_clause(name: str) -> None:
    assert re.findall(r"\b(?:CONSTRAINT|INDEX)\b", load(name).text) == []


MADE = [n for n in cypher.names() if n.startswith(SCHEMA) and n != "schema/neo4j/await_indexes"]


@pytest.mark.parametrize("name", MADE)
def test_a_schema_statement_bears_the_name_of_what_it_makes(name: str) -> None:
    creates = r"^CREATE (?:CONSTRAINT|(?:\w+ )?INDEX) (\w+) IF NOT EXISTS"
    [made] = re.findall(creates, load(name).text)
    assert name.rsplit("/", 1)[-1] == made


def list_labels_and_types() -> tuple[set[str], set[str]]:
    text = "\n".join(load(name).text for name in cypher.names())
    labels = re.findall(r"\(\w*:(\w+)", text)
    types = re.findall(r"\[\w*:(\w+(?:\|\w+)*)", text)
    return set(labels), {one for joined in types for one in joined.split("|")}


def test_no_name_is_both_a_label_and_a_relationship_type() -> None:
    labels, types = list_labels_and_types()
    assert {"Job", "Learner"} <= labels
    assert {"REQUIRES", "FOR"} <= types
    assert {label.lower() for label in labels} & {kind.lower() for kind in types} == set()


def test_every_label_and_type_has_a_unique_id() -> None:
    labels, types = list_labels_and_types()
    constrained = "\n".join(load(n).text for n in cypher.names() if n.startswith(SCHEMA[0]))
    assert set(re.findall(r":(\w+)", constrained)) == labels | types


def test_every_statement_is_used() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in ROOT.glob("graph/*.py"))
    literal = set(re.findall(r'"([a-z]+/[a-z_]+)"', code))
    by_name = (*SCHEMA, "analysis/")  # the analysts' library is run by name
    named = {name for name in cypher.names() if not name.startswith(by_name)}
    assert named - literal - list_generated() == SHOWN_TO_PEOPLE


def test_every_statement_that_is_called_is_there() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in ROOT.glob("graph/*.py"))
    called = re.findall(r'(?:read|write|run)\(\s*"([a-z]+/[a-z_]+)"', code)
    assert set(called) | list_generated() <= set(cypher.names())
