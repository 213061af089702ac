"""How syllabi word headings, fields and columns: the synonyms of a profile, looked up."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from ingest.errors import SyllabusError
from text.normalise import CJK, normalise

PROFILE = Path(__file__).with_name("headings.yaml")
GROUPS = ("sections", "fields", "columns", "languages")
LISTS = (
    "fillers",
    "fillers_zh",
    "requires",
    "requires_without_colon",
    "unit_words",
    "unit_words_zh",
    "documents",
    "totals",
    "nothing",
)
LONGEST_LABEL = 60
NUMBERING = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)、:]?\s+|\d+(?:\.\d+)*[.)、]\s*|[ivx]+[.)]\s+|[a-h][.)]\s+"
    r"|[一二三四五六七八九十]+[、.]\s*|\([一二三四五六七八九十\d]+\)\s*|[①-⑳]\s*|§\s*\d+\s*"
    r"|第[一二三四五六七八九十]+部分[\s:、]*)"
)
BRACKETED = re.compile(r"[(\[【](.*?)[)\]】]")
CONJUNCTION = re.compile(r"\s+and\s+|\s*[&/、,+]\s*|[及与和]")
SYMBOLS = re.compile("^[\U0001f000-\U0001faff\u2600-\u27bf\\s]+")
OTHER_SCRIPT = re.compile(
    f"(?<=[{CJK}])[^{CJK}]*[a-z][^{CJK}]*$|^[^{CJK}]*[a-z][^{CJK}]*(?=[{CJK}])"
)


@dataclass(frozen=True, slots=True, eq=False)
class Headings:
    """The synonyms of one profile.

    Attributes:
        groups: meaning by canonical wording, for each of sections, fields, columns, languages.
        lists: the normal forms of the words in each of the other lists.
    """

    groups: dict[str, dict[str, str]]
    lists: dict[str, tuple[str, ...]]

    def find(self, group: str, text: str) -> str:
        """Return what a heading, label or column header means in a group, empty if unknown."""
        if not text or len(text) > LONGEST_LABEL:
            return ""
        meanings = self.groups[group]
        forms = [self.reduce(form) for form in list_forms(text)]
        found = next((meanings[form] for form in forms if form in meanings), "")
        if found:
            return found
        for form in forms:
            parts = [meanings.get(self.reduce(part), "") for part in CONJUNCTION.split(form)]
            if len(parts) > 1 and all(parts):
                return parts[0]
        return ""

    def reduce(self, text: str) -> str:
        """Return a normal form without filler words, unless it has no others."""
        words = text.split()
        kept = " ".join(word for word in words if word not in self.lists["fillers"]) or text
        prefix = next((word for word in self.lists["fillers_zh"] if kept.startswith(word)), "")
        return kept.removeprefix(prefix) or kept

    def alternatives(self, name: str) -> str:
        """Return a list's words as alternatives of a regular expression, longest first."""
        words = sorted(self.lists[name], key=len, reverse=True)
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)

    def holds(self, name: str, text: str) -> bool:
        """Tell whether the whole text is one of a list's words."""
        normal = normalise(text).strip(" .:。")
        return normal in self.lists[name]


def list_forms(text: str) -> list[str]:
    """Return the ways to read a label: whole, unnumbered, without brackets, in one script."""
    normal = SYMBOLS.sub("", normalise(text).replace("_", " ")).strip(" .:*#。-")
    plain = NUMBERING.sub("", normal)
    bare = BRACKETED.sub(" ", plain)
    inside = BRACKETED.findall(plain)
    quoted = "《" in bare
    one_script = "" if quoted else OTHER_SCRIPT.sub("", bare)
    other = [] if quoted else OTHER_SCRIPT.findall(bare)
    forms = [normal, plain, bare, one_script, *other, *inside]
    return [form for form in (" ".join(form.split()).strip(" .:/|-") for form in forms) if form]


@lru_cache(maxsize=16)
def read_headings(profile: Path = PROFILE) -> Headings:
    """Return the synonyms that a YAML profile lists.

    Raises:
        SyllabusError: a group or list is missing, or of another shape.
    """
    data = yaml.BaseLoader(profile.read_text(encoding="utf-8")).get_single_data()
    missing = [name for name in (*GROUPS, *LISTS) if name not in (data or {})]
    if missing:
        raise SyllabusError(f"{profile.name}: expected {', '.join(missing)}, found none")
    lists = {name: tuple(normalise(word) for word in data[name]) for name in LISTS}
    empty = Headings({}, lists)
    groups = {
        group: {
            empty.reduce(normalise(word)): meaning
            for meaning, words in data[group].items()
            for word in words
        }
        for group in GROUPS
    }
    return Headings(groups, lists)
