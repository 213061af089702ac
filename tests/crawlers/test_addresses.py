import pytest

from crawlers.addresses import is_public, list_trusted_hosts
from crawlers.site import Site


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("::ffff:10.0.0.1", False),
    ],
)
def test_only_addresses_of_the_open_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("site", "hosts"),
    [
        (Site("https://jobs.example"), []),
        (Site("https://10.0.0.1"), []),
        (Site("https://jobs.example", "http://10.0.0.1:8000"), ["10.0.0.1"]),
        (Site("http://localhost:8000"), ["localhost"]),
        (Site("http://127.0.0.2"), ["127.0.0.2"]),
    ],
)
def test_a_mirror_and_an_origin_on_this_machine_are_trusted(
    site: Site, hosts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawlers.addresses.getproxies", dict)
    assert list_trusted_hosts(site) == hosts


def test_a_proxy_of_the_environment_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.school.example:3128")
    assert "proxy.school.example" in list_trusted_hosts(Site("https://jobs.example"))
