"""Sentences that say what comes before what: ``Arrays must be taught before pointers.``"""

import re
from dataclasses import dataclass

from ingest.syllabi.phrases import clean_name

VERB = r"(?:is|are|must be|should be|has to be|have to be|comes?|must come|should come)"
DONE = r"(?:\s+(?:required|needed|taught|covered|learnt|learned|studied|known|understood))?"
FORMS = (
    (re.compile(rf"^(?P<first>.+?)\s+{VERB}{DONE}\s+before\s+(?P<second>.+)$", re.I)),
    (re.compile(rf"^(?P<second>.+?)\s+{VERB}{DONE}\s+after\s+(?P<first>.+)$", re.I)),
    (
        re.compile(
            r"^(?P<second>.+?)\s+(?:(?:is|are)\s+based\s+on|builds?\s+(?:up)?on|depends?\s+on"
            r"|relies\s+on|rely\s+on|presupposes?|assumes?|requires?)\s+(?P<first>.+)$",
            re.I,
        )
    ),
    (re.compile(r"^(?P<second>.+?)(?:是|应|要|需)?以(?P<first>.+?)为(?:基础|前提)$")),
    (re.compile(r"^(?P<second>.+?)(?:建立在|依赖于?|基于)(?P<first>.+?)(?:之上|的基础上)?$")),
    (
        re.compile(
            r"^(?:在)?学习(?P<second>.+?)(?:之前|以前|前)[，,]?(?:需要?|应当?|必须|要)?先?"
            r"(?:学习|掌握|学完|了解)(?P<first>.+)$"
        )
    ),
    (
        re.compile(
            r"^先(?:学|讲)(?:习|授)?(?P<first>.+?)[，,]?\s*(?:再|后)(?:学|讲)(?:习|授)?(?P<second>.+)$"
        )
    ),
)
ARTICLE = re.compile(r"^(?:the|this)\s+", re.I)
HERE = re.compile(
    r"^(?:(?:this )?(?:chapter|unit|module|week)|本(?:章|单元|节|模块|讲|项目))$", re.I
)


@dataclass(frozen=True, slots=True)
class Order:
    """``first`` comes before ``second``; an empty name is the chapter that says so."""

    first: str
    second: str


def read_order(sentence: str) -> Order | None:
    """Return what a sentence says comes before what, None if it says nothing of the kind."""
    line = sentence.strip(" .。;；")
    for form in FORMS:
        said = form.match(line)
        if said:
            first, second = (tidy_name(said[group]) for group in ("first", "second"))
            return Order(first, second)
    return None


def tidy_name(text: str) -> str:
    """Return a name without its article; empty where it means the chapter itself."""
    name = clean_name(text)
    bare = ARTICLE.sub("", name)
    return "" if HERE.match(name) or HERE.match(bare) else bare
