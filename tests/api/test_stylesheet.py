"""Contrast as WCAG 2.2 defines it, computed from the style sheet's colours."""

import re

import pytest

from api.web.environment import read_stylesheet


def read_colours(sheet: str) -> dict[str, dict[str, str]]:
    blocks = [block.split("}")[0] for block in sheet.split(":root {")[1:]]
    light, dark, printed = (dict(re.findall(r"(--[\w-]+): (#\w{6});", block)) for block in blocks)
    return {"light": light, "dark": light | dark, "print": light | printed}


def measure_light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def measure_contrast(one: str, other: str) -> float:
    low, high = sorted((measure_light(one), measure_light(other)))
    return (high + 0.05) / (low + 0.05)


COURSES = [f"--course-{number}" for number in range(8)]
TEXTS = [
    *[
        (ink, ground)
        for ink in ("--ink", "--soft", "--accent", "--lack")
        for ground in ("--paper", "--panel")
    ],
    *[("--on-accent", "--accent"), ("--ink", "--accent-soft"), ("--soft", "--accent-soft")],
    *[("--on-course", course) for course in COURSES],
]
GRAPHICS = [
    *[(course, "--paper") for course in COURSES],
    *[
        ("--edge", "--paper"),
        ("--edge", "--panel"),
        ("--accent", "--lack-soft"),
        ("--ink", "--lack-soft"),
    ],
]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_colours_keep_their_contrast(scheme: str) -> None:
    colours = read_colours(read_stylesheet())[scheme]
    weak = [
        (one, other, round(measure_contrast(colours[one], colours[other]), 2))
        for pairs, least in ((TEXTS, 4.5), (GRAPHICS, 3.0))
        for one, other in pairs
        if measure_contrast(colours[one], colours[other]) < least
    ]
    assert weak == []
