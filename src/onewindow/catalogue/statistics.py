"""Rates of the published items, computed from what they say and never typed in (M31).

Every figure is a count of items that can be listed: the same conditions count and select.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.catalogue.codes import ExerciseLevel
from onewindow.catalogue.form import TYPE_LABELS, ItemType
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.models.versions import ItemVersionQuerySet

PERCENT = Decimal("0.01")
# The group of items that do not say their level.
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Measure:
    """A rate: the items that count, out of all of a group."""

    code: str
    label: str | Promise
    meaning: str | Promise
    condition: Q


MEASURES = (
    Measure("in_hall", lazy("进驻率"), lazy("进驻政务大厅的事项占全部事项"), Q(is_in_hall=True)),
    Measure("online", lazy("网上可办率"), lazy("可以网上办理的事项占全部事项"), Q(is_online=True)),
    Measure("whole_online", lazy("全程网办率"), lazy("网办等级为Ⅳ级的事项占全部事项"),
            Q(is_online=True, online_depth=4)),
    Measure("no_visit", lazy("零跑动率"), lazy("不用到现场的事项占全部事项"), Q(visits=0)),
    Measure("one_visit", lazy("最多跑一次率"), lazy("最多到现场一次的事项占全部事项"),
            Q(visits__lte=1)),
    Measure("instant", lazy("即办率"), lazy("即办件占全部事项"), Q(case_type="instant")),
    Measure("courier", lazy("快递送达率"), lazy("支持物流快递的事项占全部事项"),
            Q(sends_by_courier=True)),
    Measure("on_platform", lazy("录入率"), lazy("已录入省标准化平台的事项占全部事项"),
            Q(is_on_provincial_platform=True)),
)  # fmt: skip
# How items can be grouped: the code in the address, and the column.
GROUPINGS = {
    "department": "item__department__short_code",
    "type": "item_type",
    "level": "exercise_levels__0",
}
GROUPING_LABELS = {
    "department": lazy("按部门"), "type": lazy("按类型"), "level": lazy("按行使层级"),
}  # fmt: skip


@dataclass(frozen=True)
class Rate:
    """How many of how many; `percent` has two places, None of nothing."""

    measure: Measure
    count: int
    total: int

    @property
    def percent(self) -> Decimal | None:
        """Return 442 of 553 as 79.93."""
        return percent(self.count, self.total)


@dataclass(frozen=True)
class Line:
    """One group, or all of them together (`code` empty)."""

    code: str
    name: str
    total: int
    rates: Sequence[Rate]
    promised_days: int
    statutory_days: int

    @property
    def shortened(self) -> Decimal | None:
        """Return by how many percent the promises are shorter than the law allows."""
        return percent(self.statutory_days - self.promised_days, self.statutory_days)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a rate in percent, rounded half up to two places; None for nothing of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(PERCENT, ROUND_HALF_UP)


def statistics(grouping: str) -> tuple[list[Line], Line]:
    """Return a line for each group, and one for all; raise KeyError for an unknown grouping."""
    column = GROUPINGS[grouping]
    counted = _published().values(column).annotate(**_sums()).order_by(column)
    names = group_names(grouping)
    lines = [_line(row[column] or UNKNOWN, names, row) for row in counted]
    whole = _published().aggregate(**_sums())
    return lines, _line("", {"": _("合计")}, whole)


def rows_behind(*, grouping: str = "", group: str = "", measure: str = "") -> ItemVersionQuerySet:
    """Return the items that a figure counts; raise KeyError for what does not exist."""
    rows = _published().select_related("item__department").order_by("item__code")
    if grouping and group:
        is_unknown = Q(exercise_levels=[])
        rows = rows.filter(is_unknown if group == UNKNOWN else Q((GROUPINGS[grouping], group)))
    if measure:
        conditions = {each.code: each.condition for each in MEASURES}
        rows = rows.filter(conditions[measure])
    return rows


def group_names(grouping: str) -> dict[str, str]:
    """Return the names of the groups by their codes."""
    if grouping == "type":
        return {kind.value: _(TYPE_LABELS[kind]) for kind in ItemType}
    if grouping == "level":
        return {value: str(label) for value, label in ExerciseLevel.choices} | {
            UNKNOWN: _("未填写")
        }
    departments = _published().values_list("item__department__short_code", "item__department__name")
    return dict(departments.distinct())


def _published() -> ItemVersionQuerySet:
    return ItemVersion.objects.public()


def _sums() -> dict[str, Count | Sum]:
    same_unit = Q(review_limit_unit="working", statutory_limit_unit="working")
    sums: dict[str, Count | Sum] = {
        f"n_{each.code}": Count("pk", filter=each.condition) for each in MEASURES
    }
    return sums | {
        "total": Count("pk"),
        "promised": Sum("review_limit", filter=same_unit, default=0),
        "statutory": Sum("statutory_limit", filter=same_unit, default=0),
    }


def _line(code: str, names: Mapping[str, str], row: Mapping[str, int]) -> Line:
    return Line(
        code=code,
        name=names.get(code, code),
        total=row["total"],
        rates=[Rate(each, row[f"n_{each.code}"], row["total"]) for each in MEASURES],
        promised_days=row["promised"],
        statutory_days=row["statutory"],
    )
