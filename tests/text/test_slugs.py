import pytest

from text.slugs import make_slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("  Machine   Learning ", "machine-learning"),
        ("machine_learning", "machine-learning"),
        ("ＭＡＣＨＩＮＥ learning", "machine-learning"),
        ("数据 挖掘", "数据-挖掘"),
        ("自然语言处理", "自然语言处理"),
        ("C++", "c++"),
        ("C#", "c#"),
        (" - ", ""),
    ],
)
def test_one_name_has_one_slug_however_it_is_written(name: str, slug: str) -> None:
    assert make_slug(name) == slug
