"""Why an address could not be fetched, in one line for the report."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError

DISALLOWED = "disallowed by robots.txt"

_PASSING_STATUS = frozenset([408, 429, 500, 502, 503, 504, 522, 524])
_GONE_STATUS = frozenset([404, 410])
_REASONS: dict[type[Exception], str] = {
    CannotResolveHostError: "unknown host",
    DownloadCancelledError: "larger than a page or a syllabus should be",
    DownloadConnectionRefusedError: "connection refused",
    DownloadTimeoutError: "no answer in time",
    ResponseDataLossError: "the answer broke off",
    DownloadFailedError: "the connection broke off",
}
FETCH_ERRORS: tuple[type[Exception], ...] = (IgnoreRequest, *_REASONS)


class UnreadableRobotsError(IgnoreRequest):
    """What a site allows cannot be told at the moment."""


def explain(error: BaseException | None) -> str:
    """Return the reason in one line; an error nobody foresaw is told by its type and message."""
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return str(error).replace("max redirections reached", "too many redirects")
    unforeseen = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return next((text for kind, text in _REASONS.items() if isinstance(error, kind)), unforeseen)


def is_gone(error: BaseException | None) -> bool:
    """Whether the site says that there is no such page."""
    return isinstance(error, HttpError) and error.response.status in _GONE_STATUS


def is_passing(error: BaseException | None) -> bool:
    """Whether another try in this crawl may succeed."""
    if isinstance(error, HttpError):
        return error.response.status in _PASSING_STATUS
    return isinstance(error, tuple(_REASONS)) and not isinstance(error, DownloadCancelledError)


def is_lasting(error: BaseException | None) -> bool:
    """Whether the page is not to be had or not to be read, so that nothing of it may stay."""
    if isinstance(error, IgnoreRequest) and not isinstance(error, HttpError):
        return not isinstance(error, UnreadableRobotsError)
    return is_gone(error) or isinstance(error, DownloadCancelledError)
