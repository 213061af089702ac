"""The read-only users of the embedded server, for free Cypher: made once, mended when they differ.

Each has a group of its own that may read records and nothing else. The group of ``analyst`` may
not read what learners are and did; that of ``learner-analyst`` may.
"""

import fcntl
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from graph.errors import ServerRefusedError
from graph.vocabulary import PEOPLE

_READ: Mapping[str, list[str]] = {"access": ["readRecord"]}
_NOTHING: Mapping[str, list[str]] = {"access": []}


@dataclass(frozen=True, slots=True)
class Login:
    """The name and password of a user of the embedded server."""

    user: str
    password: str


def ensure_analyst(home: Path, root: httpx.Client, database: str, *, learners: bool) -> Login:
    """Return the login of a read-only user; make or mend the user and its group first.

    ``root`` speaks to the server's HTTP port with root's rights. Safe for processes that come at
    once, and for a home that an older release has made.

    Raises:
        ServerRefusedError: the server does not take the user or the group.
    """
    user = "learner-analyst" if learners else "analyst"
    file = home / "secrets" / f"{user}.password"
    with (home / "analysts.lock").open("a") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        login = Login(user, _read_or_make(file))
        _ensure_group(root, database, login.user, learners=learners)
        if not _is_welcome(root, database, login):
            _save_user(root, database, login)
    return login


def _read_or_make(file: Path) -> str:
    """Return the password in a file of mode 0600, a new random one if there is none."""
    if file.is_file() and (password := file.read_text().strip()):
        return password
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    password = secrets.token_urlsafe(24)
    part = file.with_name(f"{file.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(password)
    part.replace(file)
    return password


def _ensure_group(root: httpx.Client, database: str, name: str, *, learners: bool) -> None:
    hidden = {} if learners else dict.fromkeys(sorted(PEOPLE), _NOTHING)
    wanted = {
        "resultSetLimit": -1,
        "readTimeout": -1,
        "access": [],
        "types": {"*": _READ, **hidden},
    }
    databases = _checked(root.get("/api/v1/server/groups"))["databases"]
    if databases.get(database, {}).get("groups", {}).get(name) != wanted:
        said = {"database": database, "name": name, **wanted}
        _checked(root.post("/api/v1/server/groups", json=said))


def _is_welcome(root: httpx.Client, database: str, login: Login) -> bool:
    """Return whether the user is there, in its group alone, and has this password."""
    users = _checked(root.get("/api/v1/server/users"))
    groups = {user["name"]: user["databases"] for user in users}
    if groups.get(login.user) != {database: [login.user]}:
        return False
    auth = (login.user, login.password)
    return not root.get("/api/v1/databases", auth=auth).is_error


def _save_user(root: httpx.Client, database: str, login: Login) -> None:
    groups = {database: [login.user]}
    said = {"name": login.user, "password": login.password, "databases": groups}
    users = _checked(root.get("/api/v1/server/users"))
    if any(user["name"] == login.user for user in users):
        params = {"name": login.user}
        _checked(root.put("/api/v1/server/users", params=params, json=said))
    else:
        _checked(root.post("/api/v1/server/users", json=said))


def _checked(answer: httpx.Response) -> Any:
    if answer.is_error:
        said = answer.json().get("detail", answer.text) if answer.content else answer.reason_phrase
        raise ServerRefusedError(f"the embedded server does not take its read-only user: {said}")
    return answer.json()["result"]
