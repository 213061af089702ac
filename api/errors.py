"""How HTTP says what is refused."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from api.refusals import DoorError
from curation.errors import CurationError
from graph.errors import (
    AsOfError,
    ConflictError,
    GraphError,
    KeyReusedError,
    LeaseError,
    NoWayError,
    QueryError,
    RefusedStatementError,
    SearchError,
    UnknownIdError,
)
from learner.errors import DiagnosisError, NotFittedError
from mining.errors import NoPatternsError, SmallGroupError

_STATUS: dict[type[Exception], int] = {
    UnknownIdError: 404,
    NoWayError: 404,
    KeyReusedError: 409,
    ConflictError: 409,
    QueryError: 422,
    RefusedStatementError: 422,
    SearchError: 422,
    LeaseError: 503,
    AsOfError: 422,
    GraphError: 503,
    DoorError: 422,
    CurationError: 422,
    DiagnosisError: 422,
    NotFittedError: 409,
    NoPatternsError: 404,
    SmallGroupError: 403,
}


_RETRY_SECONDS = 10


def get_status(error: Exception) -> int:
    """Return the HTTP status of a refusal: that of the nearest class listed, else 500."""
    return next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 500)


def add_error_handlers(app: FastAPI) -> None:
    """Let every refusal answer as ``{"detail": one line}`` with its status."""

    def answer(_: Request, error: Exception) -> JSONResponse:
        status = get_status(error)
        headers = {"Retry-After": str(_RETRY_SECONDS)} if status == 503 else None
        return JSONResponse({"detail": str(error)}, status_code=status, headers=headers)

    for kind in _STATUS:
        app.add_exception_handler(kind, answer)
