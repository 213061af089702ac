"""Works that a syllabus names: books, pages and videos."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.syllabi.blocks import Block
from ingest.syllabi.phrases import BRACKETED_HOURS, clean_name

URL = re.compile(
    r"https?://[^\s<>()（）\[\]{}\"'，。；、》]+[^\s<>()（）\[\]{}\"'，。；、》.,;:!?]"
)
QUOTED = re.compile(r"《([^《》]{2,120})》")
CHINESE_TITLE = re.compile(
    r"[.．。]\s*([^.．。,，]{2,80})[.．。]\s*[^.．。]*(?:出版社|[Pp]ress|Wiley)"
)
AFTER_YEAR = re.compile(r"\((?:19|20)\d\d[a-z]?\)[.,]?\s+([^.]{4,160})(?=[.]|,\s*\d|$)")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = re.compile(r"(?:[A-Z][\w.-]*\s?){1,3}$")
NAMES = re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s*&\s*")
EDITION = re.compile(
    r"[,.]?\s*(?:\(?\d{1,2}(?:st|nd|rd|th)\s+(?:ed\b|edition|edn).*|[（(]第.{1,4}版[)）].*)$", re.I
)
LABEL = re.compile(r"^[^:：.]{1,30}[:：]\s*(?!//)")
NUMBER = re.compile(r"^\s*(?:\[\d{1,2}\]|\d{1,2}[.、)])\s*")
VIDEO = re.compile(r"youtu\.?be|vimeo|bilibili|mooc|video|视频|慕课|lecture recording", re.I)
NEXT_WORK = re.compile(r"[;；]\s*|(?<=[。.])\s*(?=\[\d{1,2}\])")
NO_WORK = re.compile(
    r"^(?:there is no |no )(?:required )?(?:text|book)|^(?:none|无|tba)\b|following"
    r"|^(?:ch(?:apters?|s?\.)?|pp?\.|pages?|sections?)\s*\d|^第.{1,4}[章节]$",
    re.I,
)
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class WorkDraft:
    """A work: its title, kind (text or video), address if any, and the chapter that names it."""

    title: str
    kind: str
    url: str | None
    unit: str | None
    position: str
    confidence: float


def list_works(block: Block, unit: str | None, least: float) -> Iterator[WorkDraft]:
    """Yield the works of an item or a paragraph; ``least`` is how sure it is that it names any."""
    for piece in NEXT_WORK.split(block.text):
        for line in piece.split("\n"):
            work = read_work(line, block, unit, least)
            if work:
                yield work


def read_work(line: str, block: Block, unit: str | None, least: float) -> WorkDraft | None:
    """Return the one work of a line, or None; an address or a title set apart makes it surer."""
    bare = NUMBER.sub("", line)
    if not bare.strip() or NO_WORK.search(bare):
        return None
    link = next((link for link in block.links if link[0] and link[0] in line), ("", None))
    address = URL.search(line)
    url = address[0] if address else link[1]
    italic = next((words for words in block.emphasised if words and words in line), "")
    title = italic or find_title(LABEL.sub("", bare), link[0])
    kind = "video" if VIDEO.search(f"{line} {url or ''}") else "text"
    sure = least + (0.1 if url or italic or QUOTED.search(line) else 0.0)
    named = (title or url or "")[:LONGEST_TITLE]
    return WorkDraft(named, kind, url, unit, block.position, sure) if named else None


def find_title(line: str, label: str) -> str:
    """Return the title in a reference: quoted, linked, after the year or the author, else all."""
    quoted = QUOTED.search(line)
    dated = AFTER_YEAR.search(line)
    published = CHINESE_TITLE.search(line)
    if quoted or published or dated:
        found = next(filter(None, (quoted, published, dated)))
        return EDITION.sub("", found[1]).strip()
    plain = URL.sub("", line).strip(" ()（）.")
    return label or clean_name(BRACKETED_HOURS.sub("", after_author(plain)))


def after_author(line: str) -> str:
    """Return a reference from its title on where names stand before it, without its edition."""
    plain = EDITION.sub("", YEAR.sub("", line))
    sentences = re.split(r"(?<=\w{3})\.\s+", plain)
    parts = sentences if len(sentences) > 1 else re.split(r",\s+", plain)
    titles = (part for part in parts[1:] if is_title(part))
    whole = parts[0] if len(parts[0].split()) > 1 else line
    return next(titles, whole) if are_names(parts[0]) else parts[0]


def are_names(text: str) -> bool:
    """Tell whether a text may be the names of authors."""
    return all(NAME.match(name) for name in NAMES.split(text))


def is_title(text: str) -> bool:
    """Tell whether what stands behind names is a title: three words at least, or a colon."""
    return text[:1].isupper() and (len(text.split()) > 2 or ":" in text) and not are_names(text)
