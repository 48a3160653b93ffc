"""The figures and the rows behind them as tables to take along."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from onewindow.catalogue import statistics
from onewindow.catalogue.form import TYPE_LABELS, ItemType
from onewindow.catalogue.models import ItemVersion
from onewindow.design.sheets import Cell, Sheet


def figures_sheet(grouping: str) -> Sheet:
    """Return a line for each group and one for all: count and rate of every measure."""
    lines, whole = statistics.statistics(grouping)
    heads = [_("分组"), _("事项数")]
    for measure in statistics.MEASURES:
        heads += [_("%(rate)s（个）") % {"rate": measure.label}, f"{measure.label}（%）"]
    heads += [_("承诺时限合计（工作日）"), _("法定时限合计（工作日）"), _("时限压缩（%）")]
    return Sheet(_("事项统计"), heads, [_figures(line) for line in (*lines, whole)])


def _figures(line: statistics.Line) -> list[Cell]:
    cells: list[Cell] = [line.name, line.total]
    for rate in line.rates:
        cells += [rate.count, rate.percent]
    return [*cells, line.promised_days, line.statutory_days, line.shortened]


def rows_sheet(versions: Iterable[ItemVersion]) -> Sheet:
    """Return the items behind a figure, with what the figures count."""
    heads = [
        _("事项编码"), _("事项名称"), _("部门"), _("事项类型"), _("版本"), _("承诺时限（工作日）"),
        _("法定时限（工作日）"), _("到现场次数"), _("是否网上办理"), _("网办等级"),
        _("是否进驻政务大厅"),
    ]  # fmt: skip
    return Sheet(_("事项"), heads, [_row(version) for version in versions])


def _row(version: ItemVersion) -> list[Cell]:
    return [
        version.item.code, version.name, version.item.department.name,
        _(TYPE_LABELS[ItemType(version.item_type)]), version.number, version.review_limit,
        version.statutory_limit, version.visits, _("是") if version.is_online else _("否"),
        version.get_online_depth_display(), _("是") if version.is_in_hall else _("否"),
    ]  # fmt: skip
