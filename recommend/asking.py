"""What to ask a learner next for a job."""

from datetime import datetime
from pathlib import Path

from graph.learners import get_learner
from graph.redirects import follow
from graph.store import Store
from learner.questions import NextQuestion, find_next_question
from recommend.maps import read_job_map


def find_question_for(
    store: Store, home: Path, learner_id: str, at: datetime, job_id: str | None = None
) -> NextQuestion:
    """Return the question that tells most, at a time, of the points that a job rests on.

    The job is by default the one that the learner aims at; without any, all points are asked for.

    Raises:
        UnknownIdError: no such learner or job.
        NotFittedError: no model was fitted yet.
    """
    job = job_id or get_learner(store, learner_id).target_id
    wanted = read_job_map(store, follow(store, job)).points if job else None
    return find_next_question(store, home, learner_id, at, wanted)
