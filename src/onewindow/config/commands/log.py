"""`onewindow log`: what an event log says, and whether it kept to a procedure."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.config import console, environment

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog

app = typer.Typer(no_args_is_help=True, help="过程挖掘：从事件日志看实际怎么办的。")

LogFile = Annotated[
    Path, typer.Argument(help="XES（可 .gz）、CSV、Parquet、OCEL 2.0 JSON，或账本导出的 .jsonl。")
]
Mapped = Annotated[
    list[str] | None,
    typer.Option(
        "--map", help="列的含义，如 --map case=办件编号；另有 activity at resource unit。"
    ),
]
Zone = Annotated[str, typer.Option(help="时间没写时区时所在的时区，也用来分钟点。")]
Calendar = Annotated[str, typer.Option(help="cn：另按国务院放假安排算工作时间。")]
Hours = Annotated[str, typer.Option(help="上班时间，如 09:00-12:00,13:00-17:00。")]
Since = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="只看这天起开始的办件。")
]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="只看到这天为止的。")]
Only = Annotated[
    list[str] | None,
    typer.Option(
        help="只看一部分办件，如 --only unit=市规划局；另有 activity outcome variant 和办件的属性。"
    ),
]
MEMORY = Annotated[str, typer.Option(help="内存上限，如 4GB；超过的部分写到磁盘。")]


@app.command()
def mine(
    file: LogFile,
    *,
    mapped: Mapped = None,
    zone: Zone = "Asia/Shanghai",
    calendar: Calendar = "",
    hours: Hours = "09:00-12:00,13:00-17:00",
    deadline: Annotated[str, typer.Option(help="办件的哪个属性是期限；不写就自己找。")] = "",
    since: Since = None,
    until: Until = None,
    only: Only = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
    html: Annotated[Path | None, typer.Option(help="另存一页图文报告，可直接发送、打印。")] = None,
    memory: MEMORY = "",
) -> None:
    """量一份事件日志：流向、变体、时长、返工、交接、到件，以及日志本身的毛病。"""
    from onewindow.eventlog import LogError, OfficeHours, measure
    from onewindow.eventlog.telling import tell
    from onewindow.kernel.workdays import WorkCalendar

    if calendar not in {"", "cn"}:
        console.fail("--calendar 只能写 cn（国务院放假安排）。")
    try:
        log = _read(file, mapped, zone, memory)
        log = _part(log, since.date() if since else None, until.date() if until else None, only)
        official = WorkCalendar.official() if calendar else None
        measured = measure(log, official, OfficeHours.parse(hours), deadline=deadline)
    except LogError as error:
        console.fail(error.message)
    answer = {
        "source": log.source.as_json(),
        "problems": log.dirt.as_json(),
        "measures": measured.as_json(),
    }
    if html is not None:
        from onewindow.config.log_map import map_of
        from onewindow.eventlog.report import page

        try:
            html.write_text(page(log, measured, map_svg=map_of(log, measured)), encoding="utf-8")
        except OSError as error:
            console.fail(f"写不了 {html}：{environment.reason(error)}")
    console.answer(answer, as_json=as_json, text="\n".join(tell(log, measured)))


def _read(file: Path, mapped: list[str] | None, zone: str, memory: str) -> "EventLog":
    from onewindow.eventlog import LogError, read
    from onewindow.eventlog.running import number

    try:
        log = read(file, mapping=pairs(mapped, "--map"), zone=zone, memory_limit=memory)
    except OSError as error:
        console.fail(f"读不了 {file}：{environment.reason(error)}")
    if not number(log.events.count()):
        found = "".join(problem.tell() for problem in log.problems if problem.is_left_out)
        raise LogError(f"文件 {file.name} 里没有读得出的事件。{found}请看各列选对了没有。")
    return log


def _part(
    log: "EventLog", since: date | None, until: date | None, only: list[str] | None
) -> "EventLog":
    from onewindow.eventlog import Filter, LogError, where
    from onewindow.eventlog.running import number

    if not (since or until or only):
        return log
    wanted: dict[str, list[str]] = {}
    for name, value in (pair.split("=", 1) for pair in only or () if "=" in pair):
        wanted.setdefault(name, []).append(value)
    known = {"unit": "units", "activity": "activities", "outcome": "outcomes", "person": "people"}
    asked = Filter(
        since=since,
        until=until,
        variants=tuple(int(rank) for rank in wanted.pop("variant", ()) if rank.isdigit()),
        **{known[name]: tuple(wanted.pop(name)) for name in known if name in wanted},
        attributes={name: tuple(values) for name, values in wanted.items()},
    )
    part = where(log, asked)
    if not number(part.cases.count()):
        raise LogError("没有符合条件的办件。")
    return part


def pairs(given: list[str] | None, option: str) -> dict[str, str]:
    """Read `name=value` words; end the command where one is not."""
    found = dict(pair.partition("=")[::2] for pair in given or ())
    if any(not value for value in found.values()):
        console.fail(f"{option} 要写成 名称=值，如 {option} case=办件编号。")
    return found


@app.command()
def conform(
    file: LogFile,
    procedure: Annotated[
        str, typer.Argument(help="环节表（.yaml 或 .json），或本系统已发布事项的编码、网址名。")
    ],
    *,
    mapped: Mapped = None,
    zone: Zone = "Asia/Shanghai",
    since: Since = None,
    until: Until = None,
    only: Only = None,
    shown: Annotated[int, typer.Option(help="逐件列出几处。")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。")] = False,
    memory: MEMORY = "",
) -> None:
    """逐件核对日志是否按流程办：少环节、先后不对、部门不对、超时限、要了指南没有的材料。"""
    from onewindow.eventlog import LogError
    from onewindow.eventlog.conformance import check, read_expected
    from onewindow.kernel.workdays import WorkCalendar

    path = Path(procedure)
    try:
        if path.suffix or path.exists():
            expected = read_expected(path)
        else:
            console.open_database()
            # It imports models, which need Django set up.
            from onewindow.config.conforming import expected_of

            expected = expected_of(procedure)
        log = _read(file, mapped, zone, memory)
        log = _part(log, since.date() if since else None, until.date() if until else None, only)
        found = check(log, expected, WorkCalendar.official())
    except LogError as error:
        console.fail(error.message)
    answer = {"source": log.source.as_json(), "problems": log.dirt.as_json(), **found.as_json()}
    console.answer(answer, as_json=as_json, text="\n".join(found.tell(shown)))
