"""Read the process environment once, loudly."""

import os
import secrets
from pathlib import Path

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


class BadEnvironment(Exception):
    """An environment variable that cannot be used; the message says which and what to do."""


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
    """Return the folder of everything the system writes (`ONEWINDOW_HOME`, else `./var`)."""
    return Path(os.environ.get("ONEWINDOW_HOME") or "var").resolve()


def has_default_home() -> bool:
    """Tell whether nobody chose a home."""
    return not os.environ.get("ONEWINDOW_HOME")


def secret(name: str, *, size: int = 32) -> str:
    """Return a secret from `<name>_FILE`, `<name>`, or a file made once under home/secrets."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadEnvironment(
                f"读不到 {name}_FILE 指的文件 {path}：{error.strerror}。"
            ) from error
    if value := os.environ.get(name):
        return value
    return _made_once(home() / "secrets" / name.lower(), size)


def _made_once(path: Path, size: int) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        value = secrets.token_hex(size)
        file.write(value)
    return value


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


def words(name: str, *, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without empty parts."""
    return [word.strip() for word in text(name, default=default).split(",") if word.strip()]


def hosts(name: str, *, is_trial: bool) -> list[str]:
    """Return the host names the site answers to; raise BadEnvironment when production has none."""
    found = words(name, default="127.0.0.1,localhost,[::1],testserver" if is_trial else "")
    if not found:
        raise BadEnvironment(f"正式环境（ONEWINDOW_TRIAL=0）须用 {name} 写明网站的域名。")
    return found
