"""How demand changes, over HTTP."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Limit, StoreDep
from mining.market import PERIODS, By, Kind, Market, measure_market

router = APIRouter(tags=["trends"])
Periods = Annotated[int, Query(ge=2, le=240, description="how many periods, the newest")]


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


def _cut(market: Market, limit: int) -> Market:
    return replace(market, movements=market.movements[:limit])
