"""Which URI a label of ESCO's means, where a release tells its relations by label."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ingest.errors import FrameworkError
from ingest.raw import OnFault, Row, read_rows

_URIS = ("conceptUri", "uri", "original_id", "id")
_LABELS = ("preferredLabel", "label", "skill_name", "name")
_TEXTS = ("description", "text")
_SKILL = "http://data.europa.eu/esco/skill/"


def read_labels(path: Path, on_fault: OnFault) -> dict[str, Row]:
    """Return rows of a table of skills by URI; those of other frameworks are passed over.

    A row's ``label`` is there if the table has labels, its ``text``, which starts with the
    label, if it only has texts.

    Raises:
        FrameworkError: the table has no column of URIs, or neither labels nor texts.
    """
    found: dict[str, Row] = {}
    uri = label = text = ""
    for row in read_rows(path, (), on_fault):
        if not uri:
            uri, label, text = (_choose(row, names) for names in (_URIS, _LABELS, _TEXTS))
            _require(path, row, uri, label or text)
        if _is_skill(row, uri):
            told = {"label": row.cells[label]} if label else {"text": row.cells[text]}
            found[row.cells[uri]] = Row(row.where, {**row.cells, **told})
    return found


def tell_by_text(labels: Iterable[str], texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (URI, label) where one text alone starts with the label, and with no longer one."""
    starts: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        starts[label.casefold().split()[0]].append(label)
    told: dict[str, list[str]] = defaultdict(list)
    for uri, text in texts.items():
        folded = " ".join(text.split()).casefold() + " "
        found = [n for n in starts[folded.split(" ")[0]] if folded.startswith(n.casefold() + " ")]
        if found:
            told[max(found, key=len)].append(uri)
    yield from ((uris[0], label) for label, uris in told.items() if len(uris) == 1)


def _choose(row: Row, names: tuple[str, ...]) -> str:
    return next((name for name in names if name in row.cells), "")


def _require(path: Path, row: Row, uri: str, told: str) -> None:
    if not uri or not told:
        raise FrameworkError(
            f"{path}:1: expected a column of URIs ({', '.join(_URIS)}) and one of labels "
            f"({', '.join(_LABELS)}) or texts ({', '.join(_TEXTS)}), found {', '.join(row.cells)}"
        )


def _is_skill(row: Row, uri: str) -> bool:
    return row.cells[uri].startswith(_SKILL)
