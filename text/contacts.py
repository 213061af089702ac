"""Removal of contact data: nothing that leads to a person is stored.

Patterns find addresses, numbers and the usual ways to name a contact. A name in running text
("Anna will show you round") is beyond them.
"""

import re

_LABEL = (
    r"(?:\b(?:e-?mail|mail|telephone|telefon|phone|tel\.?|mobile|cell|fax)(?!\w)|"
    r"(?:联系)?(?:电话|手机|邮箱|邮件|传真))"
)
_WORD = r"[A-Z\u00c0-\u00dd][\w'’-]*\.?"
_TITLED = rf"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau)\b\.? ?)+{_WORD}(?: {_WORD}){{0,3}}"
_NAME = rf"(?:{_TITLED}|{_WORD}(?: {_WORD}){{1,3}})"
_WHO = (
    r"(?:(?:your|hr|our|main|personal) )?contact(?: (?:person|name|details|us))?|kontakt|"
    r"ansprechpartner(?:in)?|联系人|联系方式"
)
_CONTACT_LINE = re.compile(rf"\W*(?:{_WHO}|recruiter|hiring manager) ?[:：].*", re.IGNORECASE)
_CONTACT_HEADING = re.compile(rf"\W*(?:{_WHO})\W*", re.IGNORECASE)

_MORE = r"(?:[ ().\-–/]{0,3}\d)"
"""One more digit of a number, with what may stand before it."""

_CONTACTS = (
    # An e-mail address, also as "name (at) host (dot) org", with its label.
    re.compile(
        rf"(?:{_LABEL} ?[:：]? ?)?(?<![\w.%+-])[A-Z0-9._%+-]+(?:[@＠]| ?[\[(]at[\])] ?)"
        r"[A-Z0-9-]+(?:(?:\.| ?[\[(]dot[\])] ?)[A-Z0-9-]+)+",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(r"(?:https?://)?(?:www\.)?(?:linkedin\.com/in|xing\.com/profile|t\.me)/[\w%/-]+"),
    re.compile(r"(?:wechat|微信|QQ)(?: ?(?:id|号))? ?[:：] ?[\w-]+", re.IGNORECASE),
    # A label, a colon and any number; without the colon the number has seven digits.
    re.compile(rf"{_LABEL} ?[:：] ?[+(]{{0,2}}\d{_MORE}{{4,14}}(?!\w)", re.IGNORECASE),
    re.compile(
        rf"(?:{_LABEL}|\b(?:call|dial|ring)\b) (?:us |me )?(?:on |at |under )?"
        rf"[+(]{{0,2}}\d{_MORE}{{6,14}}(?!\w)",
        re.IGNORECASE,
    ),
    # As written: international, (555) 010-1234, 0661 123456, 555-0123, Chinese mobile.
    re.compile(
        rf"(?<![\w.+])(?:\((?:\+|00)\d{{1,3}}\) ?|(?:\+|00 ?)(?=[(\d]))\(?\d{_MORE}{{6,14}}(?!\w)"
    ),
    re.compile(r"(?<![\w.,+-])(?:\(\d{3}\) ?\d{3}[-. ]|\d{3}([-.])\d{3}\1)\d{4}(?![\w-])"),
    re.compile(
        r"(?<![\w.,+-])(?<!\d )(?:\(0[1-9]\d{1,4}\) ?|0[1-9]\d{1,4}(?: ?[-/] ?| ))"
        r"\d{3,}(?:[ -]\d{2,}){0,3}(?!\w)"
    ),
    re.compile(r"(?<![\w.,+-])\d{3}-0\d{3}(?![\w-])"),
    re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"),
    # A name behind the word contact.
    re.compile(rf"\b[Cc]ontact(?: person)?(?: ?[:：]| is) {_NAME}"),
    re.compile(rf"(?<=[Cc]ontact ){_TITLED}|(?<=[Pp]lease contact ){_NAME}"),
    re.compile(r"联系人 ?[：:]? ?[\u4e00-\u9fff]{1,3}(?:先生|女士|老师|经理)"),
)
_LOCAL_NUMBER = re.compile(r"(?<![\w.,+-])\d{3}[- ]\d{4}(?![\w-])")
"""Looks like a range; where another contact was found, it is a number to call."""

_EMPTY_BRACKETS = re.compile(r"[(\[<（]\W*[)\]>）]")
_DANGLING = re.compile(r"[ :：]+(?=[,.;，。；])| (?=[:：])")
_LEFT_OVER = re.compile(rf"{_LABEL}? ?[:：]?[\s,;|/–-]*", re.IGNORECASE)


def strip_contact_lines(text: str) -> str:
    """Return the text without contact data, and without the lines that only name a contact."""
    kept: list[str] = []
    lines = iter(text.split("\n"))
    for line in lines:
        if _CONTACT_HEADING.fullmatch(line):
            next(lines, None)
        elif not _CONTACT_LINE.fullmatch(line) and (stripped := strip_contacts(line)):
            kept.append(stripped)
    return "\n".join(kept)


def strip_contacts(line: str) -> str:
    """Return the line without contact data; a line that holds none is returned as it is.

    What is left is looked at again: around a gap, two halves may meet as a contact.
    """
    stripped = _strip_once(line)
    while stripped != line:
        line, stripped = stripped, _strip_once(stripped)
    return stripped


def _strip_once(line: str) -> str:
    stripped = line
    for pattern in _CONTACTS:
        stripped = pattern.sub("", stripped)
    if stripped == line:
        return line
    stripped = _LOCAL_NUMBER.sub("", stripped)
    stripped = " ".join(_EMPTY_BRACKETS.sub("", stripped).split())
    stripped = _DANGLING.sub("", stripped).strip(" ,;|/–-")
    return "" if _LEFT_OVER.fullmatch(stripped) else stripped
