"""`onewindow workdays`: on which day a time limit ends."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Annotated

import typer

from onewindow.config import console
from onewindow.kernel.workdays import Due, Unit, WorkCalendar

app = typer.Typer(no_args_is_help=True, help="按国家公布的工作日历推算期限届满日。")

# Lines answered at a time: few enough to stream, many enough to be fast.
CHUNK = 10_000

UNIT = Annotated[Unit, typer.Option(help="期限单位：working 工作日，calendar 自然日。")]
AS_JSON = Annotated[bool, typer.Option("--json", help="以 JSON 输出。")]
# So that a negative number reaches our own message and is not taken for an option.
NUMBERS_MAY_BE_NEGATIVE = {"ignore_unknown_options": True}


class BadLine(ValueError):
    """A line of the batch cannot be answered; the message names it."""


@app.command(context_settings=NUMBERS_MAY_BE_NEGATIVE)
def add(
    start: Annotated[str, typer.Argument(help="起算日，如 2024-02-01（当日不计）。")],
    days: Annotated[str, typer.Argument(help="天数，如 20。")],
    *,
    unit: UNIT = Unit.WORKING,
    as_json: AS_JSON = False,
) -> None:
    """推算一个期限的届满日，并说明理由。"""
    try:
        due = WorkCalendar.official().add(_read_date(start), _read_days(days), unit)
    except ValueError as error:
        raise _failure(str(error)) from error
    if as_json:
        typer.echo(json.dumps({**_answer(due), "why": due.why()}, ensure_ascii=False))
        return
    typer.echo(f"{due.on}（暂定）" if due.provisional else str(due.on))
    for line in due.why():
        typer.echo(f"  {line}")


@app.command()
def batch(
    *,
    unit: UNIT = Unit.WORKING,
    as_json: AS_JSON = False,
) -> None:
    """从标准输入逐行读取“日期 天数”，每行输出一个届满日。"""
    lines = typer.get_text_stream("stdin", encoding="utf-8", errors="replace")
    try:
        for answers in answer_batch(lines, unit, as_json=as_json):
            typer.echo("\n".join(answers))
    except BadLine as error:
        raise _failure(str(error)) from error


@app.command("set")
def set_day(
    region: Annotated[str, typer.Argument(help="区划代码，如 999900。")],
    day: Annotated[str, typer.Argument(help="日期，如 2026-07-15。")],
    name: Annotated[str, typer.Argument(help="名称，如 那达慕，会写进期限的说明。")],
    *,
    work: Annotated[bool, typer.Option("--work/--off", help="上班还是放假。")] = False,
) -> None:
    """规定一个地方某一天上班或放假，并重算在办办件的期限（每件记入账本）。"""
    console.open_database()
    from django.utils import timezone

    from onewindow.cases.recheck import recompute
    from onewindow.orgs.calendars import override_day
    from onewindow.orgs.models import Region

    try:
        override_day(region, _read_date(day), is_workday=work, name=name)
    except Region.DoesNotExist:
        raise _failure(f"没有区划“{region}”。") from None
    except ValueError as error:
        raise _failure(str(error)) from error
    moved = recompute(reason=name, at=timezone.now())
    typer.echo(
        f"{day} 在 {region} {'上班' if work else '放假'}（{name}）；重算了 {moved} 个在办办件。"
    )


def answer_batch(lines: Iterable[str], unit: Unit, *, as_json: bool) -> Iterator[list[str]]:
    """Yield the answers chunk by chunk; raise BadLine after those of the lines before it."""
    calendar, source, number = WorkCalendar.official(), iter(lines), 1
    while chunk := list(islice(source, CHUNK)):
        try:
            yield _answer_chunk(calendar, chunk, unit, as_json=as_json)
        except ValueError:
            good, fault = _find_fault(calendar, chunk, unit)
            if good:
                yield _answer_chunk(calendar, chunk[:good], unit, as_json=as_json)
            bad = chunk[good].strip()[:40]
            raise BadLine(f"第 {number + good} 行“{bad}”：{fault}") from None
        number += len(chunk)


def _answer_chunk(
    calendar: WorkCalendar, chunk: Sequence[str], unit: Unit, *, as_json: bool
) -> list[str]:
    rows = [_read_line(line) for line in chunk]
    if as_json:
        return [json.dumps(_answer(calendar.add(start, days, unit))) for start, days in rows]
    if unit is Unit.CALENDAR:
        return [_written(calendar.add(start, days, unit).on) for start, days in rows]
    due = calendar.add_many([start for start, _ in rows], [days for _, days in rows])
    return [_written(day) for day in due]


def _find_fault(calendar: WorkCalendar, chunk: Sequence[str], unit: Unit) -> tuple[int, str]:
    for good, line in enumerate(chunk):
        try:
            calendar.add(*_read_line(line), unit)
        except ValueError as error:
            return good, str(error)
    raise AssertionError("the chunk has no fault")


def _read_line(line: str) -> tuple[date, int]:
    words = line.split()
    if len(words) != 2:
        raise ValueError("应为“日期 天数”，如 2024-02-01 20")
    return _read_date(words[0]), _read_days(words[1])


@lru_cache(maxsize=100_000)
def _read_date(text: str) -> date:
    # fromisoformat alone would also take week dates and dates without hyphens.
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError(f"日期“{text}”不存在或写法不对，应为 2024-02-01 的形式")


@lru_cache(maxsize=10_000)
def _read_days(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"天数“{text[:20]}”不对，应为不小于 0 的整数")
    if len(text) > 6:
        last = WorkCalendar.official().last_day
        raise ValueError(f"天数“{text[:20]}”太大，最远只能推算到 {last}")
    return int(text)


@lru_cache(maxsize=100_000)
def _written(day: date) -> str:
    return day.isoformat()


def _answer(due: Due) -> dict[str, str | int | bool]:
    return {
        "start": due.start.isoformat(),
        "days": due.days,
        "unit": due.unit.value,
        "due": due.on.isoformat(),
        "provisional": due.provisional,
    }


def _failure(message: str) -> typer.Exit:
    typer.echo(message, err=True)
    return typer.Exit(code=1)
