import pytest

from crawlers.site import Site, find_pattern, is_origin

ORIGIN = "https://jobs.lakeside.example"
MIRROR = "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://jobs.lakeside.example/a.html?p=2#x", f"{ORIGIN}/a.html?p=2"),
        ("https://JOBS.lakeside.example:443", f"{ORIGIN}/"),
        ("https://someone:secret@jobs.lakeside.example/a", f"{ORIGIN}/a"),
        ("http://127.0.0.1:8123/职位.html", f"{ORIGIN}/%E8%81%8C%E4%BD%8D.html"),
        ("http://jobs.lakeside.example/a.html", None),
        ("https://jobs.lakeside.example.evil.example/", None),
        ("https://jobs.lakeside.example:99999/", None),
        ("http://[broken/", None),
        ("mailto:hr@lakeside.example", None),
        ("http://127.0.0.1:8124/", None),
    ],
)
def test_an_address_is_stored_as_one_of_the_origin(url: str, address: str | None) -> None:
    assert Site(ORIGIN, MIRROR).to_origin(url) == address


def test_a_mirror_is_asked_instead_of_the_origin() -> None:
    assert Site(ORIGIN, MIRROR).to_server(f"{ORIGIN}/a?b=c") == f"{MIRROR}/a?b=c"


def test_without_a_mirror_the_origin_is_asked() -> None:
    assert Site(ORIGIN).to_server(f"{ORIGIN}/a") == f"{ORIGIN}/a"


@pytest.mark.parametrize(
    "text", [f"{ORIGIN}/", "ftp://a.example", "a.example", "https://", "https://x@a.example", ""]
)
def test_what_has_more_or_less_than_a_host_is_no_origin(text: str) -> None:
    assert not is_origin(text)


def test_a_pattern_fits_the_decoded_path() -> None:
    url = f"{ORIGIN}/postings/%E8%81%8C.html?utm=1"
    assert find_pattern(url, ("*.pdf", "postings/职*")) == "postings/职*"
