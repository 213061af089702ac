"""Jobs over HTTP."""

from dataclasses import asdict

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import AsOf, Limit, StoreDep
from graph.jobs import JobSummary, Requirement, list_jobs
from graph.past_jobs import get_past_job
from graph.summaries import Summary, get_summary

router = APIRouter(prefix="/jobs", tags=["jobs"])


class JobOut(BaseModel):
    """A job with what it requires, most demanded first, at changeset ``seq``."""

    seq: int
    job_id: str
    title: str
    title_zh: str | None
    description: str | None
    uri: str | None
    framework: str | None
    requirements: list[Requirement]


@router.get("")
def list_all(store: StoreDep, limit: Limit = 100) -> list[JobSummary]:
    """List jobs, those with most postings first."""
    return list_jobs(store, limit)


@router.get("/{job_id}")
def get_one(job_id: str, store: StoreDep, as_of: AsOf = None, limit: Limit = 200) -> JobOut:
    """Return a job with the abilities it requires, or required, and where each number is from."""
    found = get_past_job(store, job_id, as_of, limit)
    return JobOut(seq=found.seq, **asdict(found.job), requirements=found.requirements)


@router.get("/{job_id}/summary")
def get_summary_of(job_id: str, store: StoreDep, limit: Limit = 10) -> Summary:
    """Return what a job asks for more than the jobs of its class do, with one sentence each."""
    return get_summary(store, job_id, limit)
