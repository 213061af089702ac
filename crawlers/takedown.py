"""Addresses that are never fetched because somebody has asked for it."""

from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import unquote

from crawlers.errors import CardError
from crawlers.site import find_pattern

TAKEN_DOWN = "taken down"


def is_taken_down(url: str, entries: tuple[str, ...]) -> bool:
    """Whether an address of an origin fits an entry.

    An entry with ``://`` is an address or a shell pattern of addresses; any other is a pattern of
    paths relative to the origin, as in a card's ``follow``.
    """
    paths = tuple(entry for entry in entries if "://" not in entry)
    whole = (entry for entry in entries if "://" in entry)
    decoded = unquote(url)
    return find_pattern(url, paths) is not None or any(
        url == entry or fnmatchcase(decoded, unquote(entry)) for entry in whole
    )


def read_takedown(path: Path) -> tuple[str, ...]:
    """Return the entries of a file, one a line; empty lines and ``#`` comments are none.

    A file that is not there has no entry. The file holds for every card, so that each entry
    names its site.

    Raises:
        CardError: it cannot be read, or an entry is no address.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise CardError(f"{path}: expected a list of addresses: {error}") from error
    entries = [(number, line.strip()) for number, line in enumerate(lines, start=1)]
    kept = [(number, entry) for number, entry in entries if entry and not entry.startswith("#")]
    for number, entry in kept:
        if "://" not in entry:
            raise CardError(
                f"{path}:{number}: expected an address with its site, found {entry:.60}"
            )
    return tuple(entry for _, entry in kept)
