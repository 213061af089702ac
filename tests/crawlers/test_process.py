import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from crawlers.card import Card, load_card
from crawlers.order import Order
from crawlers.process import Meter, build_settings
from crawlers.site import Site

WriteCard = Callable[..., Path]


@pytest.mark.parametrize(("delay", "at_once"), [(0, 8), (2.5, 1)])
def test_a_delay_means_one_request_at_a_time(
    write_card: WriteCard, delay: float, at_once: int
) -> None:
    card = load_card(write_card(delay_seconds=delay))
    settings = build_settings(card, Site(card.origin))
    assert settings.getfloat("DOWNLOAD_DELAY") == delay
    assert settings.getint("CONCURRENT_REQUESTS") == at_once
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == at_once


def test_every_crawl_has_manners(jobs_card: Card) -> None:
    settings = build_settings(jobs_card, Site(jobs_card.origin))
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings["USER_AGENT"].startswith("Journeyman")
    assert (settings.getint("REDIRECT_MAX_TIMES"), settings.getint("RETRY_TIMES")) == (5, 3)
    assert not settings.getbool("COOKIES_ENABLED")


def test_nothing_listens_beside_a_crawl(jobs_card: Card) -> None:
    settings = build_settings(jobs_card, Site(jobs_card.origin))
    extensions = settings.get_component_priority_dict_with_base("EXTENSIONS")
    assert list(extensions) == ["scrapy.extensions.corestats.CoreStats"]


def test_no_proxy_stands_before_a_mirror(jobs_card: Card) -> None:
    settings = build_settings(jobs_card, Site(jobs_card.origin, "http://127.0.0.1:8123"))
    assert not settings.getbool("HTTPPROXY_ENABLED")


def test_the_process_ends_with_the_one_that_started_it(
    site: Any, write_card: WriteCard, tmp_path: Path
) -> None:
    order = Order(str(write_card()), str(tmp_path), str(tmp_path / "state"), site.address)
    command = [sys.executable, "-m", "crawlers.process", json.dumps(asdict(order))]
    root = Path(__file__).parents[2]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, cwd=root, check=False)
    assert ended.returncode == 1
    assert not list(tmp_path.glob("*.json*"))


def test_telling_takes_no_more_time_than_crawling() -> None:
    told: list[int] = []
    meter = Meter(lambda: told.append(1))
    for _ in range(1000):
        meter.tick()
    assert 1 <= len(told) < 1000
