"""`onewindow accounts`: what only whoever runs the server may do to an account."""

import sys
from typing import Annotated

import typer

from onewindow.config import console

app = typer.Typer(no_args_is_help=True, help="账户：设定口令。")


@app.callback()
def accounts() -> None:
    """账户：设定口令。"""


@app.command("password")
def set_password(
    username: Annotated[str, typer.Argument(help="用户名，不分大小写。")],
    *,
    from_stdin: Annotated[bool, typer.Option("--stdin", help="从标准输入读一行作为口令。")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
) -> None:
    """给账户设定口令（输入两遍）；已经用旧口令登录的，要重新登录。"""
    console.open_database()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils.timezone import now

    from onewindow.accounts.models import User
    from onewindow.events import SYSTEM

    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        console.fail(f"没有用户名为“{username}”的账户。")
    password = sys.stdin.readline().rstrip("\r\n") if from_stdin else _ask_twice()
    try:
        validate_password(password, user)
    except ValidationError as error:
        console.fail("口令不能用：" + "".join(error.messages))
    user.give_password(password, by=SYSTEM, at=now())
    console.answer(
        {"username": user.username, "name": user.name},
        as_json=as_json,
        text=f"已设定 {user.name}（{user.username}）的口令。",
    )


def _ask_twice() -> str:
    first: str = typer.prompt("新口令", hide_input=True, err=True)
    second: str = typer.prompt("再输一遍", hide_input=True, err=True)
    if first != second:
        console.fail("两次输入的口令不一样，没有改动。")
    return first
