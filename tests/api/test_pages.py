import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from api.routes.pages import get_language
from api.web.rendering import render_report
from graph.jobs import get_job
from graph.learners import NewLearner, get_learner, merge_learners
from graph.store import Store
from recommend.paths import plan_path

Ask = Callable[..., list[dict[str, object]]]
LONG = "Extracting, transforming and loading " + "verylongword" * 6 + " 数据仓库"


def test_the_start_page_leads_to_learners(client: httpx.Client) -> None:
    page = client.get("/", headers={"Accept-Language": "en-GB"}).text
    assert 'href="/ui/learners/learner:l?lang=en"' in page


def test_a_learner_sees_the_path_to_the_job_aimed_at(client: httpx.Client) -> None:
    answer = client.get("/ui/learners/learner:l")
    assert answer.status_code == 200
    assert "Milling machines" in answer.text
    assert 'id="step-1"' in answer.text


def test_a_page_is_in_the_language_asked_for(client: httpx.Client) -> None:
    assert "铣削" in client.get("/ui/learners/learner:l?job=j&lang=zh").text


def test_a_page_is_in_the_language_of_the_browser() -> None:
    assert get_language(None, "zh-CN,zh;q=0.9,en;q=0.8") == "zh"


def test_a_learner_without_a_target_is_asked_to_choose(client: httpx.Client, school: Store) -> None:
    merge_learners(school, [NewLearner("learner:m", None, None, None, None, None, False, None)])
    answer = client.get("/ui/learners/learner:m")
    assert answer.status_code == 200
    assert "learner:m has no target job yet" in answer.text


@pytest.mark.parametrize("url", ["/ui/learners/nobody", "/ui/learners/learner:l?job=nothing"])
def test_who_or_what_is_unknown_is_not_found(client: httpx.Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "in the map" in answer.text


def test_the_form_leads_to_the_page_of_the_learner(client: httpx.Client) -> None:
    answer = client.get("/ui/learners?learner=a/b&job=&lang=zh")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/ui/learners/a%2Fb?lang=zh"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(found for name in names if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=path, args=options)
        yield started
        started.close()


@pytest.fixture
def report(browser: Browser, school: Store, ask: Ask, tmp_path: Path) -> Iterator[Page]:
    """The report of long names, opened from its file without a network; it must not complain."""
    ask("MATCH (n) WHERE n.name IS NOT NULL SET n.name = $long, n.name_zh = $long", long=LONG)
    ask("MATCH (n) WHERE n.title IS NOT NULL SET n.title = $long", long=LONG)
    path = plan_path(school, "learner:l", "j")
    learner, job = get_learner(school, "learner:l"), get_job(school, "j")
    file = tmp_path / "report.html"
    file.write_text(render_report(path, learner, job, "2026-11-24"), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert [line for line in heard if not line.startswith("data:")] == [file.as_uri()]


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_never_scrolls_sideways(report: Page, width: int) -> None:
    report.set_viewport_size({"width": width, "height": 800})
    report.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert report.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_the_keyboard_opens_a_reason(report: Page) -> None:
    for _ in range(20):
        report.keyboard.press("Tab")
        if report.evaluate("document.activeElement.matches('#gap-1 > summary')"):
            break
    report.keyboard.press("Enter")
    assert report.evaluate("document.querySelector('#gap-1').open")


@pytest.mark.browser
def test_a_step_of_the_drawing_leads_to_its_entry(report: Page) -> None:
    report.locator("a[href='#step-1']").first.focus()
    report.keyboard.press("Enter")
    assert report.evaluate("document.querySelector(':target').id") == "step-1"


@pytest.mark.browser
def test_no_text_of_the_drawing_leaves_its_card(report: Page) -> None:
    outside = report.evaluate(
        """[...document.querySelectorAll('.drawing .card')].filter(card => {
            const box = card.querySelector('.box').getBoundingClientRect();
            return [...card.querySelectorAll('text')].some(text => {
                const at = text.getBoundingClientRect();
                return at.right > box.right || at.left < box.left || at.bottom > box.bottom;
            });
        }).length"""
    )
    assert outside == 0


@pytest.mark.browser
def test_the_pages_load_from_their_own_server_alone(browser: Browser, client: httpx.Client) -> None:
    page = browser.new_page(locale="en-GB")
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(str(client.base_url))
    page.get_by_label("Learner", exact=True).fill("learner:l")
    page.get_by_role("button").click()
    page.wait_for_url("**/ui/learners/learner:l?lang=en")
    allowed = (str(client.base_url), "data:")
    assert [line for line in heard if not line.startswith(allowed)] == []
    page.close()
