"""How demand moves, as one HTML file with its plots."""

from collections.abc import Iterator, Sequence

from api.web.charts import Bar, Line, draw_bars, draw_lines
from api.web.figures import Section, render_figures
from api.web.scales import Axis
from mining.market import Market, Movement, list_shares
from mining.trends import MOST_FALSE

_PLOTTED = 4
_COLUMNS = (
    *("name", "verdict", "postings", "then", "now", "now, drawn to all", "change inside jobs"),
    *("odds, with interval", "false discovery rate"),
)
_LIST = 100


def render_market(market: Market, title: str) -> str:
    """Return the file: how many postings there were, what emerges, what fades, all in a table."""
    return render_figures(title, list(_list_sections(market)))


def describe_market(market: Market) -> str:
    """Return in a sentence what was looked at and what was found."""
    found = {
        verdict: sum(each.verdict == verdict for each in market.movements)
        for verdict in ("emerging", "fading", "no change shown", "too few to tell")
    }
    counts = ", ".join(f"{count} {verdict}" for verdict, count in found.items())
    span = f"{market.periods[0]} to {market.periods[-1]}" if market.periods else "no period"
    left = [f"{market.undated} without a day"] if market.undated else []
    left += [f"{market.older} older"] if market.older else []
    out = f" (left out: {', '.join(left)})" if left else ""
    return f"{sum(market.postings)} postings, {span}{out}; {market.of}: {counts}"


def _list_sections(market: Market) -> Iterator[Section]:
    bars = [Bar(*each) for each in zip(market.periods, market.postings, strict=True)]
    about = f"{describe_market(market)}.\n\n{_explain(market)}"
    yield Section("Postings", about, drawing=draw_bars(bars, Axis("postings"), "Postings"))
    for verdict in ("emerging", "fading"):
        moves = [each for each in market.movements if each.verdict == verdict]
        if moves:
            drawn = moves[:_PLOTTED]
            names = ", ".join(each.name for each in drawn)
            yield Section(verdict.capitalize(), names, drawing=_draw(market, drawn, verdict))
    by_mix = [each.name for each in market.movements if each.by_mix]
    if by_mix:
        yield Section(
            "Moved by the mix of jobs",
            "Their share moves because other jobs are advertised than before; inside the jobs no "
            f"change is shown: {', '.join(by_mix)}.",
        )
    rows = tuple(_list_cells(each) for each in market.movements[:_LIST])
    yield Section(f"All {market.of}", columns=_COLUMNS, rows=rows)


def _explain(market: Market) -> str:
    inside = "" if market.of == "jobs" or market.job_id else " inside the jobs"
    return (
        f"A verdict is a trend{inside} at a false discovery rate of {MOST_FALSE:.0%}. Then and "
        "now are shares of the postings in the first and in the second half of the time; odds say "
        "how many times the odds of being asked for have become over the whole time, with an "
        "interval of 95 %."
    )


def _draw(market: Market, moves: Sequence[Movement], title: str) -> str:
    names = tuple(market.periods)
    lines = [_trace(market, each, band=len(moves) == 1) for each in moves]
    x, y = Axis("", names=names), Axis("share of postings", low=0.0, percent=True)
    return draw_lines(lines, x, y, title)


def _trace(market: Market, move: Movement, *, band: bool) -> Line:
    """Return the share of each period that has postings, at the number of the period."""
    told = [(at, each) for at, each in enumerate(list_shares(market, move.id)) if each.postings]
    points = tuple((float(at), each.share or 0.0) for at, each in told)
    spread = tuple((float(at), each.low, each.high) for at, each in told) if band else ()
    return Line(move.name, points, spread)


def _list_cells(move: Movement) -> tuple[object, ...]:
    verdict = "moved by the mix of jobs" if move.by_mix else move.verdict
    told = (move.then, move.now, move.shrunk)
    shares = ("" if each is None else f"{each:.0%}" for each in told)
    change = "" if move.change is None else f"{move.change:+.0%}"
    q = "" if move.q is None else f"{move.q:.3f}"
    return (move.name, verdict, f"{move.mentions}", *shares, change, _write_odds(move), q)


def _write_odds(move: Movement) -> str:
    """Return the odds with their interval, in two digits."""
    ends = [each for each in (move.odds, move.odds_low, move.odds_high) if each is not None]
    told = [f"{float(f'{each:.2g}'):,g}" for each in ends]
    return f"{told[0]} ({told[1]} to {told[2]})" if told else ""
