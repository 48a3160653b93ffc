"""The timeline of the demo's case for a person to read: real times, due dates and why."""

from datetime import datetime
from typing import TypedDict

import typer


class StepJSON(TypedDict):
    """A step as the desk's timeline.json gives it; times are ISO 8601 or null."""

    code: str
    name: str
    kind: str
    unit: str
    enabled_at: str | None
    started_at: str | None
    ended_at: str | None
    due_on: str | None
    why: list[str]
    officer: str
    outcome: str


class ClockJSON(TypedDict):
    """A clock as the desk's timeline.json gives it."""

    name: str
    basis: str
    limit: int
    started_on: str
    due_on: str
    is_provisional: bool
    why: list[str]


class ReportJSON(TypedDict):
    """The desk's timeline.json."""

    number: str
    item: str
    version: int
    applicant: str
    status: str
    clocks: list[ClockJSON]
    steps: list[StepJSON]
    letter_number: str


def print_timeline(report: ReportJSON) -> None:
    """Print steps, clocks and the reason of each date."""
    typer.echo(f"\n{report['item']}（第 {report['version']} 版）")
    typer.echo(f"收件编号 {report['number']}　申请人 {report['applicant']}")
    for step in report["steps"]:
        typer.echo(
            f"  {step['name']}（{step['unit']}，{step['officer'] or '—'}）"
            f"　到达 {_time(step['enabled_at'])}　开始 {_time(step['started_at'])}"
            f"　办完 {_time(step['ended_at'])}　限办 {step['due_on'] or '—'}"
        )
        for line in step["why"]:
            typer.echo(f"      {line}")
    for clock in report["clocks"]:
        provisional = "（暂定）" if clock["is_provisional"] else ""
        typer.echo(
            f"  {clock['name']} {clock['limit']} 个工作日：{clock['due_on']}{provisional}"
            f"　依据：{clock['basis']}"
        )
        for line in clock["why"]:
            typer.echo(f"      {line}")


def _time(text: str | None) -> str:
    if text is None:
        return "—"
    return datetime.fromisoformat(text).astimezone().strftime("%H:%M:%S.%f")[:-3]
