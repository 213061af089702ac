"""Names, aliases and descriptions in their languages, and back. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from graph.claims import Properties
from ingest.skos import vocabulary as v
from ingest.skos.files import Facts
from text.normalise import CJK

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_CJK = re.compile(f"[{CJK}]")


def tag(language: object) -> str | None:
    """Return a language as RDF tags it (``zh-hans``), None for what is no such tag."""
    said = str(language or "").lower().replace("_", "-")
    return said if _TAG.fullmatch(said) else None


def tell_texts(
    properties: Properties, stem: str, predicate: str, language: str | None
) -> Iterator[tuple[str, Literal]]:
    """Yield a text in every language that the node has it in: ``name``, ``name_zh``, ..."""
    for key, value in sorted(properties.items()):
        told = _language_of(key, stem)
        if told is None or not isinstance(value, str) or told == language:
            continue
        here = told or language
        yield predicate, Literal(value, language=here) if here else Literal(value)


def read_texts(literals: Iterable[Literal], stem: str, language: str | None) -> Properties:
    """Return ``name`` (the default language, or no tag) and ``name_<language>``."""
    read: Properties = {}
    for literal in literals:
        here = literal.language
        if here in {None, language}:
            read[stem] = clean(literal.value)
        else:
            read[f"{stem}_{str(here).replace('-', '_')}"] = clean(literal.value)
    return read


def tell_aliases(
    properties: Properties, names: Iterable[Literal], language: str | None
) -> Iterator[tuple[str, Literal]]:
    """Yield the other names that SKOS allows: none is also a preferred or another other name."""
    taken = set(names)
    for key, predicate in (("aliases", v.ALIAS), ("aliases_hidden", v.HIDDEN)):
        said = properties.get(key)
        for alias in said if isinstance(said, list) else ():
            here = "zh" if _CJK.search(str(alias)) else language
            literal = Literal(str(alias), language=here) if here else Literal(str(alias))
            if literal not in taken:
                taken.add(literal)
                yield predicate, literal


def read_aliases(facts: Facts) -> Properties:
    """Return ``aliases`` and ``aliases_hidden``, each sorted, whatever their language."""
    read: Properties = {}
    for key, predicate in (("aliases", v.ALIAS), ("aliases_hidden", v.HIDDEN)):
        names = {clean(term.value) for term in list_literals(facts, predicate)}
        if names - {""}:
            read[key] = sorted(names - {""})
    return read


def list_literals(facts: Facts, predicate: str) -> list[Literal]:
    """Return the literals that are said."""
    return [term for term in facts.get(predicate, ()) if isinstance(term, Literal)]


def find_twice(literals: Iterable[Literal]) -> str | None:
    """Return a language (or "no language") in which two different names are preferred."""
    names = {(literal.language, clean(literal.value)) for literal in literals}
    counted = Counter(language for language, _ in names)
    twice = sorted(str(language or "no language") for language, n in counted.items() if n > 1)
    return twice[0] if twice else None


def clean(text: str) -> str:
    """Return a text without the tabs, hard and stray blanks that some carry."""
    return " ".join(text.split())


def _language_of(key: str, stem: str) -> str | None:
    """Return "" for the stem itself, a language for ``<stem>_<language>``, else None."""
    if key == stem:
        return ""
    found = tag(key.removeprefix(f"{stem}_")) if key.startswith(f"{stem}_") else None
    return found if found and key == f"{stem}_{found.replace('-', '_')}" else None
