import re
from pathlib import Path

import pytest

from api.routes import pages
from api.web.messages import LANGUAGES, choose_language, get_messages
from api.web.numerals import format_decimal, format_hours, format_percent


def test_both_languages_have_the_same_texts() -> None:
    english, chinese = (get_messages(language).texts for language in LANGUAGES)
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        fields = set(re.findall(r"{(\w+)}", text)) - {"n"}
        assert fields == set(re.findall(r"{(\w+)}", chinese[key])) - {"n"}, key


def test_every_text_is_used() -> None:
    web = Path(pages.__file__).parents[1] / "web"
    used = "".join(
        file.read_text(encoding="utf-8")
        for file in (Path(pages.__file__), *web.glob("*.py"), *web.glob("templates/*"))
    )
    made = (
        "comparison",
        "trends",
        "kind",
        "group",
        "number",
        "relation",
        "blank",
        "source",
        "step",
        "message",
        "learner",
    )
    left = [key for key in get_messages("en").texts if key not in used and "gap.key_" not in key]
    assert [key for key in left if not key.startswith(made)] == []


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="language: expected one of en, zh, found 'fr'"):
        get_messages("fr")


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        (None, None, "en"),
        ("zh", "en", "zh"),
        ("zh-CN", None, "zh"),
        ("xx", "zh-Hans-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, "fr, en;q=0.5, zh;q=0.7", "zh"),
        (None, "zh;q=0, en;q=nonsense", "en"),
    ],
)
def test_the_language_asked_for_goes_before_the_browsers(
    asked: str | None, accepted: str | None, language: str
) -> None:
    assert choose_language(asked, accepted) == language


def test_numbers_read_well() -> None:
    assert [format_percent(share) for share in (0.0, 0.001, 0.456, 0.999, 1.0)] == [
        *("0%", "<1%", "46%", ">99%", "100%")
    ]
    assert [format_decimal(value) for value in (3, 0.001, 0.456, 1234.5)] == [
        *("3", "<0.01", "0.46", "1,234")
    ]
    assert [format_hours(hours) for hours in (1.5, 2.0, 83.4)] == ["1.5", "2", "83"]
