"""Profiles: the wording that ships with the application, and what an institution adds to it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

import yaml

from ingest.errors import SyllabusError
from ingest.syllabi.headings import GROUPS, LISTS, Headings
from text.normalise import normalise

SHIPPED = Path(__file__).with_name("headings.yaml")
COURSE = ("level", "provider", "credits", "hours")
KEYS = ("name", "language", "course", "chapter", *GROUPS, *LISTS)
LANGUAGE = re.compile(r"[a-z]{2,3}")
NUMBER = re.compile(r"\d{1,4}(?:\.\d+)?")


def find_profile(folder: Path, provider: str | None) -> Path | None:
    """Return the profile of a provider, ``<provider>.yaml``, in a folder; None without one."""
    file = folder / f"{provider}.yaml"
    return file if provider and file.is_file() else None


@lru_cache(maxsize=16)
def read_headings(profile: Path | None = None) -> Headings:
    """Return the shipped wording, with an institution's own where there is a profile.

    What a profile says of a word stands before what is shipped.

    Raises:
        SyllabusError: the profile cannot be read, or a key holds what it must not: the message
            names file and key, what was expected and what was found.
    """
    shipped = _load(SHIPPED)
    own = _load(profile) if profile else {}
    if profile:
        _check(own, shipped, profile.name)
    lists = {
        name: tuple(dict.fromkeys(map(normalise, [*own.get(name, ()), *shipped[name]])))
        for name in LISTS
    }
    plain = Headings({}, lists)
    groups = {
        group: {
            plain.reduce(normalise(word)): meaning
            for said in (shipped, own)
            for meaning, words in said.get(group, {}).items()
            for word in words
        }
        for group in GROUPS
    }
    course = MappingProxyType(dict(own.get("course", {})))
    return Headings(groups, lists, tuple(own.get("chapter", ())), own.get("language"), course)


def _load(file: Path) -> dict[str, Any]:
    """Return the mapping that a YAML file holds, its scalars as text."""
    try:
        data = yaml.BaseLoader(file.read_text(encoding="utf-8")).get_single_data()
    except OSError as error:
        raise SyllabusError(f"{file}: expected a profile, found none") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SyllabusError(f"{file.name}: expected YAML, found {_squeeze(error)}") from error
    if not isinstance(data, dict):
        raise SyllabusError(f"{file.name}: expected keys with their words, found {data!r:.60}")
    return data


def _check(own: Mapping[str, object], shipped: Mapping[str, object], name: str) -> None:
    """Raise SyllabusError at the first key of a profile that is not as it must be."""
    for key, value in own.items():
        if key not in KEYS:
            _refuse(name, key, f"one of {', '.join(KEYS)}", key)
        if key in LISTS or key == "chapter":
            _check_words(name, key, value)
        elif key in GROUPS:
            _check_group(name, key, value, shipped[key])
    _check_language(name, own.get("language"))
    _check_course(name, own.get("course", {}))
    _check_chapters(name, own.get("chapter", ()))


def _check_group(name: str, group: str, value: object, shipped: object) -> None:
    if not isinstance(value, dict) or not isinstance(shipped, dict):
        _refuse(name, group, "meanings with their words", value)
    seen: dict[str, str] = {}
    for meaning, words in value.items():
        if meaning not in shipped and (group != "languages" or not LANGUAGE.fullmatch(meaning)):
            _refuse(name, f"{group}.{meaning}", f"one of {', '.join(shipped)}", meaning)
        for word in _check_words(name, f"{group}.{meaning}", words):
            other = seen.setdefault(normalise(word), meaning)
            if other != meaning:
                _refuse(name, f"{group}.{meaning}", "a word of one meaning", f"{word} of {other}")


def _check_words(name: str, key: str, value: object) -> Sequence[str]:
    if not isinstance(value, list):
        _refuse(name, key, "a list of words", value)
    for word in value:
        if not isinstance(word, str) or not word.strip():
            _refuse(name, key, "words", word)
    return value


def _check_language(name: str, value: object) -> None:
    if value is not None and not (isinstance(value, str) and LANGUAGE.fullmatch(value)):
        _refuse(name, "language", "a code such as de", value)


def _check_course(name: str, value: object) -> None:
    if not isinstance(value, dict):
        _refuse(name, "course", f"some of {', '.join(COURSE)}", value)
    for key, said in value.items():
        if key not in COURSE:
            _refuse(name, f"course.{key}", f"one of {', '.join(COURSE)}", key)
        if not isinstance(said, str) or not said.strip():
            _refuse(name, f"course.{key}", "text", said)
        if key in {"credits", "hours"} and not NUMBER.fullmatch(said):
            _refuse(name, f"course.{key}", "a number", said)


def _check_chapters(name: str, patterns: object) -> None:
    for pattern in patterns if isinstance(patterns, list) else ():
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            _refuse(name, "chapter", "a regular expression", f"{pattern} ({error})")
        if groups > 1:
            _refuse(name, "chapter", "at most one group, of the number", pattern)


def _refuse(name: str, key: str, expected: str, found: object) -> NoReturn:
    said = found if isinstance(found, str) else repr(found)
    raise SyllabusError(f"{name}: {key}: expected {expected}, found {said[:80] or 'nothing'}")


def _squeeze(error: Exception) -> str:
    return " ".join(str(error).split())
