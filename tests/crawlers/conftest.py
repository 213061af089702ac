import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from scrapy.http import HtmlResponse

from crawlers.card import Card, load_card
from crawlers.page import Page, parse_page
from crawlers.site import Site

JOBS: dict[str, Any] = {
    "name": "lakeside-jobs",
    "kind": "jobs",
    "publisher": "Lakeside Jobs",
    "terms": "MIT",
    "origin": "https://jobs.lakeside.example",
    "start_urls": ["https://jobs.lakeside.example/index.html"],
    "follow": ["page-*.html", "postings/*", "internal/*.html"],
    "delay_seconds": 0,
    "expected": {"items_min": 1, "items_max": 9},
}
COURSES: dict[str, Any] = JOBS | {
    "name": "lakeside-courses",
    "kind": "courses",
    "provider": "lakeside",
    "origin": "https://courses.lakeside.example",
    "start_urls": ["https://courses.lakeside.example/index.html"],
    "follow": ["courses/*.html"],
    "syllabi": ["syllabi/*"],
}
CARDS = {"jobs": JOBS, "courses": COURSES}


@dataclass
class LocalSite:
    """A site on loopback: its pages by path, its answers by path, and the paths asked for."""

    folder: Path
    address: str
    moved: dict[str, str] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    on_request: Callable[[], object] = lambda: None

    def write(self, path: str, content: str | bytes) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, site: LocalSite) -> None:
        self.site = site
        super().__init__(*arguments, directory=str(site.folder))

    def do_GET(self) -> None:
        path = self.path.removeprefix("/")
        self.site.log.append(path)
        self.site.agents.add(self.headers["User-Agent"])
        self.site.on_request()
        if path in self.site.moved:
            self.send_response(302)
            self.send_header("Location", self.site.moved[path])
            self.end_headers()
        elif path in self.site.status:
            self.send_error(self.site.status[path])
        else:
            super().do_GET()

    def log_message(self, *arguments: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 64


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalSite]:
    site = LocalSite(tmp_path_factory.mktemp("site"), "")
    with _Server(("127.0.0.1", 0), partial(_Handler, site=site)) as server:
        site.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def write_card(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write a card of a kind with some keys changed, and return its path."""

    def write(kind: str = "jobs", /, **changes: object) -> Path:
        path = tmp_path_factory.mktemp("card") / "card.yaml"
        path.write_text(yaml.safe_dump(CARDS[kind] | changes), encoding="utf-8")
        return path

    return write


@pytest.fixture
def jobs_card(write_card: Callable[..., Path]) -> Card:
    return load_card(write_card())


@pytest.fixture
def courses_card(write_card: Callable[..., Path]) -> Card:
    return load_card(write_card("courses"))


@pytest.fixture
def read_page(jobs_card: Card) -> Callable[..., Page]:
    """Read a saved page as if it had been fetched from the path of the card's origin."""

    def read(name: str, path: str = "postings/1.html", card: Card = jobs_card) -> Page:
        body = (Path(__file__).parent / "pages" / name).read_bytes()
        response = HtmlResponse(f"{card.origin}/{path}", body=body)
        return parse_page(response, Site(card.origin), datetime(2026, 9, 1, 12, tzinfo=UTC))

    return read
