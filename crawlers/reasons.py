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

_REASONS: dict[type[Exception], str] = {
    CannotResolveHostError: "unknown host",
    DownloadCancelledError: "larger than a page or a syllabus should be",
    DownloadConnectionRefusedError: "connection refused",
    DownloadTimeoutError: "no answer in time",
    ResponseDataLossError: "the answer broke off",
    DownloadFailedError: "the connection broke off",
}
FETCH_ERRORS: tuple[type[Exception], ...] = (IgnoreRequest, *_REASONS)


def explain(error: BaseException | None) -> str:
    """Return the reason in one line; an error nobody foresaw is told by its type and message."""
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return str(error).replace("max redirections reached", "too many redirects")
    unforeseen = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return next((text for kind, text in _REASONS.items() if isinstance(error, kind)), unforeseen)
