"""How well a sentence asks for what it mentions, and whether it asks for it at all.

Levels are 1 (familiar), 2 (proficient) and 3 (expert).
"""

import re
from collections.abc import Iterator

from text.normalise import CJK

_EXPERT = (
    r"expert(?:ise)?|(?<!scrum )(?<!or )master(?:y|ing)?(?!['’]?s)"
    r"(?!\s+(?:in|or|of|degree|data|thesis|program|branch)\b)"
    r"|(?:highly|very)\s+(?:good|strong|proficient|skilled|experienced)|in[- ]depth"
    r"|deep(?:ly)?(?![- ]learn)|proven|advanced(?! degree)|extensive|excellent|outstanding"
    r"|thorough|fluen(?:t|cy)|精通|深入(?:了解|理解|掌握|熟悉|研究)?|专家|丰富"
)
_PROFICIENT = (
    r"good(?! to have)|solid|proficien(?:t|cy)|strong|competen(?:t|ce|cy)|skilled|hands[- ]on"
    r"|(?:experienced|confident) (?:in|with)|(?:sound|practical|working) (?:knowledge|experience)"
    r"|intermediate|熟练(?:掌握|使用|运用|应用)?|熟悉|掌握|良好|扎实|较强"
)
_FAMILIAR = (
    r"familiar(?:ity)?|(?<!visual )basic|(?<!solid )(?<!strong )(?<!good )(?:basics|fundamentals)"
    r"|some (?:knowledge|experience|understanding)|awareness|exposure|beginner|elementary"
    r"|introductory|entry[- ]level|了解|初步|基本|基础知识|接触过|入门|一定(?:的?(?:了解|经验))?"
)
_LEVEL = re.compile(
    rf"(?<![a-z])(?:(?P<three>{_EXPERT})|(?P<two>{_PROFICIENT})|(?P<one>{_FAMILIAR}))"
    rf"(?:(?<=[{CJK}])|(?![a-z]))",
    re.IGNORECASE,
)
_LEVELS = {"three": 3, "two": 2, "one": 1}

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = (
    {word: float(number) for number, word in enumerate(_WORDS, 1)}
    | {sign: float(number) for number, sign in enumerate("一二三四五六七八九十", 1)}
    | {"两": 2.0, "半": 0.5}
)
_NUMBER = rf"\d{{1,2}}(?:\.\d)?|{'|'.join(_WORDS)}|[一二三四五六七八九十两半]"
_YEARS = re.compile(
    rf"(?<![\w.])(?<!last )(?<!past )(?<!next )(?P<number>{_NUMBER})\s*\+?\s*"
    rf"(?:(?:[-–~～至到]|to|or)\s*(?:{_NUMBER}|more)\s*\+?\s*)?"
    r"(?:(?P<years>years?\b|yrs?\b|年(?![级龄前度轮终薪底]))|months?\b|个月)"
    r"(?!\s*(?:old|of age|ago))",
    re.IGNORECASE,
)

_NEW_CLAUSE = re.compile(
    r"[;；。，!?！？)）\n]|\.\s|\b(?:but|while|whereas|however|although)\b", re.I
)
_NEW_ITEM = re.compile(r"[,、]|\b(?:and|or|plus|with|for|as|to)\b|[并且及和与或]", re.I)
_ENDS_ITEM = re.compile(
    r"(?: (?:level|knowledge|skills?|user|developer|programmer|experience))?"
    r"(?: (?:needed|required|preferred|wanted|desired))?\s*(?:\Z|[^\w\s])",
    re.IGNORECASE,
)
_NAMES_ITEM = re.compile(r"['’]?\s*(?:of |in |with )?(?:experience )?(?:of|in|with)\s", re.I)

_FILLER = (
    r"any|prior|previous|specific|special|formal|in|of|with|on|the|an?|to|know|have|use|using"
    r"|knowledge|experience|skills?|background|expertise|need|for|as|or|[\w+#.]+ ?(?:or|/)"
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:no|without|neither|nor|zero)|(?:\bnot|n['’]t) (?:need|require|use|want|have to)"
    r"|\bnot (?:needed|required|necessary|looking for|using)|\bno need for):?"
    rf"(?: (?:{_FILLER})){{0,6}} *\Z"
    r"|(?:无需|无须|不需要?|不要求|不必|不用|没有)(?:有|会|懂|掌握|熟悉|了解|具备|使用)?\s*\Z",
    re.IGNORECASE,
)
_NOT_AFTER = re.compile(
    r"\A(?: (?!needed|required|but\b)[\w/+#]+){0,4} (?:not|n['’]t)(?: be)?(?: \w+)?"
    r" (?:required|needed|necessary|mandatory|essential|expected|used|a must)\b"
    r"|\A(?: \w+){0,3} (?:isn|aren|wasn)['’]t (?:required|needed|necessary|mandatory|essential)\b"
    r"|\A(?:经验|知识|基础|能力)?(?:不作要求|不做要求|不要求|不是必[须需]|非必[须需]|不限|无要求)",
    re.IGNORECASE,
)


def read_level(sentence: str, start: int, end: int) -> int | None:
    """Return the level that the words or years nearest to ``sentence[start:end]`` ask for.

    Words before it hold over a list ("good Python, Java and SQL"), words behind it only for it
    ("SQL (basic)"); both end with their clause. Under 2 years are level 1, under 5 level 2, and
    5 or more level 3; of a range the lower end counts. None where nothing is said.
    """
    readings = [*_list_before(sentence[:start]), *_list_behind(sentence[end:])]
    return min(readings, default=(0, None))[1]


def is_negated(sentence: str, start: int, end: int) -> bool:
    """Whether the sentence says that ``sentence[start:end]`` is not asked for."""
    before, behind = sentence[max(0, start - 80) : start], sentence[end : end + 80]
    return bool(_NOT_BEFORE.search(before) or _NOT_AFTER.search(behind))


def _list_before(text: str) -> Iterator[tuple[int, int]]:
    """Yield distance and level of what is said before a mention, in its clause."""
    for match, level in _list_readings(text):
        if not _NEW_CLAUSE.search(text, match.end()):
            yield len(text) - match.end(), level


def _list_behind(text: str) -> Iterator[tuple[int, int]]:
    """Yield distance and level of what is said behind a mention, of it alone."""
    for match, level in _list_readings(text):
        gap = text[: match.start()]
        if _NEW_CLAUSE.search(gap) or _NEW_ITEM.search(gap):
            continue
        if _closes_item(text, match):
            yield match.start(), level


def _closes_item(text: str, match: re.Match[str]) -> bool:
    """Whether words of level or years name no item of their own behind them."""
    if match.re is _LEVEL:
        return _ENDS_ITEM.match(text, match.end()) is not None
    return _NAMES_ITEM.match(text, match.end()) is None


def _list_readings(text: str) -> Iterator[tuple[re.Match[str], int]]:
    for match in _LEVEL.finditer(text):
        yield match, _LEVELS[match.lastgroup or ""]
    for match in _YEARS.finditer(text):
        number = match["number"].casefold()
        years = _NUMBERS.get(number) or float(number)
        years = years if match["years"] else years / 12
        yield match, 1 if years < 2 else 2 if years < 5 else 3
