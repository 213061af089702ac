"""How the command line says why a rule was kept or dropped."""

from collections.abc import Iterator, Sequence

from api.commands.printing import Format, console, print_rows
from api.session import Session
from mining.apriori import Thresholds
from mining.explanation import Explanation
from mining.judgements import explain_in_corpora

_SIGNS = {True: "+", False: "-", None: " "}


def explain_rules(
    session: Session,
    rule: tuple[str, str],
    thresholds: Thresholds,
    corpora: Sequence[str],
    form: Format | None,
) -> None:
    """Print, corpus by corpus, why a rule is kept or dropped; a body of several by commas."""
    body, head = rule
    told = explain_in_corpora(session.store, body.split(","), head, thresholds, corpora)
    if form in {None, Format.TABLE}:
        for corpus, found in told:
            for line in _say(corpus, found):
                console.print(line, soft_wrap=True)
    else:
        rows = [row for corpus, found in told if found for row in _list_checks(corpus, found)]
        print_rows(rows, form or Format.TABLE)


def _say(corpus: str, found: Explanation | None) -> Iterator[str]:
    if found is None:
        yield f"{corpus}: it would tell of fewer than 10 learners"
        return
    yield (
        f"{corpus}: {'kept' if found.kept else 'dropped'}; {found.count} of {found.transactions} "
        f"hold both, {found.body_count} the body, {found.head_count} the head"
    )
    for check in found.checks:
        yield f"  {_SIGNS[check.passed]} {check.name}: {check.text}"


def _list_checks(corpus: str, found: Explanation) -> Iterator[dict[str, object]]:
    for check in found.checks:
        yield {
            "corpus": corpus,
            "kept": found.kept,
            "check": check.name,
            "passed": check.passed,
            "measured": check.measured,
            "asked": check.asked,
            "why": check.text,
        }
