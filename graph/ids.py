"""Every id of the graph is minted here; the forms are those of ``docs/model.md``."""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from text.normalise import normalise

_SAFE = re.compile(r"[A-Za-z0-9._~:-]{1,100}")
_UNSAFE = re.compile(r"[^A-Za-z0-9._:-]")
_KEY_BYTES = 32
_ESCO = "http://data.europa.eu/esco/"


def is_safe(node_id: str) -> bool:
    """Return whether ``node_id`` may stand in a URL path."""
    return _SAFE.fullmatch(node_id) is not None


def esco_id(uri: str) -> str:
    """Return the id of an ESCO concept: ``esco:`` and the UUID its URI ends with."""
    return f"esco:{uri.rsplit('/', 1)[-1]}"


def concept_id(framework: str, uri: str) -> str:
    """Return the id of a framework's concept: ESCO's own form, else 16 digits of its URI."""
    if uri.startswith(_ESCO):
        return esco_id(uri)
    family = framework.rsplit(":", 1)[-1]
    return f"{family}:{hashlib.sha256(uri.encode()).hexdigest()[:16]}"


def keyed_id(family: str, key: str) -> str:
    """Return the id of what a framework knows by ``key``: ``onet:15-1252.00``, ``case:<uuid>``.

    What may not stand in an id is written as ``~`` and two hex digits a byte; what then grows
    over the length of an id is digits of the key.
    """
    plain = f"{family}:{_UNSAFE.sub(_escape, key)}"
    return plain if is_safe(plain) else f"{family}:{_digits('key', family, key)}"


def named_id(family: str, kind: str, name: str) -> str:
    """Return the id of what a framework has only a name for."""
    return f"{family}:{_digits(kind, normalise(name))}"


def tool_id(commodity: str, example: str) -> str:
    """Return the id of an O*NET technology: its commodity's code and digits of its name."""
    return named_id(f"onet:{commodity}", "tool", example)


def course_id(provider: str, code: str | None, title: str) -> str:
    """Return a course's id: its provider and code, or digits of provider and title."""
    if code and is_safe(f"{provider}:{code}"):
        return f"{provider}:{code}"
    return f"{provider}:{_digits('course', provider, normalise(title))}"


def point_id(course: str, name: str) -> str:
    """Return a new knowledge point's id; one that exists is found by course and name instead."""
    return f"{course}:{_digits(normalise(name))}"


def own_id(kind: str, provider: str, name: str) -> str:
    """Return the id of something of the school's own that brings no key."""
    return f"own:{_digits(kind, provider, normalise(name))}"


def resource_id(source: str, key: str) -> str:
    """Return the id of a resource that its source knows by ``key``."""
    plain = f"{source}:{key}"
    return plain if is_safe(plain) else f"{source}:{_digits('resource', source, key)}"


def posting_id(url: str) -> str:
    """Return a posting's id: 16 hex digits of its canonical URL."""
    return hashlib.sha256(url.encode()).hexdigest()[:16]


def learner_id(key: bytes, number: str) -> str:
    """Return a learner's pseudonym: 16 hex digits of HMAC-SHA256 of the school's number."""
    return f"learner:{hmac.new(key, number.strip().encode(), hashlib.sha256).hexdigest()[:16]}"


def tag_id(kind: str, slug: str) -> str:
    """Return a tag's id: its kind and slug, or digits of a slug that is not safe in a URL."""
    plain = f"{kind}:{slug}"
    return plain if is_safe(plain) else f"{kind}:{_digits(kind, slug)}"


def edge_id(from_id: str, kind: str, to_id: str) -> str:
    """Return the id of the one relationship of a type between two nodes."""
    return f"{from_id}|{kind}|{to_id}"


def edge_ends(edge: str) -> tuple[str, str]:
    """Return the ids of the nodes that the relationship with this id joins."""
    from_id, _, to_id = edge.split("|")
    return from_id, to_id


def claim_id(edge: str, source: str, origin: str) -> str:
    """Return the id of a claim about an edge."""
    return f"{edge}|{source}|{origin}"


def event_id(kind: str, key: str) -> str:
    """Return the id of an event: its own idempotency key, apart from those of other kinds."""
    return f"{kind}:{key}"


def derived_key(*parts: str) -> str:
    """Return the idempotency key of an event that brings none: 16 hex digits of what it says."""
    return f"derived:{hashlib.sha256(_join(parts)).hexdigest()[:16]}"


def hidden_key(key: bytes, told: str) -> str:
    """Return the key in the place of one that holds a learner's number."""
    return f"hidden:{hmac.new(key, told.encode(), hashlib.sha256).hexdigest()[:16]}"


def changeset_id() -> str:
    """Return a new changeset's id."""
    return f"change:{secrets.token_hex(8)}"


def pseudonym_key(home: Path) -> bytes:
    """Return the key of this home's pseudonyms, made at first use, mode 0600."""
    file = home / "secrets" / "pseudonym.key"
    if not file.is_file():
        write_pseudonym_key(home, secrets.token_hex(_KEY_BYTES))
    return bytes.fromhex(file.read_text().strip())


def write_pseudonym_key(home: Path, key: str) -> None:
    """Give a home without a key this one (64 hex digits).

    Raises:
        FileExistsError: the home has a key; another one would part learners from their past.
    """
    bytes.fromhex(key)
    file = home / "secrets" / "pseudonym.key"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(key)


def _digits(*parts: str) -> str:
    return hashlib.sha256(_join(parts)).hexdigest()[:10]


def _join(parts: Iterable[str]) -> bytes:
    return "\x1f".join(parts).encode()


def _escape(match: re.Match[str]) -> str:
    return "".join(f"~{byte:02X}" for byte in match.group().encode())
