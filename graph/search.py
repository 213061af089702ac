"""Nodes found by words, Chinese or English, and by nearness of their vectors."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from graph.errors import SearchError, UnknownIdError
from graph.schema import NODE_KINDS
from graph.store import Row, Store, Transaction

DIMENSIONS = 64
_CANDIDATES = 200
_CHUNK = 2_000
_INDEXES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Ability": ("ability_text", "ability_aliases"),
        "Job": ("job_text", "job_aliases"),
        "KnowledgePoint": ("point_text", "point_aliases"),
        "Course": ("course_text",),
        "Resource": ("resource_text",),
    }
)
_VECTORS: Mapping[str, str] = MappingProxyType(
    {"Ability": "ability_vector", "Job": "job_vector", "KnowledgePoint": "point_vector"}
)
_CHINESE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A node that has some of the words.

    Attributes:
        share: of the text's pairs of letters, how many its best name has, in [0, 1].
    """

    id: str
    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Near:
    """A node whose vector is near.

    Attributes:
        cosine: of the angle between the vectors, in [-1, 1].
    """

    id: str
    name: str
    cosine: float


def search_nodes(store: Store, label: str, text: str, limit: int = 20) -> list[Found]:
    """Return the nodes of ``label`` that hold words of ``text``, the most alike names first.

    The index finds, by whole Chinese words and beginnings of others; the order is ours, by shared
    pairs of letters, then id, so that it is the same on every server.

    Raises:
        SearchError: nothing is indexed under that label.
    """
    words = to_query(text)
    if label not in _INDEXES:
        raise SearchError(f"label: expected one of {', '.join(_INDEXES)}, found {label!r}")
    if not words:
        return []
    rows: dict[str, Row] = {}
    for index in _INDEXES[label]:
        found = store.read(
            "search/list_nodes_by_words", index=index, words=words, limit=_CANDIDATES
        )
        rows |= {row["id"]: row for row in found}
    ranked = [
        Found(row["id"], row["name"] or row["id"], _alike(text, row)) for row in rows.values()
    ]
    return sorted(ranked, key=lambda item: (-item.share, item.id))[:limit]


def to_query(text: str) -> str:
    """Return what the index is asked: letters and digits only, so that nothing is an operator."""
    words = []
    for word in _WORD.findall(text.lower()):
        for part in re.split(f"({_CHINESE.pattern})", word):
            if len(part) > 1 and _CHINESE.fullmatch(part):
                words.append(f'"{part}"')
            elif part:
                words.append(f"{part}*")
    return " ".join(dict.fromkeys(words))


def _alike(text: str, row: Row) -> float:
    wanted = _pairs(text)
    names = [row["name"], row["text"], *(row["aliases"] or [])]
    shares = [len(wanted & _pairs(name)) / len(wanted | _pairs(name)) for name in names if name]
    return round(max(shares, default=0.0), 6)


def _pairs(text: str) -> set[str]:
    bare = "".join(_WORD.findall(text.lower()))
    return {bare[start : start + 2] for start in range(len(bare) - 1)} or {bare}


def set_vectors(
    store: Store, label: str, vectors: Mapping[str, Sequence[float]], model: str
) -> int:
    """Put these vectors in the place of any other model's; return how many nodes took theirs.

    Raises:
        SearchError: the label has no vectors, or one is not of 64 finite numbers.
    """
    _get_vector_index(label)
    for node_id, vector in vectors.items():
        _check(node_id, vector)
    kind = NODE_KINDS[label]
    rows = [
        {"id": node_id, "properties": {"vector": list(map(float, vector)), "vector_model": model}}
        for node_id, vector in sorted(vectors.items())
    ]

    def replace(tx: Transaction) -> int:
        written = 0
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            written += tx.run(f"{kind.folder}/set_{kind.noun}", rows=chunk)[0]["written"]
        tx.run(f"{kind.folder}/delete_vectors", model=model)
        return written

    return store.transact(replace)


def list_nearest(store: Store, label: str, node_id: str, limit: int = 10) -> list[Near]:
    """Return the nodes whose vectors are nearest to a node's own, without itself.

    The index is approximate: a near node may be missed. The first call after a start builds it.

    Raises:
        UnknownIdError: no such node.
        SearchError: the label has no vectors, or the node has none.
    """
    index, kind = _get_vector_index(label), NODE_KINDS[label]
    rows = store.read(f"{kind.folder}/list_{kind.noun}_by_id", ids=[node_id])
    if not rows:
        raise UnknownIdError(label, node_id)
    vector = rows[0]["properties"].get("vector")
    if vector is None:
        raise SearchError(f"{label} {node_id}: expected a vector, found none")
    found = store.read("search/list_nodes_by_vector", index=index, count=limit + 1, vector=vector)
    near = [
        Near(row["id"], row["name"] or row["id"], _cosine(vector, row["vector"]))
        for row in found
        if row["id"] != node_id
    ]
    return sorted(near, key=lambda item: (-item.cosine, item.id))[:limit]


def _get_vector_index(label: str) -> str:
    if label not in _VECTORS:
        raise SearchError(f"label: expected one of {', '.join(_VECTORS)}, found {label!r}")
    return _VECTORS[label]


def _check(node_id: str, vector: Sequence[float]) -> None:
    if len(vector) != DIMENSIONS or not np.all(np.isfinite(vector)) or not np.any(vector):
        raise SearchError(
            f"{node_id}: expected {DIMENSIONS} finite numbers, not all 0, found {len(vector)}"
        )


def _cosine(first: Sequence[float], second: Sequence[float]) -> float:
    product = np.dot(first, second) / (np.linalg.norm(first) * np.linalg.norm(second))
    return round(float(product), 6)
