"""The web pages: choose a learner and a job, see the gaps and the path."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Header, Query
from fastapi.responses import HTMLResponse, RedirectResponse

from api.dependencies import HomeDep, StoreDep
from api.web.diagnosis import render_diagnosis_page
from api.web.messages import choose_language, get_messages
from api.web.rendering import render_learner_page, render_message_page, render_start_page
from graph.errors import UnknownIdError
from graph.jobs import get_job, list_jobs
from graph.learners import get_learner, list_learners
from graph.store import Store
from learner.errors import NotFittedError
from learner.standing import read_standing
from recommend.asking import find_question_for
from recommend.paths import plan_path

router = APIRouter(default_response_class=HTMLResponse)


def get_language(
    lang: Annotated[str | None, Query()] = None,
    accept_language: Annotated[str | None, Header()] = None,
) -> str:
    """Return the language to answer in."""
    return choose_language(lang, accept_language)


Language = Annotated[str, Depends(get_language)]


@router.get("/")
def show_start(store: StoreDep, language: Language) -> HTMLResponse:
    """Show learners and jobs to choose from."""
    return HTMLResponse(render_start_page(list_learners(store), list_jobs(store), language))


@router.get("/ui/learners")
def choose_learner(learner: str, language: Language, job: str | None = None) -> RedirectResponse:
    """Lead from the form to the page of the learner chosen."""
    query = {"job": job} if job else {}
    target = f"/ui/learners/{quote(learner.strip(), safe=':')}"
    return RedirectResponse(f"{target}?{urlencode(query | {'lang': language})}", status_code=303)


@router.get("/ui/learners/{learner_id}")
def show_learner(
    learner_id: str, store: StoreDep, language: Language, job: str | None = None
) -> HTMLResponse:
    """Show the gaps and the path of a learner for a job, by default the one aimed at."""
    try:
        return HTMLResponse(_render(store, learner_id, job, language))
    except UnknownIdError as error:
        return HTMLResponse(_render_unknown(error, language), status_code=404)


@router.get("/ui/learners/{learner_id}/diagnosis")
def show_diagnosis(
    learner_id: str, store: StoreDep, home: HomeDep, language: Language
) -> HTMLResponse:
    """Show what a learner masters, how surely, and what to test next."""
    at = datetime.now(UTC)
    try:
        standing = read_standing(store, home, learner_id, at)
    except UnknownIdError as error:
        return HTMLResponse(_render_unknown(error, language), status_code=404)
    try:
        asks = find_question_for(store, home, learner_id, at)
    except NotFittedError:
        asks = None
    return HTMLResponse(render_diagnosis_page(standing, asks, language))


def _render(store: Store, learner_id: str, job_id: str | None, language: str) -> str:
    learner = get_learner(store, learner_id)
    jobs = list_jobs(store)
    chosen = job_id or learner.target_id
    if chosen is None:
        return render_start_page(list_learners(store), jobs, language, chosen=learner_id)
    path = plan_path(store, learner_id, chosen)
    return render_learner_page(path, learner, get_job(store, chosen), jobs, language)


def _render_unknown(error: UnknownIdError, language: str) -> str:
    say = get_messages(language).say
    key = {"Learner": "_learner", "Job": "_job"}.get(error.label, "")
    text = say(f"message.unknown{key}", id=error.node_id)
    return render_message_page(404, say("message.unknown_title"), text, language)
