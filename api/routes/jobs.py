"""Jobs over HTTP."""

from dataclasses import asdict

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import Limit, StoreDep
from graph.jobs import JobSummary, Requirement, get_job, list_jobs, list_requirements

router = APIRouter(prefix="/jobs", tags=["jobs"])


class JobOut(BaseModel):
    """A job with what it requires, most demanded first."""

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
def get_one(job_id: str, store: StoreDep, limit: Limit = 200) -> JobOut:
    """Return a job with the abilities it requires and where each number comes from."""
    job = get_job(store, job_id)
    return JobOut(**asdict(job), requirements=list_requirements(store, job_id, limit))
