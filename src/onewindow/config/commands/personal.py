"""`onewindow personal`: the register of personal data."""

import typer

from onewindow.config import console

app = typer.Typer(no_args_is_help=True, help="个人信息：登记表，以及加密存放。")


@app.command("register")
def register_command() -> None:
    """打印个人信息登记表（docs/personal-data.md）。"""
    console.open_database()
    from onewindow.accounts.personal import register
    from onewindow.accounts.personal_page import page_of

    typer.echo(page_of(register()), nl=False)


@app.command("seal")
def seal_command() -> None:
    """把还是明文的电话、地址加密存放；可以反复执行，升级时会自动做。"""
    console.open_database()
    from onewindow.config.sealing import seal_plain

    typer.echo(f"已加密 {seal_plain()} 行。")
