"""The second lock of the door on Neo4j: what its plan of a statement says that it would do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import RefusedStatementError
from graph.vocabulary import PEOPLE, PROCEDURES, words

_ROWS = words(
    "ProduceResults EmptyResult EmptyRow Argument Apply SemiApply AntiSemiApply SelectOrSemiApply "
    "SelectOrAntiSemiApply LetSemiApply LetAntiSemiApply LetSelectOrSemiApply "
    "LetSelectOrAntiSemiApply RollUpApply ConditionalApply AntiConditionalApply Anti Projection "
    "Filter Top Top1WithTies PartialTop PartialSort Sort Limit ExhaustiveLimit Skip Distinct "
    "OrderedDistinct EagerAggregation OrderedAggregation Optional CartesianProduct NodeHashJoin "
    "ValueHashJoin NodeLeftOuterHashJoin NodeRightOuterHashJoin Union OrderedUnion Unwind Eager "
    "CacheProperties NullifyMetadata ProjectEndpoints TriadicSelection TriadicBuild TriadicFilter "
    "NodeCountFromCountStore RelationshipCountFromCountStore ProcedureCall"
)
_STEPS = words(
    "Expand(All) Expand(Into) OptionalExpand(All) OptionalExpand(Into) VarLengthExpand(All) "
    "VarLengthExpand(Into) VarLengthExpand(Pruning) VarLengthExpand(Pruning,BFS,All) "
    "VarLengthExpand(Pruning,BFS,Into) BFSPruningVarLengthExpand(All) ShortestPath "
    "StatefulShortestPath(All) StatefulShortestPath(Into) Repeat(Trail) "
    "BidirectionalRepeat(Trail)"
)
_SCANS = words(
    "NodeByLabelScan UnionNodeByLabelsScan IntersectionNodeByLabelsScan "
    "SubtractionNodeByLabelsScan UnionRelationshipTypesScan"
) | frozenset(
    f"{of}Index{kind}"
    for of in words(
        "Node NodeUnique MultiNode DirectedRelationship UndirectedRelationship "
        "DirectedRelationshipUnique UndirectedRelationshipUnique"
    )
    for kind in ("Seek", "SeekByRange", "Scan", "ContainsScan", "EndsWithScan")
)
_SIDES = frozenset(
    f"{side}{kind}"
    for side in ("Directed", "Undirected")
    for kind in ("RelationshipTypeScan", "UnionRelationshipTypesScan")
)
_MAP = _ROWS | _STEPS | _SCANS | _SIDES
_WHOLE_GRAPH = words("AllNodesScan DirectedAllRelationshipsScan UndirectedAllRelationshipsScan")
_PEOPLE = re.compile(rf"\b(?:{'|'.join(sorted(PEOPLE))})\b")
# (a)-[r]->(b), (a)--(b) and count( () ) say no type, so they may reach learners
_UNTYPED = re.compile(r"\)<?-(?:\[[^\]:]*\])?->?\(|count\( \(\)")
_DEGREE = re.compile(r"getDegree\(\([^()]*\)<?--")
_BACK_TICKED = re.compile(r"`[^`]*`")


def check_plan(query_type: str, plan: Mapping[str, Any], *, learners: bool = False) -> None:
    """Let a plan through that only reads, by listed operators and procedures.

    Raises:
        RefusedStatementError: names the operator that is not listed.
    """
    if query_type != "r":
        raise _refusal("a statement that reads (r)", query_type)
    for operator, details in _walk(plan):
        _check_operator(operator, details, learners=learners)


def _check_operator(operator: str, details: str, *, learners: bool) -> None:
    if operator not in _MAP and not (learners and operator in _WHOLE_GRAPH):
        hint = "; name labels and types" if operator in _WHOLE_GRAPH else ""
        raise _refusal(f"listed operators{hint}", operator)
    if operator == "ProcedureCall" and details.split("(", maxsplit=1)[0] not in PROCEDURES:
        raise _refusal(f"one of {', '.join(sorted(PROCEDURES))}", details)
    if not learners and (found := _find_people(operator, details)):
        raise _refusal("labels and types of the map; learners are people", found)


def _find_people(operator: str, details: str) -> str:
    """Return what of an operator's details names learners or may reach them; empty for nothing."""
    plain = _BACK_TICKED.sub("name", details)
    found = _PEOPLE.search(details) or _DEGREE.search(plain)
    if found is None and (operator in _STEPS or operator.endswith("FromCountStore")):
        found = _UNTYPED.search(plain)
    return found.group() if found else ""


def _walk(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the name and details of every operator, without a limit on the plan's depth."""
    left = [plan]
    while left:
        node = left.pop()
        yield node["operatorType"].split("@")[0], str(node.get("args", {}).get("Details", ""))
        left.extend(node.get("children", ()))


def _refusal(expected: str, found: str) -> RefusedStatementError:
    return RefusedStatementError(
        f"free Cypher, plan of the server: expected {expected}, found {found[:80]!r}"
    )
