"""Whole pages, from values to HTML."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from api.web.drawing import draw_path
from api.web.environment import ENVIRONMENT, read_stylesheet
from api.web.messages import get_messages
from api.web.views import list_course_keys, list_later, list_stages, sum_up
from api.web.wording import make_wording
from graph.jobs import Job, JobSummary
from graph.learners import Learner, LearnerSummary
from recommend.paths import Path


def render_learner_page(
    path: Path, learner: Learner, job: Job, jobs: Sequence[JobSummary], language: str = "en"
) -> str:
    """Return the page of a learner's gaps and path for a job; ``jobs`` are those to switch to."""
    listed = list(jobs)
    if all(other.job_id != job.job_id for other in listed):
        listed.insert(0, JobSummary(job.job_id, job.title, job.title_zh, 0, 0))
    query = urlencode({"job": job.job_id})
    switch = f"/ui/learners/{quote(learner.learner_id, safe=':')}?{query}&"
    return _render_path(path, learner, job, language, jobs=listed, switch=switch)


def render_report(
    path: Path, learner: Learner, job: Job, generated_at: str, language: str = "en"
) -> str:
    """Return the same as one file that needs neither a server nor a network."""
    return _render_path(
        path, learner, job, language, stylesheet=read_stylesheet(), generated_at=generated_at
    )


def render_start_page(
    learners: Sequence[LearnerSummary],
    jobs: Sequence[JobSummary],
    language: str = "en",
    chosen: str | None = None,
) -> str:
    """Return the page to choose from; ``chosen`` is a learner who lacks a job."""
    titles = {job.job_id: job.title_zh for job in jobs if language == "zh" and job.title_zh}
    return ENVIRONMENT.get_template("start.html").render(
        learners=learners,
        jobs=jobs,
        titles=titles,
        chosen=chosen,
        language=language,
        say=get_messages(language).say,
        switch="/?",
    )


def render_message_page(status: int, title: str, text: str, language: str = "en") -> str:
    """Return a page that says what went wrong and leads back to the start."""
    return ENVIRONMENT.get_template("message.html").render(
        status=status, title=title, text=text, language=language, say=get_messages(language).say
    )


def _render_path(path: Path, learner: Learner, job: Job, language: str, **more: object) -> str:
    wording = make_wording(path, job, language)
    return ENVIRONMENT.get_template("learner.html").render(
        path=path,
        learner=learner,
        job=job,
        language=language,
        wording=wording,
        say=wording.messages.say,
        figures=sum_up(path),
        stages=list_stages(path),
        courses=list_course_keys(path),
        later=list_later(path),
        positions={step.point.point_id: step for step in path.steps},
        drawing=draw_path(path, language, wording.name(job.job_id, job.title)),
        **more,
    )
