"""The title of a course and the code that stands beside it."""

import re
from collections.abc import Sequence

from ingest.syllabi.blocks import Block, number_style
from ingest.syllabi.headings import SYMBOLS, Headings
from ingest.syllabi.phrases import CODE, LEADING_CODE, unit_pattern
from text.normalise import CJK, normalise

AFTER_PROGRAMME = re.compile(rf"^[^:：]+[:：]\s*(?={CODE}\s)")
TRAILING_CODE = re.compile(rf"\s*[(（\[]\s*({CODE})\s*[)）\]]$")


def find_title(blocks: Sequence[Block], headings: Headings) -> Block | None:
    """Return the outermost heading above the first known part, or None."""
    candidates: list[Block] = []
    for block in blocks:
        if block.kind != "heading" or not block.text:
            continue
        if not clean_title(block.text, headings):
            continue
        known = headings.find("sections", block.text)
        unit = unit_pattern(headings).match(block.text)
        if known or (unit and (candidates or not stands_above(block, blocks))):
            break
        label = block.text.replace("：", ":").partition(":")[0]
        if not number_style(block.text) and not headings.find("fields", label):
            candidates.append(block)
    taught = [block for block in candidates if not names_institution(block.text, headings)]
    title = min(taught or candidates, key=lambda block: block.level, default=None)
    return None if title and is_titled_elsewhere(blocks, title, headings) else title


def stands_above(heading: Block, blocks: Sequence[Block]) -> bool:
    """Tell whether all other headings are below one: it names the whole document."""
    others = [each for each in blocks if each.kind == "heading" and each is not heading]
    return bool(others) and all(each.level > heading.level for each in others if each.text)


def find_coded(blocks: Sequence[Block], code: str) -> Block | None:
    """Return the first heading that begins with the course's code, None without one."""
    wanted = f"{normalise(code)} "
    coded = (block for block in blocks if normalise(block.text).startswith(wanted))
    return next((block for block in coded if block.kind == "heading"), None) if code else None


def names_institution(text: str, headings: Headings) -> bool:
    """Tell whether a heading ends, or begins, with what a school is called."""
    words = [word for word in re.split(r"[\s,]+", normalise(text)) if word != "of"]
    schools = headings.lists["institutions"]
    return bool(words) and (words[-1].endswith(schools) or words[0] in schools)


def is_titled_elsewhere(blocks: Sequence[Block], heading: Block, headings: Headings) -> bool:
    """Tell whether the front matter has the title and the heading is one among its equals."""
    written = normalise(clean_title(heading.text, headings))
    stated = [
        normalise(clean_title(block.cells[1], headings))
        for block in blocks
        if block.position.startswith("front matter")
        and len(block.cells) > 1
        and headings.find("fields", block.cells[0]) == "title"
    ]
    equals = [block for block in blocks if block.kind == "heading" and block.level == heading.level]
    return len(equals) > 1 and any(name and name != written for name in stated)


def clean_title(text: str, headings: Headings) -> str:
    """Return a title without what the document calls itself; empty if nothing is left."""
    kinds = headings.alternatives("documents")
    line = SYMBOLS.sub("", text.replace("\n", " "))
    line = re.sub(rf"^(?:{kinds})(?:\s*[:：–—|-]\s*|\s+(?:of|for)\s+|\s+|$)", "", line, flags=re.I)
    line = re.sub(rf"(?:[\s:：–—|(（-]+|(?<=[》{CJK}]))(?:{kinds})[)）]?$", "", line, flags=re.I)
    line = line.strip(" :：–—|-")
    return line[1:-1] if line[:1] == "《" and line.find("》") == len(line) - 1 else line


def split_code(title: str, code: str | None) -> tuple[str, str | None]:
    """Return a title without the code it begins or, in brackets, ends with, and the code."""
    title = AFTER_PROGRAMME.sub("", title)
    leading = LEADING_CODE.match(title)
    trailing = TRAILING_CODE.search(title)
    if trailing and code in {None, trailing[1]}:
        return title[: trailing.start()], trailing[1]
    if code and normalise(title).startswith(normalise(code)):
        begin = len(code)
    elif leading and not code:
        code, begin = leading[0].strip(), leading.end()
    else:
        return title, code
    return title[begin:].strip(" -–—:：·|.,") or title, code
