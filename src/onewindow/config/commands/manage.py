"""`onewindow manage`: Django's own commands, for developers."""

import typer

from onewindow.config import console

PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def manage(context: typer.Context) -> None:
    """运行 Django 自带的管理命令（供开发者使用），例如 onewindow manage makemigrations。"""
    console.open_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["onewindow manage", *context.args])
