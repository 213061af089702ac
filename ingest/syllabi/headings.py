"""How syllabi word headings, fields and columns: the synonyms of a profile, looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from text.normalise import CJK, normalise

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
    "stop",
    "stop_within",
    "listing",
    "institutions",
)
LONGEST_LABEL = 60
NUMBERING = re.compile(
    r"^(?:\d+(?:\.\d+)*[.)、:]?\s+|\d+(?:\.\d+)*[.)、]\s*|[ivx]+[.)]\s+|[a-h][.)]\s+"
    r"|[一二三四五六七八九十]+[、.]\s*|\([一二三四五六七八九十\d]+\)\s*|[①-⑳]\s*|§\s*\d+\s*"
    r"|第[一二三四五六七八九十]+部分[\s:、]*)"
)
SPACED = re.compile(rf"(?<=[{CJK}])\s+(?=[{CJK}])")
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
        chapters: regular expressions of how a chapter's heading begins, besides the unit words;
            a group, if there is one, holds the chapter's number.
        language: of syllabi that name none; None to tell it by their script.
        course: what holds for every course that does not say otherwise.
    """

    groups: dict[str, dict[str, str]]
    lists: dict[str, tuple[str, ...]]
    chapters: tuple[str, ...] = ()
    language: str | None = None
    course: Mapping[str, str] = field(default_factory=dict)

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

    def find_loosely(self, group: str, text: str) -> str:
        """Return what an unknown heading or column means by its end, else by its beginning.

        "Methods of evaluation" are methods, "成绩考核评价" is 评价, "教学内容设计" is 教学内容.
        """
        meanings = self.groups[group]
        for form in list_forms(text) if len(text) <= LONGEST_LABEL else ():
            found = next((meanings[part] for part in self.list_parts(form) if part in meanings), "")
            if found and found != "description":
                return found
        return ""

    def list_parts(self, text: str) -> list[str]:
        """Return the ends of a label, longest first; of a Chinese one its beginnings too."""
        head = text.partition(" of ")[0]
        if head.isascii():
            words = head.split()
            return [self.reduce(" ".join(words[start:])) for start in range(len(words))]
        ends = [head[start:] for start in range(len(head) - 1)]
        begins = [self.reduce(head)[:end] for end in range(len(head) - 1, 1, -1)]
        return [*map(self.reduce, ends), *begins]

    def stops(self, text: str) -> bool:
        """Tell whether a text is no point: a holiday, an examination, a week of revision."""
        normal = re.sub(r"\W*\d*$", "", normalise(text))
        return normal in self.lists["stop"] or any(
            word in normal for word in self.lists["stop_within"]
        )

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
    spaced = SYMBOLS.sub("", normalise(text).replace("_", " ")).strip(" .:*#。-")
    normal = SPACED.sub("", spaced)
    plain = NUMBERING.sub("", normal)
    bare = BRACKETED.sub(" ", plain)
    inside = BRACKETED.findall(plain)
    quoted = "《" in bare
    one_script = "" if quoted else OTHER_SCRIPT.sub("", bare)
    other = [] if quoted else OTHER_SCRIPT.findall(bare)
    forms = [normal, plain, bare, one_script, *other, *inside]
    return [form for form in (" ".join(form.split()).strip(" .:/|-") for form in forms) if form]
