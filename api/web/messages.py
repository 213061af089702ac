"""What the pages say, in English and Chinese; the sentences are in ``texts/``."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of one language, by ``section.key``.

    A text is HTML with ``{fields}``. With a bar it has two forms, for a count of one and for
    any other: ``{n} step|{n} steps``.
    """

    language: str
    texts: Mapping[str, Markup]

    def say(self, key: str, **fields: object) -> Markup:
        """Return a text with its fields filled in and escaped; ``n`` chooses the form."""
        one, _, many = self.texts[key].partition("|")
        return (many if many and fields.get("n") != 1 else one).format(**fields)

    def list_up(self, items: Iterable[object]) -> Markup:
        """Return "a, b and c" of at least one item; Markup stays, all else is escaped."""
        *most, last = items
        if not most:
            return escape(last)
        return (
            self.texts["list.comma"].join(map(escape, most))
            + self.texts["list.last"]
            + escape(last)
        )


@cache
def get_messages(language: str) -> Messages:
    """Return the texts of a language.

    Raises:
        ValueError: a language that the pages do not have.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language: expected one of {', '.join(LANGUAGES)}, found {language!r}")
    path = Path(__file__).parent / "texts" / f"{language}.toml"
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    # The texts are part of the program, not input.
    texts = {
        f"{section}.{key}": Markup(text)  # noqa: S704
        for section, keys in sections.items()
        for key, text in keys.items()
    }
    return Messages(language, texts)


def choose_language(asked: str | None, accepted: str | None) -> str:
    """Return the language of ``?lang=``, else the best of Accept-Language, else English."""
    if asked is not None and _shorten(asked) in LANGUAGES:
        return _shorten(asked)
    offers = [_weigh(offer) for offer in (accepted or "").split(",")]
    known = [(weight, name) for weight, name in offers if name in LANGUAGES and weight > 0.0]
    return max(known, key=lambda offer: offer[0])[1] if known else LANGUAGES[0]


def _weigh(offer: str) -> tuple[float, str]:
    """Return weight and language of one offer, such as ``zh-CN;q=0.8``; 0 where malformed."""
    tag, _, quality = offer.partition(";")
    number = quality.strip().removeprefix("q=") or "1"
    try:
        return float(number), _shorten(tag)
    except ValueError:
        return 0.0, _shorten(tag)


def _shorten(tag: str) -> str:
    return tag.strip().lower().partition("-")[0]
