"""统计表 that was filled in: what differs from the data, and what of it goes into drafts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow.catalogue.actions.drafting import store_definition
from onewindow.catalogue.exchange.choices import parse_type
from onewindow.catalogue.exchange.parse import half_width, parse_yes_no
from onewindow.catalogue.exchange.problems import FormProblems, Problem, Refused
from onewindow.catalogue.form import TYPE_LABELS, ItemType
from onewindow.catalogue.models import ServiceItem
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.catalogue.papers.content import YES_NO
from onewindow.catalogue.papers.facts import ItemFacts
from onewindow.catalogue.papers.reading import Line, read_lines
from onewindow.catalogue.storing import definition_of
from onewindow.events.rules import Actor
from onewindow.orgs.models import Department

COLUMNS = {
    "unit": ("单位", "单位名称", "部门"),
    "name": ("事项名称", "审批事项", "名称"),
    "item_type": ("事项类型", "审批事项类型", "类型"),
    "is_on_provincial_platform": ("是否录入省标准化平台", "是否录入省平台", "录入省标准化平台"),
    "is_online": ("是否纳入网上审批", "是否网上审批", "纳入网上审批"),
    "offline_reason": ("不纳入原因", "不纳入的原因", "未纳入原因", "原因"),
}
NEEDED = ("name", "item_type", "is_on_provincial_platform", "is_online")
ENDS = ("合计", "总计", "注", "填表人", "说明")


@dataclass(frozen=True)
class Stated:
    """What a line of the paper says of an item, and where."""

    name: str
    item_type: str
    is_on_provincial_platform: bool
    is_online: bool
    offline_reason: str
    where: str


@dataclass(frozen=True)
class Difference:
    """Where paper and data differ; `item` is the item's id, 0 for one that is not in the data."""

    name: str
    label: str
    here: str
    paper: str
    where: str
    item: int = 0


def read_statistics(data: bytes, filename: str) -> list[Stated]:
    """Return the lines; raise FormProblems with every problem found."""
    problems: list[Problem] = []
    stated = []
    for line in read_lines(data, filename, COLUMNS, NEEDED):
        name = line.texts["name"]
        if not name or line.all[0].startswith(ENDS) or name.startswith(ENDS):
            continue
        stated.append(_stated(line, problems))
    if problems:
        raise FormProblems(problems)
    return stated


def _stated(line: Line, problems: list[Problem]) -> Stated:
    found: dict[str, bool] = {}
    for code in ("is_on_provincial_platform", "is_online"):
        try:
            found[code] = parse_yes_no(line.texts[code])
        except Refused as error:
            problems.append(Problem(COLUMNS[code][0], line.places[code], str(error)))
    try:
        item_type = str(parse_type(line.texts["item_type"]))
    except Refused as error:
        item_type = ""
        problems.append(Problem(COLUMNS["item_type"][0], line.places["item_type"], str(error)))
    reason = line.texts.get("offline_reason", "")
    if not found.get("is_online", True) and not reason:
        message = _("不纳入网上审批的，要写明原因")
        place = line.places.get("offline_reason", line.places["name"])
        problems.append(Problem(COLUMNS["offline_reason"][0], place, message))
    return Stated(
        line.texts["name"], item_type, found.get("is_on_provincial_platform", False),
        found.get("is_online", False), reason, line.places["name"],
    )  # fmt: skip


def compare(stated: Sequence[Stated], facts: Sequence[ItemFacts]) -> list[Difference]:
    """Return every difference between paper and data; items are told by their names."""
    known = {half_width(each.name): each for each in facts}
    found = []
    for line in stated:
        here = known.pop(half_width(line.name), None)
        if here is None:
            found.append(Difference(line.name, _("事项"), _("没有"), _("有"), line.where))
            continue
        found += _differences(line, here)
    found += [
        Difference(each.name, _("事项"), _("有"), _("没有"), "", each.item)
        for each in known.values()
    ]
    return found


def _differences(line: Stated, here: ItemFacts) -> list[Difference]:
    reason = "" if line.is_online else line.offline_reason
    said = (
        ("item_type", here.type_label, _type_label(line.item_type)),
        (
            "is_on_provincial_platform",
            YES_NO[here.is_on_provincial_platform],
            YES_NO[line.is_on_provincial_platform],
        ),
        ("is_online", YES_NO[here.is_online], YES_NO[line.is_online]),
        ("offline_reason", here.offline_reason, reason),
    )
    return [
        Difference(here.name, COLUMNS[code][0], ours, theirs, line.where, here.item)
        for code, ours, theirs in said
        if ours != theirs
    ]


def _type_label(code: str) -> str:
    return TYPE_LABELS[ItemType(code)]


def write_into_drafts(
    department: Department, stated: Sequence[Stated], *, by: Actor, at: datetime
) -> tuple[list[str], list[str]]:
    """Set platform, online and reason on the drafts of a department's items.

    Return the names of those that were set, and of those that differ and have no draft.
    """
    done, left = [], []
    by_name = {half_width(each.name): each for each in stated}
    with transaction.atomic():
        for item in ServiceItem.objects.filter(department=department, is_standard=False):
            last = item.versions.order_by("number").last()
            line = by_name.get(half_width(last.name)) if last else None
            if last is None or line is None:
                continue
            definition = definition_of(last)
            wanted = replace(
                definition,
                is_on_provincial_platform=line.is_on_provincial_platform,
                is_online=line.is_online,
                offline_reason="" if line.is_online else line.offline_reason,
            )
            if wanted == definition:
                continue
            if last.status not in EDITABLE:
                left.append(last.name)
                continue
            store_definition(item, wanted, by=by, at=at)
            done.append(last.name)
    return done, left
