"""The parts of a statement: its members by type, who acted, the score, the duration."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from ingest.errors import CellError

Object = Mapping[str, Any]
_NOTHING: Object = {}
_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
_SHA1 = re.compile(r"[0-9a-f]{40}")
_MAILBOX = re.compile(r"mailto:[^@\s]+@[^@\s]+")
_COUNT = r"(\d+(?:\.\d+)?)"
_DURATION = re.compile(
    rf"P(?!$)(?:{_COUNT}W)?(?:{_COUNT}D)?(?:T(?!$)(?:{_COUNT}H)?(?:{_COUNT}M)?(?:{_COUNT}S)?)?",
    re.ASCII,
)
_SECONDS = (604_800, 86_400, 3_600, 60, 1)
_LONGEST_SECONDS = 86_400.0
_LARGEST = 1e15


def get_object(said: Object, name: str) -> Object:
    """Return a member that is an object, an empty one where it lacks."""
    value = said.get(name)
    if value is None:
        return _NOTHING
    if not isinstance(value, dict):
        raise CellError(name, "an object", "something else")
    return value


def get_text(said: Object, name: str) -> str:
    """Return a member that is a text, an empty one where it lacks."""
    value = said.get(name)
    if value is not None and not isinstance(value, str):
        raise CellError(name, "a text", "something else")
    return (value or "").strip()


def get_number(said: Object, name: str) -> float | None:
    """Return a member that is a number."""
    value = said.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CellError(name, "a number", "something else")
    if not -_LARGEST <= value <= _LARGEST:
        raise CellError(name, "a number", "one out of reach")
    return float(value)


def get_truth(said: Object, name: str) -> bool | None:
    """Return a member that is true or false."""
    value = said.get(name)
    if value is not None and not isinstance(value, bool):
        raise CellError(name, "true or false", "something else")
    return value


def parse_actor(actor: Object, accounts: str | None) -> tuple[str, ...]:
    """Return what identifies an agent, most telling first, and other forms of the same.

    A mailbox and its SHA-1 sum are one identifier. The name of an account at ``accounts`` is the
    school's number; elsewhere it belongs to its home page. No message quotes an identifier.
    """
    if get_text(actor, "objectType") not in {"", "Agent"}:
        raise CellError("actor", "an agent", "a group or another")
    found = [name for name in _IDENTIFIERS if actor.get(name) is not None]
    if len(found) != 1:
        raise CellError("actor", "one identifier", str(len(found)))
    if found[0] == "account":
        return _parse_account(get_object(actor, "account"), accounts)
    said = get_text(actor, found[0])
    if found[0] == "openid":
        return (_checked(said, re.compile(r"\S+:\S+"), "openid", "a URI"),)
    if found[0] == "mbox_sha1sum":
        return (f"sha1:{_checked(said.lower(), _SHA1, 'mbox_sha1sum', '40 hex digits')}",)
    box = _checked(said.lower(), _MAILBOX, "mbox", "mailto: and an address")
    digits = hashlib.sha1(box.encode(), usedforsecurity=False).hexdigest()
    return f"sha1:{digits}", box, box.removeprefix("mailto:")


def _parse_account(account: Object, accounts: str | None) -> tuple[str, ...]:
    home, name = get_text(account, "homePage"), get_text(account, "name")
    if not home or not name:
        raise CellError("account", "a home page and a name", "less")
    return (name,) if home == accounts else (f"{home}|{name}", name)


def _checked(text: str, form: re.Pattern[str], name: str, expected: str) -> str:
    if not form.fullmatch(text):
        raise CellError(name, expected, "something else")
    return text


def parse_share(score: Object, least: float, most: float | None) -> float | None:
    """Return a score as a share of its range; None where there is none.

    ``scaled`` goes before ``raw``, which lies between ``min`` and ``max``, or the bounds given.
    """
    scaled, raw = get_number(score, "scaled"), get_number(score, "raw")
    if scaled is not None:
        return _between(scaled, "scaled", 0.0, 1.0)
    if raw is None:
        return None
    low, high = get_number(score, "min"), get_number(score, "max")
    low, high = least if low is None else low, most if high is None else high
    if high is None:
        raise CellError("max", "the most that raw can be", "none")
    if not low < high:
        raise CellError("max", f"more than {low:g}", f"{high:g}")
    return (_between(raw, "raw", low, high) - low) / (high - low)


def parse_duration(text: str) -> int:
    """Return an ISO 8601 duration in seconds, of a day at most; months and years have no length."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise CellError("duration", "an ISO 8601 duration in weeks to seconds", repr(text))
    counts = zip(found.groups(), _SECONDS, strict=True)
    seconds = sum(float(count) * each for count, each in counts if count)
    return int(_between(seconds, "duration", 0.0, _LONGEST_SECONDS))


def _between(value: float, name: str, least: float, most: float) -> float:
    if not least <= value <= most:
        raise CellError(name, f"{least:g} to {most:g}", f"{value:g}")
    return value
