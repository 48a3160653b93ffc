"""Where what leaves the house goes: the mail server and the adapters of the channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from onewindow.config import environment

TO_FILE = "onewindow.messages.channels.file.FileChannel"
BY_SMTP = "onewindow.messages.channels.mail.MailChannel"
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """An SMTP server; without a host there is none. `smtps` is encrypted from the first byte."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    is_encrypted: bool = False


def mail_server() -> MailServer:
    """Return the server of `ONEWINDOW_MAIL_SERVER`; raise BadEnvironment when it is misspelt."""
    text = environment.text("ONEWINDOW_MAIL_SERVER")
    if not text:
        return MailServer()
    parts = urlsplit(text)
    if parts.scheme not in PORTS or not parts.hostname:
        raise environment.BadEnvironment(
            "ONEWINDOW_MAIL_SERVER 应写成 smtp://用户:密码@主机:587，或者 smtps://…:465，请检查。"
        )
    return MailServer(
        parts.hostname, parts.port or PORTS[parts.scheme], unquote(parts.username or ""),
        unquote(parts.password or ""), parts.scheme == "smtps",
    )  # fmt: skip


def channels(server: MailServer, *, is_trial: bool) -> Mapping[str, str]:
    """Return the adapter of each channel: named by the environment, in a trial a file."""
    usual = TO_FILE if is_trial else ""
    return {
        "mail": BY_SMTP if server.host else usual,
        "sms": environment.text("ONEWINDOW_SMS_ADAPTER") or usual,
        "wechat": environment.text("ONEWINDOW_WECHAT_ADAPTER") or usual,
    }
