import pytest
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.reasons import UnreadableRobotsError, explain, is_gone, is_lasting, is_passing


def http(status: int) -> HttpError:
    return HttpError(Response("https://a.example", status=status))


@pytest.mark.parametrize(
    ("error", "reason", "passing", "gone", "lasting"),
    [
        (http(503), "HTTP 503", True, False, False),
        (http(429), "HTTP 429", True, False, False),
        (http(403), "HTTP 403", False, False, False),
        (http(404), "HTTP 404", False, True, True),
        (http(410), "HTTP 410", False, True, True),
        (DownloadTimeoutError(), "no answer in time", True, False, False),
        (DownloadCancelledError(), "larger than a page or a syllabus", False, False, True),
        (IgnoreRequest("disallowed by robots.txt"), "disallowed", False, False, True),
        (UnreadableRobotsError("cannot read robots.txt"), "cannot read", False, False, False),
        (ValueError("of our\nown"), "ValueError: of our own", False, False, False),
    ],
)
def test_an_error_says_whether_to_try_again_to_keep_or_to_drop(
    error: Exception, reason: str, passing: bool, gone: bool, lasting: bool
) -> None:
    assert explain(error).startswith(reason)
    assert (is_passing(error), is_gone(error), is_lasting(error)) == (passing, gone, lasting)
