"""The templates, and what they may call."""

from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.web.numerals import format_decimal, format_percent

_HERE = Path(__file__).parent


def read_stylesheet() -> str:
    """Return the style sheet, for pages that carry it within."""
    return (_HERE / "static" / "journeyman.css").read_text(encoding="utf-8")


def is_linkable(url: str | None) -> bool:
    """Return whether a URL from outside may become a link: http and https alone."""
    try:
        return url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def shorten(text: str, length: int = 120) -> str:
    """Return a text of at most ``length`` characters, what is cut ending in "…"."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def make_environment() -> Environment:
    """Return the templates: all escaped, and nothing undefined passes."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": format_percent,
        "decimal": format_decimal,
        "shorten": shorten,
        "segment": lambda text: quote(text, safe=":"),
        "length_of": lambda share: f"{min(max(share, 0.0), 1.0) * 100:.2f}%",
    }
    environment.tests["linkable"] = is_linkable
    return environment


ENVIRONMENT = make_environment()
