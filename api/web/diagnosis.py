"""The page of one learner's diagnosis, from values to HTML."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from api.web.environment import ENVIRONMENT, read_stylesheet
from api.web.messages import get_messages
from learner.questions import NextQuestion
from learner.standing import PointStanding, Standing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A standing, sorted as the page shows it.

    Attributes:
        strong: mastered, the surest first.
        weak: not mastered or fading, the weakest first.
        due: those to review, the longest due first; ``next_reviews`` those that come.
        unknown: those that no answer tells, by course.
        judged: how many points have evidence.
    """

    strong: tuple[PointStanding, ...]
    weak: tuple[PointStanding, ...]
    due: tuple[PointStanding, ...]
    next_reviews: tuple[PointStanding, ...]
    unknown: tuple[tuple[str, tuple[PointStanding, ...]], ...]
    judged: int


def render_diagnosis_page(
    standing: Standing, asks: NextQuestion | None, language: str = "en"
) -> str:
    """Return the page of a diagnosis; ``asks`` is what to test next, None without a model."""
    switch = f"/ui/learners/{quote(standing.learner.learner_id, safe=':')}/diagnosis?"
    return _render(standing, asks, language, switch=switch)


def render_diagnosis_report(
    standing: Standing, asks: NextQuestion | None, language: str = "en"
) -> str:
    """Return the same as one file that needs neither a server nor a network."""
    return _render(standing, asks, language, stylesheet=read_stylesheet())


def sort_points(points: Sequence[PointStanding]) -> Sheet:
    """Return points as the page shows them."""
    counts = Counter(point.verdict for point in points)
    strong = [point for point in points if point.verdict == "strong"]
    weak = [point for point in points if point.verdict in {"weak", "fading"}]
    coming = [p for p in points if p.verdict == "strong" and p.review_at and not p.due]
    unknown = [point for point in points if point.verdict == "unknown"]
    return Sheet(
        tuple(sorted(strong, key=lambda p: (-p.retained, -p.evidence, p.name, p.point_id))),
        tuple(sorted(weak, key=lambda p: (p.retained, -p.evidence, p.name, p.point_id))),
        tuple(sorted((p for p in points if p.due), key=_by_review)),
        tuple(sorted(coming, key=_by_review)),
        tuple((course, tuple(each)) for course, each in groupby(unknown, lambda p: p.course or "")),
        len(points) - counts["unknown"],
    )


def _by_review(point: PointStanding) -> tuple[str, str]:
    return point.review_at or "", point.point_id


def _render(standing: Standing, asks: NextQuestion | None, language: str, **more: object) -> str:
    return ENVIRONMENT.get_template("diagnosis.html").render(
        standing=standing,
        learner=standing.learner,
        sheet=sort_points(standing.points),
        asks=asks,
        language=language,
        messages=get_messages(language),
        say=get_messages(language).say,
        **more,
    )
