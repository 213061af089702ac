"""A learner's own number in what was written about the learner: it is not kept."""

import re

_TELLING = 4
"""Characters from which a number is looked for inside of words."""


def blot_number(text: str, number: str) -> str:
    """Return the text without a learner's number; a short one only where it is a word."""
    pattern = re.escape(number)
    if len(number) < _TELLING:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return re.sub(pattern, "…", text)
