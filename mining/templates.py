"""Templates as people write them: ``K>A`` for rules from knowledge points to abilities."""

from collections.abc import Iterable, Mapping, Sequence

from mining.errors import TemplateError
from mining.itemsets import Template, read_type

TYPES: Mapping[str, str] = {
    "K": "knowledge point",
    "O": "ability point, an outcome of a course",
    "A": "professional ability",
    "J": "job",
}
"""The types that corpora are made of."""


def parse_templates(text: str) -> list[Template]:
    """Return the templates of a list such as ``K>A, A>J``, of whatever types.

    Raises:
        TemplateError: another form.
    """
    templates = []
    for part in text.split(","):
        body, arrow, head = (each.strip() for each in part.partition(">"))
        if not (arrow and body and head):
            raise TemplateError(f"expected templates such as K>A,A>J, found {text!r}")
        templates.append(Template(body, head))
    return templates


def check_templates(templates: Sequence[Template], items: Iterable[str] = ()) -> None:
    """Refuse templates whose types are neither ours nor those of the items.

    Raises:
        TemplateError: a type that nothing has; names those that there are.
    """
    known = set(TYPES) | {read_type(item) for item in items}
    for template in templates:
        for each in (template.body_type, template.head_type):
            if each not in known:
                ours = ", ".join(f"{letter} ({word})" for letter, word in TYPES.items())
                others = sorted(known - set(TYPES))
                listed = f"{ours}, {', '.join(others)}" if others else ours
                found = f"{template.body_type}>{template.head_type}"
                raise TemplateError(f"expected the types {listed}, found {each!r} in {found}")
