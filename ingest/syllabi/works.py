"""Works that a syllabus names: books, pages and videos."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
EDITION = re.compile(
    r"[,.]?\s*(?:\(?\d{1,2}(?:st|nd|rd|th)\s+(?:ed\b|edition|edn).*|[（(]第.{1,4}版[)）].*)$", re.I
)
LABEL = re.compile(r"^[^:：.]{1,30}[:：]\s*(?!//)")
NUMBER = re.compile(r"^\s*(?:\[\d{1,2}\]|\d{1,2}[.、)])\s*")
VIDEO = re.compile(r"youtu\.?be|vimeo|bilibili|mooc|video|视频|慕课|lecture recording", re.I)
NEXT_WORK = re.compile(r"[;；]\s*|(?<=[。.])\s*(?=\[\d{1,2}\])")
NO_WORK = re.compile(
    r"^(?:there is no |no )(?:required )?(?:text|book)|^(?:none|无|tba)\b|following", re.I
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


def list_works(
    text: str, links: Sequence[tuple[str, str]], unit: str | None, position: str, least: float
) -> Iterator[WorkDraft]:
    """Yield the works of an item or a line; ``least`` is the confidence that it names one."""
    named = {url: label for label, url in links}
    for piece in NEXT_WORK.split(text):
        for line in piece.split("\n"):
            yield from read_work(line, named, unit, position, least)


def read_work(
    line: str, named: dict[str, str], unit: str | None, position: str, least: float
) -> Iterator[WorkDraft]:
    """Yield the one work of a line, or none; an address makes it surer."""
    bare = NUMBER.sub("", line)
    if not bare.strip() or NO_WORK.search(bare):
        return
    link = next((url for url, label in named.items() if label and label in line), None)
    address = URL.search(line)
    url = address[0] if address else link
    title = find_title(LABEL.sub("", bare), named.get(url or "", ""))
    kind = "video" if VIDEO.search(f"{line} {url or ''}") else "text"
    sure = least + (0.1 if url or QUOTED.search(line) else 0.0)
    if title or url:
        yield WorkDraft((title or str(url))[:LONGEST_TITLE], kind, url, unit, position, sure)


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
    parts = re.split(r"\.\s+|,\s+(?=[A-Z][^,]{12,})", EDITION.sub("", YEAR.sub("", line)))
    if len(parts) > 1 and re.search(r"^[A-Z][\w-]+,\s|\band\b|&", f"{parts[0]}, "):
        return max(parts[1:2] or parts, key=len)
    return parts[0] if len(parts[0]) > 12 else line
