"""Sentences and labels about a path, in one language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.web.messages import Messages, get_messages
from api.web.numerals import format_decimal, format_hours
from graph.jobs import Job
from graph.learners import Gap
from recommend.paths import Path, Step
from recommend.reasons import Link, Number

_NAMED = 3
_TOLD_BY_SOURCES = frozenset(
    ("postings", "of_postings", "essential", "n", "transactions", "answers", "evidenced")
)
_SOURCES = tuple(
    (re.compile(pattern, re.DOTALL), key)
    for pattern, key in (
        (r"(?P<count>\d+) of (?P<total>\d+) postings", "source.postings"),
        (r"(?P<n>\d+) answers", "source.answers"),
        (r"no answer tells", "source.unknown"),
        (r"wording: “(?P<matched>.*)”", "source.wording"),
        (r"(?P<origin>.+): essential", "source.essential"),
        (r"(?P<origin>.+): optional", "source.optional"),
        (r"syllabus:(?P<origin>.+)", "source.syllabus"),
        (r"resources:(?P<origin>.+)", "source.resources"),
        (r"qmatrix:(?P<origin>.+)", "source.qmatrix"),
        (r"mined", "source.mined"),
        (r"imported", "source.imported"),
        (r"predicted", "source.predicted"),
        (r"expert", "source.expert"),
    )
)
_FRAMEWORK = re.compile(r"(esco|onet|nice|csco|case):(\S+)")


@dataclass(frozen=True, slots=True)
class Wording:
    """What the pages say of one path.

    Attributes:
        names: of abilities and the job, by id, where the language has its own.
    """

    messages: Messages
    names: Mapping[str, str]

    def name(self, node_id: str, default: str) -> str:
        """Return the name in this language, else the default one."""
        return self.names.get(node_id, default)

    def tell_hours(self, hours: float) -> Markup:
        """Return hours; below one in minutes, 0 is unknown."""
        if hours <= 0.0:
            return self.messages.say("unit.unknown")
        if hours < 1.0:
            return self.messages.say("unit.minutes", minutes=round(hours * 60))
        return self.messages.say("unit.hours", hours=format_hours(hours))

    def tell_minutes(self, seconds: int) -> Markup:
        """Return seconds as minutes, at least one; from two hours on as hours."""
        if seconds >= 7200:
            return self.tell_hours(seconds / 3600)
        return self.messages.say("unit.minutes", minutes=max(1, round(seconds / 60)))

    def tell_source(self, source: str) -> Markup:
        """Return who says so; what is not one of our phrases stays as it is."""
        for pattern, key in _SOURCES:
            if found := pattern.fullmatch(source):
                return self.messages.say(key, **_read_fields(found))
        return Markup("{}").format(_name_origin(source))

    def list_numbers(self, link: Link) -> list[tuple[str, str]]:
        """Return names and values of an edge's numbers that its sources do not tell."""
        shown = (
            (name, value) for name, value in link.numbers.items() if name not in _TOLD_BY_SOURCES
        )
        return [
            (self.messages.texts.get(f"number.{name}", name), _format(value))
            for name, value in shown
            if name not in ("kind", "seconds")
        ]

    def explain(self, step: Step, later: Sequence[Step]) -> Markup:
        """Return in one sentence why a step is on the path; ``later`` are those it leads to."""
        abilities = self._list_abilities(step)
        points = [self._mention(other) for other in later[:_NAMED]]
        if len(later) > _NAMED:
            points.append(self.messages.say("step.more", n=len(later) - _NAMED))
        if not abilities and not points:
            return self.messages.say("step.neither")
        fields = {}
        if abilities:
            fields["abilities"] = self.messages.list_up(abilities)
        if points:
            fields["points"] = self.messages.list_up(points)
        key = ("develops_" if abilities else "") + ("before" if points else "")
        return self.messages.say(f"step.{key.removesuffix('_')}", **fields)

    def _list_abilities(self, step: Step) -> list[Markup]:
        chain = step.because.chain
        needs = {link.to_id: link for link in chain if link.relation == "REQUIRES"}
        developed = {link.to_id: link for link in chain if link.relation == "DEVELOPS"}
        one = "one_" if len(developed) == 1 else ""
        return [
            self._tell_ability(needs.get(node_id, link), one) for node_id, link in developed.items()
        ]

    def _tell_ability(self, need: Link, one: str) -> Markup:
        """Return an ability with the strongest word there is on its demand."""
        ability = Markup("<em>{}</em>").format(self.name(need.to_id, need.to_name))
        numbers = need.numbers
        if numbers.get("postings") and numbers.get("of_postings"):
            count, total = numbers["postings"], numbers["of_postings"]
            key = f"step.{one}of_postings"
            return self.messages.say(key, ability=ability, count=count, total=total)
        for source in need.sources:
            origin, _, word = source.rpartition(": ")
            if word in ("essential", "optional"):
                origin = _name_origin(origin)
                return self.messages.say(f"step.{one}{word}", ability=ability, origin=origin)
        weight = _format(numbers.get("weight"))
        return self.messages.say(f"step.{one}weight", ability=ability, weight=weight)

    def _mention(self, step: Step) -> Markup:
        link = Markup('<a href="#step-{}">{}</a>')
        return link.format(step.position, step.point.name)


def make_wording(path: Path, job: Job, language: str) -> Wording:
    """Return the wording of a path in a language.

    Raises:
        ValueError: a language that the pages do not have.
    """
    names: dict[str, str] = {}
    if language == "zh":
        listed: list[Gap] = [*(explained.gap for explained in path.gaps), *path.met]
        names = {gap.ability_id: gap.name_zh for gap in listed if gap.name_zh}
        if job.title_zh:
            names[job.job_id] = job.title_zh
    return Wording(get_messages(language), names)


def _read_fields(found: re.Match[str]) -> dict[str, str | int]:
    fields: dict[str, str | int] = {}
    for name, value in found.groupdict().items():
        fields[name] = int(value) if value.isdigit() else _name_origin(value)
    return fields


def _name_origin(origin: str) -> str:
    """Return "ESCO 1.2.0" of "esco:1.2.0"; anything else as it is."""
    found = _FRAMEWORK.fullmatch(origin)
    return f"{found[1].upper()} {found[2]}" if found else origin


def _format(value: Number) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return format_decimal(value)
    return str(value)
