import pytest
from scrapy.robotstxt import ProtegoRobotParser

from crawlers.robots import read_delay

RULES = "User-agent: *\nCrawl-delay: 9\nRequest-rate: 1/30s\n\nUser-agent: Journeyman\n"


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        ("Crawl-delay: 4\n", 4.0),
        ("Crawl-delay: 4\nRequest-rate: 1/10s\n", 10.0),
        ("Request-rate: 2/1m\n", 30.0),
        ("Disallow: /x\n", 0.0),
        ("Crawl-delay: soon\n", 0.0),
    ],
)
def test_the_longest_delay_that_robots_txt_asks_for_counts(rules: str, delay: float) -> None:
    assert read_delay(ProtegoRobotParser((RULES + rules).encode(), None)) == delay
