"""The list of projects as a table to take along."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from onewindow.design.sheets import Cell, Sheet
from onewindow.desk.projects.listing import Row
from onewindow.projects.clocks import StageReading


def projects_sheet(rows: Iterable[Row]) -> Sheet:
    """Return one line for each project: what it is, and for each stage days used and limit."""
    listed = list(rows)
    stages = listed[0].read.stages if listed else ()
    heads = [
        _("项目代码"), _("项目名称"), _("项目类型"), _("建设单位"), _("建设地点"),
        _("总投资（元）"), _("建筑面积（平方米）"), _("登记日期"), _("在办阶段"), _("状态"),
        _("已用工作日"), _("总时限（工作日）"), _("超期"),
    ]  # fmt: skip
    for each in stages:
        name = {"stage": each.facts.name}
        heads += [
            _("%(stage)s开始") % name, _("%(stage)s结束") % name, _("%(stage)s已用") % name,
            _("%(stage)s时限") % name,
        ]  # fmt: skip
    return Sheet(_("工程建设项目"), heads, [_line(row) for row in listed])


def _line(row: Row) -> list[Cell]:
    project, read = row.project, row.read
    cells: list[Cell] = [
        project.code, project.name, project.kind.name, project.applicant_name, project.place,
        project.investment, project.area, f"{project.at:%Y-%m-%d}",
        row.stage.facts.name if row.stage else "", row.status, read.count.used(row.today),
        read.count.limit, _("是") if row.is_late else "",
    ]  # fmt: skip
    for each in read.stages:
        cells += _stage(each, row)
    return cells


def _stage(stage: StageReading, row: Row) -> list[Cell]:
    begun, done = stage.begun_on, stage.done_on
    return [
        begun.isoformat() if begun else "", done.isoformat() if done else "",
        stage.count.used(row.today), stage.count.limit,
    ]  # fmt: skip
