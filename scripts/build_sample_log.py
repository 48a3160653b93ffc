"""Build the sample log: an invented permit as another system might have recorded it.

    .venv/bin/python -m scripts.build_sample_log

Everybody in it is invented. Some cases deviate on purpose, so that there is something to find.
"""

import csv
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from onewindow.kernel.workdays import WorkCalendar

FOLDER = Path(__file__).parents[1] / "data" / "sample" / "logs"
CASES = 150
SEED = 20_240_304
FIRST = date(2024, 3, 4)
COLUMNS = (
    "办件编号",
    "环节",
    "开始时间",
    "办结时间",
    "经办人",
    "部门",
    "渠道",
    "应办结时间",
    "补正材料",
)
CLERKS, REVIEWERS = ("示例·陈晓", "示例·周敏"), ("示例·孙立", "示例·吴桐", "示例·郑岩")
MATERIALS = ("申请表", "房产证明", "结婚证", "无违法记录证明")
# step, department, who, usual and longest minutes of work, usual working days until it begins
STEPS = (
    ("受理", "综合窗口", CLERKS, (10, 40), 0),
    ("现场踏勘", "市规划局", REVIEWERS[:2], (60, 150), 3),
    ("规划审查", "市规划局", REVIEWERS, (30, 120), 2),
    ("消防意见", "市消防支队", ("示例·何川",), (20, 90), 4),
    ("领导审批", "市规划局", ("示例·林局",), (3, 8), 3),
    ("制证", "综合窗口", CLERKS, (5, 15), 1),
    ("送达", "综合窗口", CLERKS, (5, 10), 1),
)


def build(path: Path) -> int:
    """Write the log; return how many rows."""
    rng = random.Random(SEED)
    rows = sorted((row for n in range(CASES) for row in _case(rng, n)), key=lambda row: row[3])
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(rows)
    return len(rows)


def _case(rng: random.Random, number: int) -> Iterator[tuple[str, ...]]:
    calendar = WorkCalendar.official()
    day = calendar.next_workday(FIRST + timedelta(days=rng.randrange(180)))
    due = datetime.combine(calendar.add(day, 15).on, time(17, 30))
    known = (rng.choice(["网上", "网上", "窗口"]), _said(due))
    at = datetime.combine(day, time(9)) + timedelta(minutes=rng.randrange(150))
    for name, unit, people, minutes, wait in _steps(rng):
        if wait:
            at = _office(calendar, at, rng.randrange(wait * 2 + 1), rng)
        if name == "领导审批":
            # He signs what lies there on Tuesdays and Fridays at half past two.
            at = _signing(calendar, at, number)
        ended = at + timedelta(minutes=rng.randint(*minutes))
        asked = rng.choice(MATERIALS) if name == "受理" and rng.random() < 0.25 else ""
        yield (f"示例-{number + 1:04}", name, _said(at), _said(ended), rng.choice(people), unit,
               *known, asked)  # fmt: skip
        at = ended + timedelta(minutes=1)


def _steps(rng: random.Random) -> Iterator[tuple[str, str, tuple[str, ...], tuple[int, int], int]]:
    for step in STEPS:
        if step[0] == "现场踏勘" and rng.random() < 0.3:
            continue
        if step[0] == "消防意见" and rng.random() < 0.06:
            continue
        yield step
        if step[0] == "规划审查" and rng.random() < 0.18:
            yield ("补正", "综合窗口", CLERKS, (5, 20), 5)
            yield step


def _office(calendar: WorkCalendar, at: datetime, days: int, rng: random.Random) -> datetime:
    day = calendar.add(at.date(), days).on if days else calendar.next_workday(at.date())
    if days == 0 and day == at.date() and at.time() < time(15):
        return at + timedelta(minutes=rng.randrange(60))
    day = calendar.add(at.date(), 1).on if day == at.date() else day
    hour = rng.choice([9, 10, 11, 13, 14, 15])
    return datetime.combine(day, time(hour, rng.randrange(60)))


def _signing(calendar: WorkCalendar, at: datetime, number: int) -> datetime:
    day = calendar.add(at.date(), 1).on
    while day.weekday() not in {1, 4}:
        day = calendar.add(day, 1).on
    return datetime.combine(day, time(14, 30)) + timedelta(minutes=number % 12)


def _said(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M")


if __name__ == "__main__":
    print(build(FOLDER / "permits.csv"))
