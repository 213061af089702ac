"""journeyman serve: the HTTP API and the pages."""

import socket
from contextlib import closing
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.commands.printing import console
from api.refusals import DoorError


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serve the API and the pages until interrupted."""
    check_free(host, port)
    console.print(f"http://{host}:{port}  (API: http://{host}:{port}/docs)")
    uvicorn.run(create_app(), host=host, port=port, log_level="warning", access_log=False)


def check_free(host: str, port: int) -> None:
    """Refuse a port that is taken.

    Raises:
        DoorError: something listens there already, or the address is not ours.
    """
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise DoorError(
                f"{host}:{port}: expected a free port, found it refused ({error.strerror}); "
                "choose another with --port"
            ) from error
