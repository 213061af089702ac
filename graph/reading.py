"""The first lock of the door: which words may stand where in free Cypher. No database is asked.

Everything is refused that is not listed here. A clause can only begin where an operand has ended;
there only the listed keywords may stand, so that a clause that no server has yet is refused too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.errors import RefusedStatementError
from graph.tokens import Kind, Token, tokenise
from graph.vocabulary import CLOSING, FIRST, FUNCTIONS, KEYWORDS, LOOPS, PEOPLE, PROCEDURES, REFUSED

MOST_HOPS = 10
MOST_BRACKETS = 30
MOST_UNIONS = 20
_PAIRS = {")": "(", "]": "[", "}": "{"}
_READABLE = "a reading clause: MATCH, OPTIONAL MATCH, WITH, RETURN, UNWIND or CALL"
_NEXT = "an operator, a comma or a reading clause"


@dataclass(slots=True)
class _Bracket:
    """An open bracket and what is known of what it holds."""

    token: Token
    relationship: bool = False  # [ of a relationship pattern
    loop: bool = False  # a list is gone through in it
    scope: bool = False  # ( between CALL and {
    path: bool = False  # it holds a relationship pattern


@dataclass(slots=True)
class _Reading:
    """The statement, where the check stands in it, and the brackets open there."""

    tokens: Sequence[Token]
    learners: bool
    at: int = 0
    operand: bool = False  # whether an operand has just ended
    unions: int = 0
    open: list[_Bracket] = field(default_factory=list)
    closed: _Bracket | None = None  # the last that closed

    def text(self, offset: int) -> str:
        """Return a neighbour as written; empty for strings, back-ticks and outside the ends."""
        index = self.at + offset
        if not 0 <= index < len(self.tokens):
            return ""
        token = self.tokens[index]
        return "" if token.kind in (Kind.STRING, Kind.NAME) else token.text

    def is_kind(self, offset: int, *kinds: Kind) -> bool:
        """Return whether a neighbour is there and of one of the kinds."""
        index = self.at + offset
        return 0 <= index < len(self.tokens) and self.tokens[index].kind in kinds


def check_reading(text: str, *, learners: bool = False) -> None:
    """Let a statement through that reads the map, with ``learners`` also what people did.

    Raises:
        RefusedStatementError: names line and column, what was found and what is allowed.
    """
    tokens = tokenise(text)
    if not tokens:
        raise RefusedStatementError(f"free Cypher: expected {_READABLE}, found nothing")
    if tokens[0].upper not in FIRST:
        raise tokens[0].refuse(_READABLE)
    reading = _Reading(tokens, learners)
    for reading.at, token in enumerate(tokens):
        if token.kind is Kind.SIGN:
            _check_sign(reading, token)
        elif token.kind is Kind.WORD:
            _check_word(reading, token)
        else:
            _check_operand(reading, token)
    if reading.open:
        raise reading.open[-1].token.refuse("a bracket that closes")


def _check_operand(reading: _Reading, token: Token) -> None:
    """A string, number, parameter, name or variable: nothing may call it, no operand before it."""
    if reading.operand and reading.text(-1) not in (".", ":"):
        raise token.refuse(_NEXT)
    if token.kind is Kind.NAME and reading.text(1) == "(":
        raise token.refuse("a function or procedure without back-ticks")
    if token.kind is Kind.PARAMETER and reading.text(1) == "(":
        raise token.refuse("labels and types that stand in the statement")
    if token.kind is Kind.NUMBER and (reading.text(1) == "." or reading.text(-1) == "."):
        raise token.refuse("a number with digits before and after its point")
    _check_people(reading, token, token.text.strip("`"))
    reading.operand = True


def _check_word(reading: _Reading, token: Token) -> None:
    before, after = reading.text(-1), reading.text(1)
    if after == "(" and _is_called(reading, token):
        _check_function(reading, token)
        reading.operand = False
    elif before == "." or (before == ":" and not _begins_expression(reading, token)):
        _check_people(reading, token, token.text if before == ":" else "")
        reading.operand = True
    elif token.upper in REFUSED and not (after == ":" and before in ("{", ",")):
        raise token.refuse(f"{_READABLE}; a name that is spelt like this needs back-ticks")
    elif token.upper in KEYWORDS and before.upper() != "AS":
        _check_keyword(reading, token)
    else:
        _check_operand(reading, token)


def _is_called(reading: _Reading, token: Token) -> bool:
    """Return whether the bracket that follows makes a function or procedure of the word."""
    if reading.text(-1) == ".":
        return True
    return token.upper not in KEYWORDS or (token.upper == "ALL" and not reading.operand)


def _begins_expression(reading: _Reading, token: Token) -> bool:
    """Return whether a word after a colon is no label but begins a value: {x: NOT y}."""
    kinds = (Kind.WORD, Kind.STRING, Kind.NUMBER, Kind.PARAMETER, Kind.NAME)
    return token.upper in ("CASE", "NOT") and reading.is_kind(1, *kinds)


def _check_keyword(reading: _Reading, token: Token) -> None:
    if token.upper == "CALL":
        _check_call(reading)
    if token.upper == "IN" and reading.text(-1) == "}":
        raise token.refuse(f"{_NEXT}; subqueries run in one transaction")
    if token.upper == "UNION":
        reading.unions += 1
        if reading.unions > MOST_UNIONS:
            raise token.refuse(f"at most {MOST_UNIONS} times UNION")
    reading.operand = token.upper in CLOSING


def _check_call(reading: _Reading) -> None:
    """CALL { ... }, CALL (x) { ... } or CALL of a listed procedure."""
    if reading.text(1) in ("{", "("):
        return
    name, index = "", 1
    while reading.is_kind(index, Kind.WORD) or reading.text(index) == ".":
        name += reading.text(index)
        index += 1
    if name not in PROCEDURES or reading.text(index) != "(":
        at = reading.tokens[min(reading.at + 1, len(reading.tokens) - 1)]
        raise at.refuse(f"a subquery in {{}} or one of {', '.join(sorted(PROCEDURES))}")


def _check_function(reading: _Reading, token: Token) -> None:
    """Allow listed functions, and listed procedures after CALL."""
    parts, offset = [token.text], -1
    while reading.text(offset) == "." and reading.is_kind(offset - 1, Kind.WORD):
        parts.append(reading.text(offset - 1))
        offset -= 2
    name = ".".join(reversed(parts))
    if reading.text(offset).upper() == "CALL" and name in PROCEDURES:
        return
    if name.lower() not in FUNCTIONS or reading.text(offset) == ".":
        raise token.refuse(f"a listed function; {name} is not listed")
    if reading.operand and len(parts) == 1:
        raise token.refuse(_NEXT)
    if name.lower() == "range" and reading.text(-1).lower() != "unwind":
        raise token.refuse("range only as UNWIND range(...), where rows are made one by one")


def _check_people(reading: _Reading, token: Token, name: str) -> None:
    if name in PEOPLE and not reading.learners and token.kind in (Kind.WORD, Kind.NAME):
        raise token.refuse("labels and types of the map; learners are people: ask with learners")


def _check_sign(reading: _Reading, token: Token) -> None:
    sign = token.text
    if sign in _PAIRS.values():
        _open(reading, token)
    elif sign in _PAIRS:
        _close(reading, token)
    elif sign in "*+":
        _check_hops(reading, token)
    elif sign == "-":
        _check_relationship(reading, token)
    elif sign in "!%" and not reading.learners and reading.open and reading.open[-1].relationship:
        raise token.refuse("relationship types by their names")
    reading.operand = sign in _PAIRS


def _open(reading: _Reading, token: Token) -> None:
    if len(reading.open) >= MOST_BRACKETS:
        raise token.refuse(f"at most {MOST_BRACKETS} brackets in each other")
    before = reading.text(-1)
    loops = before.lower() in LOOPS if token.text == "(" else token.text == "["
    looping = loops and reading.text(2).upper() == "IN"
    if looping and any(bracket.loop for bracket in reading.open):
        raise token.refuse("no list gone through inside another; UNWIND does it row by row")
    if token.text == "{" and before in (")", ">", "-"):
        _check_quantifier(reading, token)
    relationship = token.text == "[" and before == "-"
    scope = token.text == "(" and before.upper() == "CALL"
    reading.open.append(_Bracket(token, relationship, looping, scope))


def _close(reading: _Reading, token: Token) -> None:
    if not reading.open or reading.open[-1].token.text != _PAIRS[token.text]:
        raise token.refuse("brackets that close in the order in which they open")
    reading.closed = reading.open.pop()
    if reading.closed.path and token.text == ")" and reading.text(1) in ("*", "+"):
        raise token.refuse(f"a path of at most {MOST_HOPS} steps: {{1,{MOST_HOPS}}}")


def _check_relationship(reading: _Reading, token: Token) -> None:
    """Where a relationship pattern begins it names its types, unless learners may be asked for."""
    after = reading.text(1)
    if after not in ("[", "-") or reading.text(-1) == "-":
        return
    if reading.open:
        reading.open[-1].path = True
    named = 2 + reading.is_kind(2, Kind.WORD, Kind.NAME)
    if not reading.learners and (after == "-" or reading.text(named) != ":"):
        raise token.refuse(
            "a relationship with its type, -[:REQUIRES]-; without, ask with learners"
        )


def _check_hops(reading: _Reading, token: Token) -> None:
    """A path of variable length, [:T*1..4], says how long it may get."""
    quantified = reading.text(-1) in (">", "-") and reading.text(-2) in ("-", "]")
    starred = token.text == "*" and bool(reading.open) and reading.open[-1].relationship
    if quantified and token.text in "*+":
        raise token.refuse(f"a path of at most {MOST_HOPS} steps: [:TYPE*1..{MOST_HOPS}]")
    if not starred:
        return
    index = 1 + reading.is_kind(1, Kind.NUMBER)
    index += reading.text(index) == ".."
    most = reading.text(index) if reading.text(index - 1) == ".." else reading.text(1)
    if not (most.isdigit() and int(most) <= MOST_HOPS):
        raise token.refuse(f"a path of at most {MOST_HOPS} steps: [:TYPE*1..{MOST_HOPS}]")


def _check_quantifier(reading: _Reading, token: Token) -> None:
    """What follows a path in curly brackets, {1,4}, says how long it may get."""
    if reading.text(-1) == ")" and reading.closed is not None and reading.closed.scope:
        return
    inside = [reading.text(offset) for offset in range(1, 5)]
    most = inside[inside.index("}") - 1] if "}" in inside else ""
    if not (most.isdigit() and int(most) <= MOST_HOPS):
        raise token.refuse(f"a path of at most {MOST_HOPS} steps: {{1,{MOST_HOPS}}}")
