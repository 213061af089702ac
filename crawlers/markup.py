"""Plain text of descriptions that come as HTML, as escaped HTML or as text."""

import html
import re
from html.parser import HTMLParser

_BLOCK_TAGS = (
    "address article aside blockquote br caption dd div dl dt figcaption footer h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_INLINE = "a abbr b code em font i small span strong sub sup td th u"
_UNREAD = frozenset(["script", "style", "template"])
_NAMES = "|".join(sorted([*_BLOCKS, *_INLINE.split(), *_UNREAD]))
_TAG = re.compile(rf"</?(?:{_NAMES})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&lt;/?(?:{_NAMES})\b", re.IGNORECASE)
_UNUSABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def strip_markup(text: str) -> str:
    """Return the text with one line to a block of the markup, and no empty lines.

    Text that only looks like markup (``List<String>``, ``a < b``) is kept. Characters that no
    file can hold (half a surrogate pair) become U+FFFD.
    """
    text = _SURROGATE.sub("\ufffd", _UNUSABLE.sub(" ", text))
    if _ESCAPED_TAG.search(text) and not _TAG.search(text):
        text = html.unescape(text)
    if not _TAG.search(text):
        return _trim(html.unescape(text))
    return _trim(_read_text(text, keeps_lines=not _BLOCK.search(text)))


def read_markup(markup: str) -> str:
    """Return the text of an element of a page, with one line to a block, and no empty lines."""
    return _trim(_read_text(markup, keeps_lines=False))


def _trim(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _read_text(markup: str, *, keeps_lines: bool) -> str:
    reader = _Reader(keeps_lines=keeps_lines)
    reader.feed(markup)
    reader.close()
    return "".join(reader.pieces)


class _Reader(HTMLParser):
    """Collects the text outside scripts and styles, with a line break at every block.

    The line breaks of the source are spaces, except where there is no block.
    """

    def __init__(self, *, keeps_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._keeps_lines = keeps_lines
        self._unread: str | None = None

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a table cell or what is not read."""
        if tag in _UNREAD:
            self._unread = tag
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """End a line or what is not read."""
        if tag == self._unread:
            self._unread = None
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if self._unread is None:
            self.pieces.append(data if self._keeps_lines else data.replace("\n", " "))
