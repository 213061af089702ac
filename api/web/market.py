"""How demand moves, as one HTML file with its plots, in English or Chinese."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.web.charts import Bar, Line, draw_bars, draw_lines
from api.web.figures import Section, render_figures
from api.web.messages import get_messages
from api.web.scales import Axis
from mining.market import Market, Movement, list_shares
from mining.trends import MOST_FALSE

_PLOTTED = 4
_VERDICTS = {
    "emerging": "emerging",
    "fading": "fading",
    "no change shown": "unmoved",
    "too few to tell": "few",
}
_COLUMNS = ("name", "verdict", "mentions", "then", "now", "shrunk", "change", "odds", "q")
_LIST = 100


def render_market(market: Market, language: str = "en") -> str:
    """Return the file: how many postings there were, what emerges, what fades, all in a table.

    Raises:
        ValueError: a language that the pages do not have.
    """
    report = _Report(market, language)
    return render_figures(report.say("title"), list(report.list_sections()), language)


def describe_market(market: Market, language: str = "en") -> str:
    """Return in a sentence what was looked at and what was found.

    Raises:
        ValueError: a language that the pages do not have.
    """
    return _Report(market, language).describe()


@dataclass(frozen=True, slots=True)
class _Report:
    """What is said of a market in one language."""

    market: Market
    language: str

    def say(self, key: str, **fields: object) -> str:
        """Return a text of the section of trends, which is escaped where it is shown."""
        return get_messages(self.language).say(f"trends.{key}", **fields).unescape()

    def describe(self) -> str:
        market = self.market
        counts = {
            key: sum(each.verdict == verdict for each in market.movements)
            for verdict, key in _VERDICTS.items()
        }
        left = [self.say("undated", count=market.undated)] if market.undated else []
        left += [self.say("older", count=market.older)] if market.older else []
        ends = market.periods
        return self.say(
            "found",
            postings=sum(market.postings),
            span=self.say("span", first=ends[0], last=ends[-1]) if ends else self.say("no_span"),
            left=self.say("left_out", left=", ".join(left)) if left else "",
            counts=self.say("counted", of=self.say(market.of), **counts),
        )

    def list_sections(self) -> Iterator[Section]:
        market = self.market
        yield Section(self.say("postings"), self._introduce(), drawing=self._draw_postings())
        for verdict in ("emerging", "fading"):
            moves = [each for each in market.movements if each.verdict == verdict]
            if moves:
                drawn, title = moves[:_PLOTTED], self.say(verdict).capitalize()
                names = ", ".join(each.name for each in drawn)
                yield Section(title, names, drawing=self._draw(drawn, title))
        by_mix = [each.name for each in market.movements if each.by_mix]
        if by_mix:
            yield Section(self.say("mix"), self.say("mix_said", names=", ".join(by_mix)))
        columns = tuple(self.say(f"column_{name}") for name in _COLUMNS)
        rows = tuple(self._list_cells(each) for each in market.movements[:_LIST])
        yield Section(self.say("all", of=self.say(market.of)), columns=columns, rows=rows)

    def _introduce(self) -> str:
        whole = self.market.of == "jobs" or self.market.job_id
        inside = "" if whole else self.say("inside")
        explained = self.say("explained", inside=inside, rate=f"{MOST_FALSE:.0%}")
        return f"{self.describe()}\n\n{explained}"

    def _draw_postings(self) -> str:
        bars = [Bar(*each) for each in zip(self.market.periods, self.market.postings, strict=True)]
        return draw_bars(bars, Axis(self.say("count")), self.say("postings"))

    def _draw(self, moves: Sequence[Movement], title: str) -> str:
        lines = [_trace(self.market, each, band=len(moves) == 1) for each in moves]
        x = Axis("", names=tuple(self.market.periods))
        return draw_lines(lines, x, Axis(self.say("share"), low=0.0, percent=True), title)

    def _list_cells(self, move: Movement) -> tuple[object, ...]:
        verdict = self.say("mixed" if move.by_mix else _VERDICTS[move.verdict])
        told = (move.then, move.now, move.shrunk)
        shares = ("" if each is None else f"{each:.0%}" for each in told)
        change = "" if move.change is None else f"{move.change:+.0%}"
        q = "" if move.q is None else f"{move.q:.3f}"
        return (move.name, verdict, f"{move.mentions}", *shares, change, self._write_odds(move), q)

    def _write_odds(self, move: Movement) -> str:
        """Return the odds with their interval, in two digits."""
        ends = [each for each in (move.odds, move.odds_low, move.odds_high) if each is not None]
        told = [f"{float(f'{each:.2g}'):,g}" for each in ends]
        return self.say("odds", odds=told[0], low=told[1], high=told[2]) if told else ""


def _trace(market: Market, move: Movement, *, band: bool) -> Line:
    """Return the share of each period that has postings, at the number of the period."""
    told = [(at, each) for at, each in enumerate(list_shares(market, move.id)) if each.postings]
    points = tuple((float(at), each.share or 0.0) for at, each in told)
    spread = tuple((float(at), each.low, each.high) for at, each in told) if band else ()
    return Line(move.name, points, spread)
