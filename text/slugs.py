"""Short forms of names, Chinese or English, by which tags are one."""

import re

from text.normalise import normalise

_BREAKS = re.compile(r"[\s_/,、，·-]+")


def make_slug(name: str) -> str:
    """Return the normal form with hyphens for blanks; ``C++`` and ``C#`` keep their signs."""
    return _BREAKS.sub("-", normalise(name)).strip("-")
