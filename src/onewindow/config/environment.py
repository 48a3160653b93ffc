"""Read the process environment once, loudly."""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path

from onewindow.config import checkout

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}
REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "不存在",
    errno.ENOTDIR: "上级不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}
LOCAL = ("127.0.0.1", "localhost", "[::1]", "testserver")


class BadEnvironment(Exception):
    """An environment variable that cannot be used; the message says which and what to do."""


def reason(error: OSError) -> str:
    """Say why the operating system refused, in Chinese as far as it is one of the usual reasons."""
    return REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes/no variable; raise BadEnvironment on anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise BadEnvironment(f"环境变量 {name} 只能写 1 或 0，现在是“{value}”。")


def home() -> Path:
    """Return the folder of everything the system writes; raise BadEnvironment when it is a file.

    `ONEWINDOW_HOME`, else `var` in the clone that the package runs from, else `./var`.
    """
    default = (checkout() or Path()) / "var"
    chosen = Path(os.environ.get("ONEWINDOW_HOME") or default).resolve()
    # os.path does not mind a folder above that may not be entered; that is said later.
    if os.path.isfile(chosen):
        raise BadEnvironment(
            f"ONEWINDOW_HOME 应是文件夹，而 {chosen} 是一个文件。请另选一个文件夹。"
        )
    return chosen


def has_default_home() -> bool:
    """Tell whether nobody chose a home."""
    return not os.environ.get("ONEWINDOW_HOME")


def secret(name: str, *, size: int = 32) -> str:
    """Return a secret from `<name>_FILE`, `<name>`, or a file made once under home/secrets."""
    if path := os.environ.get(f"{name}_FILE"):
        return _read(Path(path), f"{name}_FILE 指的文件")
    if value := os.environ.get(name):
        return value
    path_made = home() / "secrets" / name.lower()
    try:
        _make_once(path_made, secrets.token_hex(size))
    except OSError as error:
        raise BadEnvironment(f"无法写入密钥文件 {path_made}：{reason(error)}。") from error
    return _read(path_made, "密钥文件")


def _make_once(path: Path, value: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.exists():
        return
    # Linked when whole: two processes that start together agree on the first.
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


def _read(path: Path, what: str) -> str:
    try:
        found = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadEnvironment(f"读不到{what} {path}：{reason(error)}。") from error
    if not found:
        raise BadEnvironment(f"{what} {path} 是空的。请从备份恢复，或写入新的密钥。")
    return found


def text(name: str, *, default: str = "") -> str:
    """Return a text variable without surrounding space."""
    return os.environ.get(name, default).strip()


def number(name: str, *, default: int) -> int:
    """Return a whole number above zero; raise BadEnvironment on anything else."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or int(value) == 0:
        raise BadEnvironment(f"环境变量 {name} 应写大于 0 的整数，现在是“{value}”。")
    return int(value)


def percent(name: str, *, default: int) -> int:
    """Return a whole number from 1 to 100; raise BadEnvironment on anything else."""
    value = number(name, default=default)
    if value > 100:
        raise BadEnvironment(f"环境变量 {name} 应写 1 到 100 的整数，现在是“{value}”。")
    return value


def words(name: str, *, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without empty parts."""
    return [word.strip() for word in text(name, default=default).split(",") if word.strip()]


def trial(name: str, *, hosts: str) -> bool:
    """Tell whether this is a trial; raise BadEnvironment when a site with a name does not say."""
    if words(hosts) and name not in os.environ:
        raise BadEnvironment(
            f"写了 {hosts} 就要写明 {name}：正式环境写 0（Cookie 只走 HTTPS），试用写 1。"
        )
    return flag(name, default=True)


def hosts(name: str, *, is_trial: bool) -> list[str]:
    """Return the host names the site answers to; raise BadEnvironment when production has none.

    A trial answers to this machine's own names too: its demo comes by them.
    """
    found = words(name)
    if is_trial:
        return [*LOCAL, *found]
    if not found:
        raise BadEnvironment(f"正式环境（ONEWINDOW_TRIAL=0）须用 {name} 写明网站的域名。")
    return found
