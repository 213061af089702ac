"""How demand changes, over HTTP."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Limit, StoreDep
from mining.market import PERIODS, By, Kind, Market, Share, list_shares, measure_market

router = APIRouter(tags=["trends"])
Periods = Annotated[int, Query(ge=2, le=240, description="how many periods, the newest")]
JobId = Annotated[str | None, Query(max_length=200, description="Job.id: its postings alone")]


@router.get("/trends")
def get_trends(
    store: StoreDep,
    of: Kind = "abilities",
    by: By = "month",
    periods: Periods = PERIODS,
    limit: Limit = 50,
) -> Market:
    """Return which abilities, or jobs, all postings ask for more or less often than before."""
    return _cut(measure_market(store, of, by, None, periods), limit)


@router.get("/jobs/{job_id}/trends")
def get_trends_of(
    job_id: str, store: StoreDep, by: By = "month", periods: Periods = PERIODS, limit: Limit = 50
) -> Market:
    """Return what a job's postings ask for more or less often than before."""
    return _cut(measure_market(store, "abilities", by, job_id, periods), limit)


@router.get("/abilities/{ability_id}/trend")
def get_trend_of(
    ability_id: str,
    store: StoreDep,
    by: By = "month",
    job: JobId = None,
    periods: Periods = PERIODS,
) -> list[Share]:
    """Return how often an ability was asked for in each period, with intervals."""
    return list_shares(measure_market(store, "abilities", by, job, periods), ability_id)


def _cut(market: Market, limit: int) -> Market:
    return replace(market, movements=market.movements[:limit])
