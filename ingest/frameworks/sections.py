"""A YAML file that people write, read strictly: what is not expected is named with its line."""

from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from ingest.errors import RawFileError


class Section(dict[str, object]):
    """A mapping of the file and the line on which it begins."""

    line: int = 1


class SectionReader:
    """Reads one file; anchors and keys that stand twice are refused."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: set[int] = set()

    def read(self) -> Section:
        """Return the whole file.

        Raises:
            RawFileError: no such file, no YAML, or no mapping.
        """
        try:
            text = self._path.read_text(encoding="utf-8-sig")
            root = yaml.compose(text, Loader=yaml.BaseLoader)
            told = self._convert(root) if root else None
        except OSError as error:
            raise RawFileError(
                f"{self._path}: expected a readable file: {error.strerror}"
            ) from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise RawFileError(
                f"{self._path}:{line}: expected YAML, found {error.problem}"
            ) from error
        except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
            raise RawFileError(f"{self._path}: expected YAML in UTF-8, found {error}") from error
        if not isinstance(told, Section):
            raise RawFileError(f"{self._path}:1: expected a mapping, found none")
        return told

    def fault(self, section: Section, key: str, expected: str, found: object) -> RawFileError:
        """Return what is wrong with a key of a section."""
        return RawFileError(
            f"{self._path}:{section.line}: {key}: expected {expected}, found {found}"
        )

    def check_keys(
        self, section: Section, is_known: Callable[[str], bool], known: str, needed: Sequence[str]
    ) -> None:
        """Refuse a key that is not known, or the lack of one that is needed."""
        for name in section:
            if not is_known(name):
                raise self.fault(section, name, f"one of {known}", name)
        for name in needed:
            if name not in section:
                raise self.fault(section, name, "to be there", "none")

    def section(self, parent: Section, name: str) -> Section:
        """Return a mapping, an empty one if it is not there."""
        found = parent.get(name, Section())
        if isinstance(found, Section):
            return found
        raise self.fault(parent, name, "a mapping", repr(found))

    def sections(self, parent: Section, name: str) -> list[Section]:
        """Return a list of mappings, an empty one if it is not there."""
        found = parent.get(name, [])
        if isinstance(found, list):
            sections = [each for each in found if isinstance(each, Section)]
            if len(sections) == len(found):
                return sections
        raise self.fault(parent, name, "a list of mappings", repr(found))

    def text(self, section: Section, name: str, otherwise: str = "") -> str:
        """Return a text."""
        found = section.get(name, otherwise)
        if isinstance(found, str):
            return found
        raise self.fault(section, name, "a text", found)

    def texts(self, section: Section, name: str) -> list[str]:
        """Return a list of texts, an empty one if it is not there."""
        found = section.get(name, [])
        if isinstance(found, list):
            texts = [each for each in found if isinstance(each, str)]
            if len(texts) == len(found):
                return texts
        raise self.fault(section, name, "a list of texts", found)

    def _convert(self, node: yaml.Node) -> object:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        if id(node) in self._seen:
            raise RawFileError(f"{self._path}:{line}: expected no anchors, found one")
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self._convert(each) for each in node.value]
        section = Section()
        section.line = line
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode) or name.value in section:
                raise RawFileError(
                    f"{self._path}:{name.start_mark.line + 1}: expected each key once, "
                    f"found {name.value!r} again"
                )
            section[str(name.value)] = self._convert(value)
        return section
