"""Settings of Scrapy that hold for every crawl; the card adds its delay."""

from importlib.metadata import PackageNotFoundError, version


def _name_agent() -> str:
    try:
        return f"Journeyman/{version('journeyman')}"
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "Journeyman"


BOT_NAME = "Journeyman"
SPIDER_MODULES = ["crawlers.spiders"]
USER_AGENT = f"{_name_agent()} (crawler of courses and job postings; obeys robots.txt: Journeyman)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Journeyman"

DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_TIMEOUT = 30
DNS_TIMEOUT = 10
TWISTED_DNS_RESOLVER = "crawlers.addresses.GuardedResolver"
TRUSTED_HOSTS: list[str] = []
SCHEDULER = "crawlers.frontier.Frontier"
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
# Of robots.txt; the spider itself tries pages again.
RETRY_TIMES = 3
# What is given up is in the report.
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
COOKIES_ENABLED = False
DEFAULT_REQUEST_HEADERS = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawlers.middleware.FenceMiddleware": 50,
    "crawlers.robots.StrictRobotsMiddleware": 100,
}
# The spider refuses overlong addresses itself, so that the report has them.
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None}
# Statistics only: neither the telnet console nor the remote control listens, nothing else writes.
EXTENSIONS_BASE = {"scrapy.extensions.corestats.CoreStats": 0}

LOG_LEVEL = "WARNING"
