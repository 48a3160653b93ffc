"""An invented event log of last year for the sample project: the same every time."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from onewindow.kernel.workdays import WorkCalendar

HEADS = (
    "办件编号", "环节", "到达时间", "开始时间", "办结时间", "办理人", "办理部门", "结论",
    "补正材料", "承诺办结日期",
)  # fmt: skip
CASES = 1260
FIRST, LAST = date(2025, 9, 22), date(2026, 9, 18)
MORNING, NOON, AFTERNOON, EVENING = time(9), time(12), time(13), time(17)


@dataclass(frozen=True)
class Desk:
    """Who does a step, and how: people, minutes of work, days it lies about, share that is refused.

    On `weekdays` alone (Monday is 0) it is taken up, all at once, if any are named.
    """

    name: str
    unit: str
    people: tuple[str, ...]
    minutes: float
    waits: float
    refuses: float = 0.0
    weekdays: tuple[int, ...] = ()


DESKS = (
    Desk("受理", "市政务局", ("示例·周甲", "示例·吴乙", "示例·郑丙"), 25, 0.05),
    Desk("收文登记和转办", "市市场监管局", ("示例·冯丁",), 12, 0.55),
    Desk("材料齐全性核对", "市市场监管局", ("示例·陈戊", "示例·褚己"), 35, 0.8),
    Desk("资料审查", "市市场监管局", ("示例·卫庚", "示例·蒋辛"), 70, 0.7, 0.01),
    Desk("经营场所现场核查", "市市场监管局", ("示例·沈壬", "示例·韩癸"), 85, 0.9, 0.03, (1, 3)),
    Desk("卫生现场核查", "市卫健委", ("示例·杨子", "示例·朱丑"), 80, 1.6, 0.01, (2, 4)),
    Desk("消防意见", "市消防救援局", ("示例·秦寅",), 45, 2.1, 0.005),
    Desk("科长复核", "市市场监管局", ("示例·尤卯",), 10, 0.8),
    Desk("分管领导审签", "市市场监管局", ("示例·许辰",), 6, 1.3, 0.0, (0, 2, 4)),
    Desk("制证", "市市场监管局", ("示例·冯丁",), 15, 0.6),
    Desk("决定", "市市场监管局", ("示例·何巳",), 20, 0.5, 0.012),
    Desk("送达", "市政务局", ("示例·周甲", "示例·吴乙"), 15, 0.7),
)
FAULTS = (("从业人员健康证明", 0.55), ("平面布局图", 0.3), ("食品安全管理制度", 0.15))
CORRECTED = 0.34
# These have no opinion.
SILENT = ("受理", "收文登记和转办", "材料齐全性核对", "制证", "送达")


def sample_log(calendar: WorkCalendar, *, seed: int = 20261122) -> bytes:
    """Write the log as CSV with Chinese heads, times in China without a zone."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(HEADS)
    luck = Random(seed)  # noqa: S311 – an invented log, no secret
    office = _Office(calendar, luck)
    for line in office.lines():
        table.writerow(line)
    return text.getvalue().encode()


class _Office:
    """Cases one after another; every desk takes what lies there when it comes to it."""

    def __init__(self, calendar: WorkCalendar, luck: Random) -> None:
        self.luck = luck
        days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 120))
        self.days = [day for day in days if calendar.is_workday(day)]
        self.calendar = calendar

    def lines(self) -> Iterator[tuple[str, ...]]:
        """Return the lines of all cases."""
        until = sum(day <= LAST for day in self.days)
        starts = sorted(self._arrival(self.luck.randrange(until)) for _ in range(CASES))
        for number, start in enumerate(starts, 1):
            yield from self._case(f"示例-{start:%Y}-{number:05d}", start)

    def _arrival(self, day: int) -> datetime:
        hour = self.luck.choices((9, 10, 11, 13, 14, 15, 16), (5, 7, 4, 3, 5, 4, 2))[0]
        return datetime.combine(self.days[day], time(hour, self.luck.randrange(60)))

    def _case(self, number: str, start: datetime) -> Iterator[tuple[str, ...]]:
        due = self.calendar.add(start.date(), 20).on.isoformat()
        at = start
        for desk in self._way():
            if desk.name == "资料审查" and self.luck.random() < CORRECTED:
                missing = [name for name, share in FAULTS if self.luck.random() < share]
                told = at = self._later(at, 0.3)
                yield self._line(number, "告知补正", desk, (at, at, told), "补正", missing, due)
                at = self._later(told, self.luck.lognormvariate(1.5, 0.6))
                times = (_at(told), _at(told), _at(at))
                yield (number, "提交补正", *times, "申请人", "申请人", "", "", due)
                if self.luck.random() < 0.05:
                    return
            begun = self._taken_up(desk, at)
            done = self._worked(begun, self.luck.lognormvariate(0, 0.45) * desk.minutes)
            is_refused = self.luck.random() < desk.refuses
            said = self._said(desk, is_refused=is_refused)
            yield self._line(number, desk.name, desk, (at, begun, done), said, [], due)
            if is_refused and desk.name != "决定":
                return
            at = done

    def _said(self, desk: Desk, *, is_refused: bool) -> str:
        if desk.name in SILENT:
            return ""
        if is_refused:
            return "不予许可" if desk.name == "决定" else "不同意"
        return "同意"

    def _way(self) -> Iterator[Desk]:
        """The usual order, with what offices do now and then."""
        order = list(DESKS)
        if self.luck.random() < 0.09:
            order[5], order[6] = order[6], order[5]
        for desk in order:
            if desk.name == "科长复核" and self.luck.random() < 0.04:
                continue
            yield desk
            if desk.name == "经营场所现场核查" and self.luck.random() < 0.06:
                yield desk

    def _taken_up(self, desk: Desk, at: datetime) -> datetime:
        begun = self._later(at, self.luck.expovariate(1 / desk.waits))
        if not desk.weekdays:
            return begun
        day = next(day for day in self.days if day > at.date() and day.weekday() in desk.weekdays)
        # What lies there on the day of the round is taken up together.
        return max(datetime.combine(day, MORNING), _floor(begun))

    def _later(self, at: datetime, days: float) -> datetime:
        return self._worked(at, days * 7 * 60)

    def _worked(self, at: datetime, minutes: float) -> datetime:
        """Go on by so many minutes of office hours."""
        left = timedelta(minutes=minutes)
        while True:
            for opens, closes in ((MORNING, NOON), (AFTERNOON, EVENING)):
                begin = max(at, datetime.combine(at.date(), opens))
                end = datetime.combine(at.date(), closes)
                if begin < end and self._is_open(at.date()):
                    if begin + left <= end:
                        return (begin + left).replace(microsecond=0)
                    left -= end - begin
                    at = end
            at = datetime.combine(at.date() + timedelta(days=1), MORNING)

    def _is_open(self, day: date) -> bool:
        return self.calendar.is_workday(day)

    def _line(
        self,
        number: str,
        name: str,
        desk: Desk,
        times: tuple[datetime, datetime, datetime],
        said: str,
        missing: list[str],
        due: str,
    ) -> tuple[str, ...]:
        who = self.luck.choice(desk.people)
        return (
            number, name, *(_at(each) for each in times), who, desk.unit, said,
            "、".join(missing), due,
        )  # fmt: skip


def _floor(at: datetime) -> datetime:
    return datetime.combine(at.date(), MORNING)


def _at(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
