"""A file of concepts as nodes and assertions of the map. Pure."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from graph.claims import Properties
from graph.ids import concept_id, is_safe
from graph.plans import Assertion, LeftOut, Node
from graph.prerequisites import find_closing
from graph.schema import EDGE_KINDS
from ingest.errors import RdfError
from ingest.skos import vocabulary as v
from ingest.skos.concepts import (
    Scheme,
    Subject,
    get_stem,
    read_concept,
    read_id,
    read_scheme,
    read_scheme_node,
)
from ingest.skos.files import Facts, name
from ingest.skos.labels import find_twice, list_literals, tag
from ingest.skos.relations import Relation, read_relations
from ingest.skos.values import read_text


@dataclass(frozen=True, slots=True)
class Languages:
    """Which is a framework's own, where the file does not say, and which are taken.

    Attributes:
        own: None: that of the framework, if the map has it, else English.
        only: those to take besides ``own``; none named: all of them.
    """

    own: str | None = None
    only: tuple[str, ...] = ()

    def list_taken(self, own: str) -> set[str]:
        """Return the languages to take as RDF tags them; empty: all of them."""
        tagged = {found for one in (own, *self.only) if (found := tag(one))}
        return tagged if self.only else set()


class Reader:
    """A file while it becomes nodes and assertions."""

    def __init__(
        self, path: Path, facts: dict[str, Facts], framework: str | None, language: str
    ) -> None:
        self._facts = facts
        self._schemes = {
            iri: scheme for iri, said in facts.items() if (scheme := read_scheme(iri, said))
        }
        self._foreign: Scheme | None = None
        if framework is not None:
            origin = f"skos:{framework.removeprefix('framework:')}"
            self._foreign = Scheme("", framework, "Framework", tag(language), origin)
        self.left_out: list[LeftOut] = []
        self._subjects: dict[str, Subject] = {}
        self._subjects = self._identify(path)

    def list_schemes(self, known: Collection[str]) -> list[Node]:
        """Return frameworks and courses; another's framework unless its id is ``known``."""
        nodes = []
        for iri, scheme in self._schemes.items():
            if scheme.label:
                subject = Subject(scheme.label, scheme.id, iri)
                read = read_scheme_node(subject, self._facts[iri], scheme.language)
                if read:  # else it is only named by others, and no node
                    nodes.append(Node(scheme.label, scheme.id, read))
        if self._foreign and self._foreign.id not in known and self._has_foreign():
            said = {"name": self._name_foreign(), "language": self._foreign.language}
            nodes.append(Node("Framework", self._foreign.id, {**said, "strict": False}))
        return nodes

    def list_concepts(self) -> list[Node]:
        """Return the concepts that can be taken in; what is wrong with one leaves it out."""
        nodes, seen = [], set[tuple[str, str]]()
        for iri, subject in self._subjects.items():
            wrong = _find_wrong(self._facts[iri])
            if wrong is None and (subject.label, subject.id) in seen:
                wrong = f"the id {subject.id} is another concept's"
            if wrong is None and not is_safe(subject.id):
                wrong = f"expected an id of letters, digits and ._~:-, found {subject.id!r}"
            if wrong is not None:
                self.left_out.append(LeftOut(iri, wrong))
                continue
            seen.add((subject.label, subject.id))
            nodes.append(Node(subject.label, subject.id, self._read(iri, subject)))
        return nodes

    def list_assertions(self) -> list[Assertion]:
        """Return what frameworks say; what the map has no place for is counted."""
        origins = {iri: self._scheme_of(iri).origin for iri in self._subjects}
        origins |= {iri: scheme.origin for iri, scheme in self._schemes.items()}
        misfits: Counter[str] = Counter()
        said: dict[str, Assertion] = {}
        otherwise = self._foreign.origin if self._foreign else None
        for relation in read_relations(self._facts, origins, otherwise):
            misfit = self._find_misfit(relation)
            if misfit is not None:
                misfits[misfit] += 1
            elif relation.block is not None:
                ends = self._get_id(relation.subject), self._get_id(relation.object)
                found = Assertion(v.RELATIONS[relation.predicate], *ends, relation.block)
                if said.setdefault(found.edge, found) is not found:
                    misfits["told twice, the first holds"] += 1
        self.left_out += [LeftOut(f"{n:,} relations", why) for why, n in sorted(misfits.items())]
        return self._drop_cycles(list(said.values()))

    def list_origins(self) -> list[str]:
        """Return the origins whose every relation the file holds."""
        found = {scheme.origin for scheme in self._schemes.values() if scheme.origin}
        if self._foreign and self._has_foreign():
            found.add(str(self._foreign.origin))
        return sorted(found)

    def _has_foreign(self) -> bool:
        return any(self._scheme_of(iri) is self._foreign for iri in self._subjects)

    def _identify(self, path: Path) -> dict[str, Subject]:
        """Return the concepts of the file; plain ones are abilities where no class is said."""
        labels: dict[str, str | None] = {}
        for iri, said in self._facts.items():
            types = {name(term) for term in said.get(v.TYPE, ())}
            label = next((v.LABELS[kind] for kind in sorted(types & v.LABELS.keys())), None)
            if label in {"Framework", "Course"} or not (label or v.CONCEPT in types):
                continue
            labels[iri] = label
        if not labels:
            raise RdfError(f"{path}: expected skos:Concept, found none in {len(self._facts)} nodes")
        default = None if any(labels.values()) else "Ability"
        groups = sum(1 for label in labels.values() if not (label or default))
        if groups:
            self.left_out.append(LeftOut(f"{groups:,} concepts", "neither skills nor occupations"))
        self._groups = {iri for iri, label in labels.items() if not (label or default)}
        return {
            iri: Subject(label or default or "", self._get_id(iri), iri)
            for iri, label in labels.items()
            if label or default
        }

    def _get_id(self, iri: str) -> str:
        known = self._schemes.get(iri) or self._subjects.get(iri)
        if known is not None:
            return known.id
        found = read_id(self._facts.get(iri, {}))
        return found or concept_id(self._foreign.id if self._foreign else "", iri)

    def _scheme_of(self, iri: str) -> Scheme:
        said = self._facts[iri]
        named = (name(term) for term in said.get(v.IN_SCHEME, ()))
        ours = next((self._schemes[one] for one in named if one in self._schemes), None)
        found = ours or self._foreign
        if found is None:
            raise RdfError(f"{iri}: expected --framework, for it is in no scheme of this program")
        return found

    def _read(self, iri: str, subject: Subject) -> Properties:
        said, scheme = self._facts[iri], self._scheme_of(iri)
        read = read_concept(subject, said, scheme)
        if read_id(said) is None:
            _complete(read, subject.label)
        return read

    def _find_misfit(self, relation: Relation) -> str | None:
        """Return why the map has no place for a relation, None where it has."""
        kind = EDGE_KINDS[v.RELATIONS[relation.predicate]]
        ends = (relation.subject, kind.from_label), (relation.object, kind.to_label)
        for iri, label in ends:
            if iri in self._groups:
                return "with what is neither a skill nor an occupation"
            found = self._label_of(iri)
            if found not in {None, label}:
                return f"{kind.type}: expected {label}, found {found}"
            if found is None and self._foreign is None:
                return "with what is no concept of the file"
        return None

    def _label_of(self, iri: str) -> str | None:
        if iri in self._schemes:
            return self._schemes[iri].label
        subject = self._subjects.get(iri)
        return subject.label if subject else None

    def _drop_cycles(self, items: list[Assertion]) -> list[Assertion]:
        """Leave out what would make an ability a part of itself."""
        parts = [(a.from_id, a.to_id) for a in items if a.type == "PART_OF"]
        closing = find_closing((), parts)
        for ends, cycle in closing.items():
            self.left_out.append(LeftOut(ends[0], "closes the cycle " + " -> ".join(cycle)))
        return [a for a in items if a.type != "PART_OF" or (a.from_id, a.to_id) not in closing]

    def _name_foreign(self) -> str:
        titles = {
            title
            for iri, said in self._facts.items()
            if iri not in self._schemes and v.SCHEME in map(name, said.get(v.TYPE, ()))
            if (title := read_text(said, v.TITLE) or read_text(said, v.NAME))
        }
        tail = self._foreign.id.removeprefix("framework:") if self._foreign else ""
        return titles.pop() if len(titles) == 1 else tail


def _find_wrong(facts: Facts) -> str | None:
    """Return what is wrong with a concept, None if nothing."""
    names = list_literals(facts, v.NAME)
    if not names:
        return "expected a preferred label, found none"
    if twice := find_twice(names):
        return f"expected one preferred label in a language, found two in {twice}"
    status = read_text(facts, v.STATUS)
    return f"its status is {status!r}" if status not in {None, "released"} else None


def _complete(read: Properties, label: str) -> None:
    """Give another's concept what it lacks, a name in the default language and a scope.

    A region's name that is the default one (ESCO's ``en-us``) is dropped.
    """
    stem = get_stem(label)
    named = sorted(key for key in read if key.startswith(f"{stem}_"))
    if stem not in read:
        read[stem] = read[f"{stem}_en" if f"{stem}_en" in named else named[0]]
    for key in named:
        if key.count("_") > 1 and read[key] == read[stem]:
            del read[key]
    if label == "Ability":
        read.setdefault("scope", "profession")
