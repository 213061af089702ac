"""The Q matrix of the graph beside its answers: suggestions for people, never a change."""

from dataclasses import dataclass
from pathlib import Path

from graph.events import list_answers
from graph.store import Store
from learner.answer_sheets import ByQuestion, fill_sheet, group_answers
from learner.dina import Dina
from learner.fitted import FittedBlock, load_diagnosis
from learner.q_suggestions import suggest_rows
from learner.responses import Responses


@dataclass(frozen=True, slots=True)
class RowSuggestion:
    """Another row of the Q matrix for a question; :class:`learner.q_suggestions.Suggestion`.

    Attributes:
        now: ids of the points that the question needs as the matrix says it; ``rather`` as the
            answers say it.
    """

    question_id: str
    now: tuple[str, ...]
    rather: tuple[str, ...]
    answers: int
    pvaf: float
    pvaf_rather: float
    rmsea: float
    rmsea_rather: float


def review_q_matrix(store: Store, home: Path) -> list[RowSuggestion]:
    """Return the questions whose row the answers speak against, those that fit worst first.

    Blocks that are fitted by mean field are not reviewed.

    Raises:
        NotFittedError: no model was fitted yet.
    """
    fitted = load_diagnosis(store, home)
    answers = group_answers(list_answers(store))
    found = [row for each in fitted.blocks for row in _review(each, answers)]
    return sorted(found, key=lambda row: (-row.rmsea, row.question_id))


def _review(each: FittedBlock, answers: ByQuestion) -> list[RowSuggestion]:
    if not isinstance(each.model, Dina):
        return []
    sheet = fill_sheet(each.block, answers)
    responses = Responses(sheet.scores, sheet.answered, each.block.q)
    points = each.block.points
    return [
        RowSuggestion(
            each.block.questions[found.item],
            tuple(points[skill] for skill in found.now),
            tuple(points[skill] for skill in found.rather),
            found.answers,
            found.pvaf,
            found.pvaf_rather,
            found.rmsea,
            found.rmsea_rather,
        )
        for found in suggest_rows(each.model, responses)
    ]
