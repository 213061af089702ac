"""ESCO's own form of RDF: names and descriptions that are nodes of their own, made plain."""

from collections.abc import Collection, Mapping

from pyoxigraph import Literal

from ingest.skos import vocabulary as v
from ingest.skos.files import Facts, name
from ingest.skos.labels import tag
from ingest.skos.values import read_text


def unfold(facts: Mapping[str, Facts], languages: Collection[str] = ()) -> None:
    """Add to each subject, as literals, the names and descriptions that it only points to.

    Of descriptions only those in ``languages`` are taken; none named: all of them.
    """
    for said in facts.values():
        for pointer, predicate in v.XL_LABELS.items():
            for term in said.get(pointer, ()):
                forms = facts.get(name(term), {}).get(v.XL_FORM, ())
                said.setdefault(predicate, []).extend(forms)
        for term in list(said.get(v.DESCRIPTION, ())):
            texts = _read_node_literal(facts.get(name(term), {}))
            said[v.DESCRIPTION] += [t for t in texts if not languages or t.language in languages]


def _read_node_literal(said: Facts) -> list[Literal]:
    text, language = read_text(said, v.NODE_LITERAL), tag(read_text(said, v.NODE_LANGUAGE))
    if text is None:
        return []
    return [Literal(text, language=language) if language else Literal(text)]
