"""Announcements of jobs beside NICE's work roles: whose abilities are more alike than chance?

A role is told for an announcement by words alone: of its title and summary, and of the role's
title and description. The abilities come from other texts: the announcement's duties and
experience, and the role's statements of knowledge, skill and ability.
"""

import csv
import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from evaluation.errors import ExtractionDataError
from text.extraction import Extractor
from text.vectors import Sparse, count, embed, list_words

_JOBS = "jobs_cyber_us/fedjobs.json"
_ROLES = "nice_framework/research/nice2021/nice_workRoles.yml"
_STATEMENTS = "nice_framework/dissertation/data/project_data/nistnice2022-full.csv"
Bag = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class NiceFigures:
    """What was measured.

    Attributes:
        told: mean cosine of the abilities of an announcement and of the role told for it.
        random: mean cosine with all other roles.
        above: share of the other roles that are less alike than the one told, mean over the
            announcements; .5 is chance.
        lower: its lower bound at 95 %, by the normal approximation over announcements.
        abilities: mean number of abilities of an announcement; ``of_roles`` of a role.
        empty: announcements without an ability, left out.
    """

    announcements: int
    roles: int
    told: float
    random: float
    above: float
    lower: float
    abilities: float
    of_roles: float
    empty: int


def measure_nice(data: Path, extractor: Extractor) -> NiceFigures:
    """Return how the abilities of announcements agree with those of the roles told for them."""
    jobs = [job for job in json.loads((data / _JOBS).read_text("utf-8")) if job["title"]]
    roles = read_roles(data)
    names = sorted(roles)
    held = {name: _list_abilities(extractor, roles[name].statements) for name in names}
    asked = [
        _list_abilities(
            extractor, "\n".join(job.get(part, "") for part in ("duties", "specialized"))
        )
        for job in jobs
    ]
    bags = _weigh([*held.values(), *asked])
    alike = _tell([f"{job['title']} {job.get('summary', '')}" for job in jobs], roles, names)
    rows = [
        (alike[at], [_compare(bag, bags[role]) for role in range(len(names))])
        for at, bag in enumerate(bags[len(names) :])
        if bag
    ]
    told = [scores[best] for best, scores in rows]
    others = [scores[:best] + scores[best + 1 :] for best, scores in rows]
    above = [
        float(np.mean([(mine > one) + (mine == one) / 2 for one in rest]))
        for mine, rest in zip(told, others, strict=True)
    ]
    return NiceFigures(
        announcements=len(rows),
        roles=len(names),
        told=float(np.mean(told)),
        random=float(np.mean(others)),
        above=float(np.mean(above)),
        lower=float(np.mean(above) - 1.645 * np.std(above, ddof=1) / math.sqrt(len(above))),
        abilities=float(np.mean([len(found) for found in asked])),
        of_roles=float(np.mean([len(found) for found in held.values()])),
        empty=len(jobs) - len(rows),
    )


@dataclass(frozen=True, slots=True)
class Role:
    """A work role: its title and description in one text, its statements in another."""

    words: str
    statements: str


def read_roles(data: Path) -> dict[str, Role]:
    """Read the work roles by their id.

    Raises:
        ExtractionDataError: no role has both a description and statements.
    """
    statements: dict[str, list[str]] = defaultdict(list)
    with (data / _STATEMENTS).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name = row["Work Role"].rpartition("(")[2].rstrip(")")
            statements[name].append(row["KSA"])
    listed = yaml.safe_load((data / _ROLES).read_text("utf-8"))
    roles = {
        each["workRoleID"]: Role(
            f"{each['workRole']} {each['description']}", "\n".join(statements[each["workRoleID"]])
        )
        for each in listed
        if each["workRoleID"] in statements
    }
    if not roles:
        raise ExtractionDataError(f"{data / _ROLES}: expected roles of {_STATEMENTS}, found none")
    return roles


def _list_abilities(extractor: Extractor, text: str) -> set[str]:
    return {each.id for each in extractor.find(text)}


def _weigh(found: Sequence[set[str]]) -> list[Bag]:
    """Return each set with the rarity of its abilities, at length 1."""
    holders = Counter(ability for each in found for ability in each)
    rarity = {ability: math.log(1 + len(found) / n) for ability, n in holders.items()}
    bags: list[Bag] = []
    for each in found:
        length = math.sqrt(math.fsum(rarity[ability] ** 2 for ability in each))
        bags.append({ability: rarity[ability] / length for ability in sorted(each)})
    return bags


def _compare(one: Bag, other: Bag) -> float:
    return sum(value * other.get(ability, 0.0) for ability, value in one.items())


def _tell(texts: Sequence[str], roles: Mapping[str, Role], names: Sequence[str]) -> list[int]:
    """Return the role whose words are most like each text's."""
    documents = [list_words(roles[name].words) for name in names] + [list_words(t) for t in texts]
    rows: Sparse = embed(count(documents))
    alike = (rows[len(names) :] @ rows[: len(names)].T).toarray()
    return [int(best) for best in alike.argmax(axis=1)]
