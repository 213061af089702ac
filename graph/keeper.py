"""The process that owns an embedded server and ends it with its last client.

Every client holds a shared lock on ``clients.lock``; the system takes the lock back when the
client ends, also by ``kill -9``. When the keeper gets the lock for itself alone, nobody is left.
"""

import ctypes
import fcntl
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

_POLL_SECONDS = 0.2
_PR_SET_PDEATHSIG = 1


def keep(home: Path, command: list[str]) -> int:
    """Run the server until its last client is gone; return its exit code."""
    server = subprocess.Popen(  # noqa: S603 - the command is ours
        command,
        stdin=subprocess.DEVNULL,
        cwd=home,  # the server writes its own log below its working folder
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - one thread only
    )
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    with (home / "clients.lock").open("a") as clients:
        while server.poll() is None:
            if not is_staying(home) and _is_alone(clients.fileno()):
                server.terminate()
                server.wait()
            time.sleep(_POLL_SECONDS)
        (home / "server.json").unlink(missing_ok=True)
    return server.returncode


def is_staying(home: Path) -> bool:
    """Return whether ``db start`` asked the server to stay without clients."""
    try:
        return bool(json.loads((home / "server.json").read_text()).get("stay"))
    except (FileNotFoundError, json.JSONDecodeError):
        return False


def _is_alone(descriptor: int) -> bool:
    """Return whether no client is left; if so the lock is kept, so that none can come."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _end_with_parent() -> None:
    """Let the kernel end the server if the keeper itself is killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1]), sys.argv[2:]))
