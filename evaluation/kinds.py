"""Names of abilities with their kinds: to learn from as ESCO sorts them, to test on by hand.

What ESCO's groups say of a skill's kind is not quite ours, so the names to test on are labelled
by hand; none of them is learnt from.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from text.aliases import load_aliases
from text.kinds import OF_ESCO, list_kinds

HERE = Path(__file__).parent
_LABELS = "esco_skills_laiser/faiss_skills.csv"
_KNOWLEDGE = "esco_skills_laiser/knowledge_taxonomy.csv"
_TABLES = "esco_1.2.0/raw/esco/1.2.0"
_SOFTWARE = re.compile(
    r"computer program\b|programming paradigms|programming language|software program|\bis a tool\b"
    r"|software framework|development environment"
)
_OPERATED = re.compile(r"(?:operate|tend|use|drive)\b")
_GENERAL = ("languages", "thinking", "processing information", "planning", "dealing", "numbers")
_SOCIAL = ("communicating", "collaborating", "leading", "supporting")
_ATTITUDES = ("proactive", "positive attitude", "efficiently", "willingness", "ethical")
_EVERY_TOOL = 4
Kinds = Mapping[str, str]


def read_sample() -> Kinds:
    """Return names of ESCO's that were labelled by hand, and the kind of each."""
    with (HERE / "kind_sample.csv").open(encoding="utf-8", newline="") as file:
        return {row["label"]: row["kind"] for row in csv.DictReader(file)}


def read_phrases(part: str) -> Kinds:
    """Return phrases of our own, most of them Chinese: ``train`` or ``test``."""
    with (HERE / "kind_phrases.csv").open(encoding="utf-8", newline="") as file:
        return {r["phrase"]: r["kind"] for r in csv.DictReader(file) if r["part"] == part}


def tell_with_esco(data: Path, names: Iterable[str]) -> list[str]:
    """Return the kinds that the model tells, among those that ESCO's own word leaves open."""
    knowledge = {row["name"].strip() for row in _read_csv(data / _KNOWLEDGE)}
    words = {name: "knowledge" if name in knowledge else "method" for name in names}
    return [list_kinds([name], OF_ESCO[word])[0] for name, word in words.items()]


def read_kinds(data: Path, aliases: Path) -> Kinds:
    """Return what ESCO, O*NET's tools and our phrases tell to learn from, nothing of the sample."""
    held, names = read_sample(), _read_names(data)
    kinds = dict(_list_kinds(data))
    told = {name: kind for name, kind in kinds.items() if name not in held}
    for label, kind in list(told.items()):
        if kind in ("general", "attitude"):
            told |= dict.fromkeys(names[label], kind)
    for alias in load_aliases(aliases):
        if alias.language == "zh" and alias.label in told:
            told[alias.alias] = told[alias.label]
    told |= read_phrases("train")
    return {name: kind for name, kind in told.items() if name not in held}


def guess_kind(name: str) -> str:
    """Return the kind by a rule of keywords: what a model has to beat."""
    low = name.lower()
    if re.search(r"software|program|\bmachine|equipment|^(?:operate|use|tend) ", low):
        return "tool"
    if re.match(r"(?:show|demonstrate|be|cope|tolerate|act) ", low):
        return "attitude"
    if re.search(r"communicat|team|lead |think|problem|spoken|written|verbal", low):
        return "general"
    if re.match(r"[a-z]+(?:ate|ise|ify|age|duce|form|vide|sure|lop|sign|ect|pare|ply) ", low):
        return "method"
    return "knowledge"


def _list_kinds(data: Path) -> Iterator[tuple[str, str]]:
    """Yield names and kinds; a later kind of a name counts."""
    for row in _read_csv(data / _LABELS):
        name = row["skill_name"].strip()
        if row["taxonomy"] == "ESCO":
            yield name, "tool" if _OPERATED.match(name) else "method"
        elif row["taxonomy"] == "ONET_SKILL":
            yield name, "general"
        elif row["taxonomy"] == "ONET_TECH" and int(row["skill_id"][-2:]) % _EVERY_TOOL == 0:
            yield name, "tool"
    for row in _read_csv(data / _KNOWLEDGE):
        yield row["name"].strip(), "tool" if _SOFTWARE.search(row["description"]) else "knowledge"
    for row in _read_csv(data / _TABLES / "languageSkillsCollection_en.csv"):
        yield row["preferredLabel"].strip(), "general"
    yield from _list_transversal(data)


def _list_transversal(data: Path) -> Iterator[tuple[str, str]]:
    """Yield ESCO's transversal skills; so is what is narrower than a positive attitude."""
    labels = {row["original_id"]: row["skill_name"].strip() for row in _read_csv(data / _LABELS)}
    narrower: dict[str, list[str]] = defaultdict(list)
    for row in _read_csv(data / _TABLES / "broaderRelationsSkillPillar_en.csv"):
        narrower[row["broaderUri"]].append(labels.get(row["conceptUri"], ""))
    for row in _read_csv(data / _TABLES / "transversalSkillsCollection_en.csv"):
        if kind := _kind_of_group(row["broaderConceptPT"]):
            yield row["preferredLabel"].strip(), kind
            if "positive attitude" in row["broaderConceptPT"]:
                yield from ((name, kind) for name in narrower[row["conceptUri"]] if name)


def _kind_of_group(group: str) -> str | None:
    if any(word in group for word in _ATTITUDES):
        return "attitude"
    return "general" if any(word in group for word in (*_GENERAL, *_SOCIAL)) else None


def _read_names(data: Path) -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in _read_csv(data / _TABLES / "transversalSkillsCollection_en.csv"):
        names[row["preferredLabel"].strip()] = [n for n in row["altLabels"].split(" | ") if n]
    return names


def _read_csv(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
