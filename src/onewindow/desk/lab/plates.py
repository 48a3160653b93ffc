"""Charts of a diagnosis, each with one sentence that says what it shows, and a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from onewindow.desk.lab.plots import Parts, Stacks, Week, stacks
from onewindow.insight.vocabulary import BY_APPLICANT

DAY = 86_400
HOUR = 1 / 24
SHOWN = 8
NOBODY = {"", *BY_APPLICANT}


@dataclass(frozen=True)
class Plate:
    """A chart with its title, what it says, what its colours mean, and the figures behind it.

    Without a chart `said` tells why there is none and what to do.
    """

    code: str
    title: str
    said: str
    stacks: Stacks | None = None
    weeks: Sequence[tuple[str, str, Week]] = ()
    legend: Sequence[tuple[str, str]] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    note: str = ""


@dataclass(frozen=True)
class Wait:
    """How long one activity waited, in calendar days by cause."""

    activity: str
    count: int
    total: float
    causes: dict[str, float]

    @property
    def mean(self) -> float:
        """Calendar days that it waits each time."""
        return self.total / max(1, self.count)


def cause_names() -> dict[str, str]:
    """Name the causes of waiting."""
    return {
        "batching": _("攒批"), "contention": _("人手占用"), "priority": _("先办了后来的"),
        "unavailability": _("不上班"), "other": _("其他"),
    }  # fmt: skip


def cause_meanings() -> dict[str, str]:
    """Say the causes so that nobody has to ask."""
    return {
        "batching": _("攒批：等凑够几件一起办"),
        "contention": _("人手占用：经办人在办更早来的"),
        "priority": _("先办了后来的：经办人让后来的插了队"),
        "unavailability": _("不上班：夜里、周末和节假日"),
        "other": _("其他：日志里看不出原因"),
    }


def why(found: Sequence[dict[str, object]]) -> Plate:
    """Split the waiting by cause; `found` is empty for a log that does not say when work began."""
    title = _("为什么等")
    waits = [_wait(each) for each in found]
    whole = sum(each.total for each in waits)
    if not whole:
        said = _(
            "分不出为什么等：日志没有写开始办理的时间和办理人。导出时加上这两列，重新上传，就能分清。"
        )
        return Plate("causes", title, said)
    names = cause_names()
    sums = {cause: sum(each.causes[cause] for each in waits) for cause in names}
    first, second = sorted(sums, key=lambda cause: -sums[cause])[:2]
    worst = waits[0]
    main = max(worst.causes, key=lambda cause: worst.causes[cause])
    said = _(
        "等待里 %(a_share)s 是%(a)s，%(b_share)s 是%(b)s。等得最多的环节是“%(step)s”，"
        "每次平均等 %(days)s 天，其中 %(share)s 是%(cause)s。"
    ) % {
        "a": names[first], "a_share": percent(sums[first], whole),
        "b": names[second], "b_share": percent(sums[second], whole),
        "step": worst.activity, "days": f"{worst.mean:.1f}",
        "cause": names[main], "share": percent(worst.causes[main], worst.total),
    }  # fmt: skip
    drawn = stacks(
        [
            Parts(
                each.activity,
                _("平均 %(n)s 天") % {"n": f"{each.mean:.1f}"},
                {
                    cause: (
                        each.causes[cause] / each.count,
                        f"{names[cause]} {percent(each.causes[cause], each.total)}",
                    )
                    for cause in names
                },
            )
            for each in sorted(waits, key=lambda each: -each.mean)[:SHOWN]
            if each.mean >= HOUR or each is worst
        ]
    )
    rows = [
        (
            each.activity, f"{each.count}", f"{each.mean:.1f}",
            *(percent(each.causes[cause], each.total) for cause in names),
        )
        for each in waits
    ]  # fmt: skip
    return Plate(
        "causes", title, said, drawn,
        legend=list(cause_meanings().items()),
        heads=(_("环节"), _("次数"), _("平均等（天）"), *names.values()), rows=rows,
        note=_("按自然日算，每次平均。只算写明了开始时间和办理人的环节。"),
    )  # fmt: skip


def _wait(found: dict[str, object]) -> Wait:
    seconds = {cause: float(str(found[cause])) / DAY for cause in cause_names()}
    return Wait(
        str(found["activity"]), int(str(found["instances"])), float(str(found["total"])) / DAY,
        seconds,
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """How often a date or a limit was kept; `label` says which, `limit` in words."""

    label: str
    count: int
    late: int
    limit: str = ""

    @property
    def in_time(self) -> int:
        """How often it was."""
        return self.count - self.late


def on_time(whole: Kept | None, steps: Sequence[Kept], *, late_by: float | None = None) -> Plate:
    """Show what was in time and what was late, of the cases and of every step with a limit.

    `late_by`: half of the late cases were later than so many days.
    """
    title = _("按期了吗")
    if whole is None and not steps:
        said = _(
            "看不出按没按期：日志里没有应办结日期，流程也没有承诺时限。"
            "导出时加上“应办结日期”一列，或者在新建项目时选上对应的事项。"
        )
        return Plate("deadlines", title, said)
    bars = [*([whole] if whole else []), *steps]
    drawn = stacks(
        [
            Parts(each.label, percent(each.in_time, each.count), {
                "kept": (each.in_time, _("按期 %(n)s") % {"n": each.in_time}),
                "late": (each.late, _("超期 %(n)s") % {"n": each.late}),
            })
            for each in bars
        ],
        is_share=True,
    )  # fmt: skip
    rows = [
        (each.label, each.limit or "—", f"{each.count}", f"{each.in_time}", f"{each.late}",
         percent(each.in_time, each.count))
        for each in bars
    ]  # fmt: skip
    return Plate(
        "deadlines", title, _kept_said(whole, steps, late_by), drawn,
        legend=[("kept", _("按期")), ("late", _("超期"))],
        heads=(_("环节"), _("时限"), _("次数"), _("按期"), _("超期"), _("按期的比例")), rows=rows,
        note=_("环节的时限从可以办的第二天算起，到限期当天为止。") if steps else "",
    )  # fmt: skip


def _kept_said(whole: Kept | None, steps: Sequence[Kept], late_by: float | None) -> str:
    told = []
    if whole:
        told.append(
            _("%(n)s 件里 %(kept)s 件按期办结，%(late)s 件超期（%(share)s）。") % {
                "n": whole.count, "kept": whole.in_time, "late": whole.late,
                "share": percent(whole.late, whole.count),
            }
        )  # fmt: skip
        if whole.late and late_by is not None:
            told.append(_("超期的一半晚了 %(days)s 天以上。") % {"days": f"{late_by:.1f}"})
    worst = max(steps, key=lambda each: each.late / max(1, each.count), default=None)
    if worst and worst.late:
        told.append(
            _("最常超时限的环节是“%(step)s”：%(n)s 次里 %(late)s 次（%(share)s）。") % {
                "step": worst.label, "n": worst.count, "late": worst.late,
                "share": percent(worst.late, worst.count),
            }
        )  # fmt: skip
    elif worst:
        told.append(_("各环节都在时限以内。"))
    return "".join(told)


def handing_over(
    found: Sequence[dict[str, object]], cases: int, called: Callable[[str], str]
) -> Plate:
    """Show how often cases pass from department to department, and how long that takes."""
    title = _("部门之间转手")
    pairs = [
        (called(str(each["source"])), called(str(each["target"])), int(str(each["count"])),
         _half(each["waiting"]))
        for each in found
        if each["source"] != each["target"] and not {each["source"], each["target"]} & NOBODY
    ]  # fmt: skip
    if not pairs:
        has_units = any(each["source"] for each in found)
        said = (
            _("办件一直在一个部门里，没有转手。")
            if has_units
            else _("日志没有写办理部门，看不出转手。导出时加上“办理部门”一列，就能看到。")
        )
        return Plate("handovers", title, said)
    often = pairs[0]
    slow = max((pair for pair in pairs if pair[2] >= cases / 20), key=lambda p: p[3], default=often)
    said = _("每件平均转手 %(n)s 次，最常见的是%(a)s转%(b)s（%(count)s 次）。") % {
        "n": f"{sum(pair[2] for pair in pairs) / max(1, cases):.1f}",
        "a": often[0], "b": often[1], "count": often[2],
    }  # fmt: skip
    if slow[3] >= HOUR:
        said += _("最慢的是%(c)s转%(d)s，一半%(days)s以后才办完下一步。") % {
            "c": slow[0], "d": slow[1], "days": lasting(slow[3]),
        }  # fmt: skip
    drawn = stacks([
        Parts(
            f"{source} → {target}",
            _("%(n)s 次 · %(days)s") % {"n": count, "days": lasting(days)},
            {"handed": (float(count), _("%(n)s 次") % {"n": count})},
        )
        for source, target, count, days in pairs[:SHOWN]
    ])  # fmt: skip
    rows = [(source, target, f"{n}", lasting(days)) for source, target, n, days in pairs[:20]]
    heads = (_("从"), _("到"), _("次数"), _("一半等到办完"))
    note = _("条越长，转得越多；时间按自然日，从上一步办完到下一步办完，取一半。")
    return Plate("handovers", title, said, drawn, heads=heads, rows=rows, note=note)


def lasting(days: float) -> str:
    """Say a time of the calendar in hours or days."""
    if days < HOUR:
        return _("不到 1 小时")
    if days < 1:
        return _("%(n)s 小时") % {"n": f"{24 * days:.0f}"}
    return _("约 %(n)s 天") % {"n": f"{days:.1f}"}


def _half(spread: object) -> float:
    return float(spread["p50"]) / DAY if isinstance(spread, dict) else 0.0


def percent(part: float, whole: float) -> str:
    """Say a share without digits; what is there is never 0 %, what is missing never 100 %."""
    if not whole:
        return "—"
    share = 100 * part / whole
    if 0 < share < 1:
        return "<1%"
    return ">99%" if 99 < share < 100 else f"{share:.0f}%"
