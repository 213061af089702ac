"""Free Cypher taken apart: strings, comments and back-ticked names first, then words and signs.

What two servers might read differently is refused rather than guessed: unicode escapes anywhere
(Neo4j resolves them before it looks for quotes), characters that nobody sees, letters that a
server may fold into ASCII, doubled back-ticks, block comments in block comments.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from graph.errors import RefusedStatementError

MOST_CHARACTERS = 20_000
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_SCANNER = re.compile(
    r"""
      (?P<skip>[ \t\r\n]+|//[^\r\n]*)
    | (?P<comment>/\*)
    | (?P<string>'[^'\\]*(?:\\[bfnrt'"\\][^'\\]*)*'|"[^"\\]*(?:\\[bfnrt'"\\][^"\\]*)*")
    | (?P<name>`[^`\r\n]+`(?!`))
    | (?P<parameter>\$[A-Za-z_][A-Za-z0-9_]*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?!\w))
    | (?P<word>[^\W\d]\w*)
    | (?P<sign>\.\.|[()\[\]{},.:|&!+\-*/%^=<>~])
    """,
    re.VERBOSE,
)
_NOT_READ = {
    "'": "a string that ends, with no other escapes than \\b \\f \\n \\r \\t \\' \\\" \\\\",
    '"': "a string that ends, with no other escapes than \\b \\f \\n \\r \\t \\' \\\" \\\\",
    "`": "a back-ticked name that ends on its line, without back-ticks inside",
    "$": "$name with a name of letters, digits and _",
    ";": "one statement without a semicolon",
}


class Kind(StrEnum):
    """What a token is; strings, back-ticked names and parameters are never looked into."""

    STRING = "string"
    NAME = "name"
    PARAMETER = "parameter"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a statement as it was written, and where: line and column count from 1."""

    kind: Kind
    text: str
    line: int
    column: int

    @property
    def upper(self) -> str:
        """The word in capitals; empty for everything that is no bare word."""
        return self.text.upper() if self.kind is Kind.WORD else ""

    def refuse(self, expected: str) -> RefusedStatementError:
        """Return the error that names this token as the one that is not let through."""
        return refusal(self.line, self.column, expected, self.text)


def tokenise(text: str) -> list[Token]:
    """Return the tokens of a statement without spaces and comments, in one pass.

    Raises:
        RefusedStatementError: a character or a literal that the two servers may read differently.
    """
    _check_characters(text)
    found: list[Token] = []
    at, line, start = 0, 1, 0  # start: where the line begins
    while at < len(text):
        match = _SCANNER.match(text, at)
        if match is None or match.lastgroup is None:
            raise _unreadable(text[at], line, at - start + 1)
        end = match.end()
        if match.lastgroup == "comment":
            end = _end_of_comment(text, at, line, at - start + 1)
        elif match.lastgroup != "skip":
            found.append(_token(match, line, at - start + 1))
        line += text.count("\n", at, end)
        start = text.rfind("\n", at, end) + 1 or start
        at = end
    return found


def refusal(line: int, column: int, expected: str, found: str) -> RefusedStatementError:
    """Return the error of the door for one place of a statement."""
    shown = found if len(found) <= 40 else f"{found[:40]}..."
    return RefusedStatementError(
        f"free Cypher, line {line}, column {column}: expected {expected}, found {shown!r}"
    )


def _token(match: re.Match[str], line: int, column: int) -> Token:
    token = Token(Kind(match.lastgroup or ""), match.group(), line, column)
    if token.kind is Kind.WORD and not token.text.isascii() and _may_fold(token.text):
        raise token.refuse("letters that no server turns into others; back-tick the name")
    return token


def _may_fold(word: str) -> bool:
    """Return whether a server may read a letter of ``word`` as an ASCII letter."""
    if unicodedata.normalize("NFKC", word) != word:
        return True
    foreign = [letter for letter in word if not letter.isascii()]
    return any(
        (not form.isascii() and any(part.isascii() for part in form)) or form.isascii()
        for letter in foreign
        for form in (letter.upper(), letter.lower(), letter.casefold())
    )


def _check_characters(text: str) -> None:
    """Refuse what is refused wherever it stands, strings and comments included."""
    if len(text) > MOST_CHARACTERS:
        raise RefusedStatementError(
            f"free Cypher: expected at most {MOST_CHARACTERS} characters, found {len(text)}; "
            "hand long lists over as parameters"
        )
    for match in re.finditer(r"\\[uU]|[^\x20-\x7e]", text):
        found = match.group()
        unseen = found not in "\t\r\n" and unicodedata.category(found[0]) in _UNSEEN
        if unseen or found[0] == "\\":
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            expected = "characters that can be seen, and no unicode escape (use a parameter)"
            raise refusal(line, column, expected, found)


def _end_of_comment(text: str, at: int, line: int, column: int) -> int:
    """Return where the block comment that begins at ``at`` ends."""
    end = text.find("*/", at + 2)
    if end < 0 or text.find("/*", at + 2, end) >= 0:
        raise refusal(line, column, "a comment that ends, with no other inside", text[at : at + 40])
    return end + 2


def _unreadable(character: str, line: int, column: int) -> RefusedStatementError:
    expected = _NOT_READ.get(character, "Cypher that both servers read alike")
    return refusal(line, column, expected, character)
