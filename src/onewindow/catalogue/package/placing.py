"""Find or make the service item that a packed item is about."""

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import FormProblems, Problem
from onewindow.catalogue.models import BaseItem, ServiceItem
from onewindow.catalogue.package.content import PackedItem
from onewindow.catalogue.search.indexing import rebased
from onewindow.orgs.models import Department, Region

MAY_CHANGE = ("slug", "number", "department", "region", "base", "standard")


def item_for(
    packed: PackedItem,
    existing: ServiceItem | None,
    *,
    department: Department | None,
    may_change: bool,
) -> ServiceItem:
    """Return the item, made or brought in line; raise FormProblems for what is not there.

    `department` limits whose items may be named. Without `may_change` an item that exists keeps
    its address, number, base and standard.
    """
    problems: list[Problem] = []
    owner = _department(packed, existing, department, problems)
    if existing is not None and existing.is_standard != packed.is_standard:
        problems.append(
            _problem("is_standard", _("已有的事项和这里说的不同：一个是标准，一个不是"))
        )
    region = Region.objects.filter(code=packed.region).first()
    if region is None:
        problems.append(_problem("region", _("没有这个区划：%s") % packed.region))
    base = _base(packed, problems)
    standard = _standard(packed, problems)
    problems += _taken(packed, owner)
    if problems or owner is None or region is None:
        raise FormProblems(problems)
    if existing is not None and not may_change:
        return existing
    item = existing or ServiceItem(code=packed.code, is_standard=packed.is_standard)
    left = item.base_id
    item.slug, item.number = packed.slug, packed.number
    item.department, item.region, item.base, item.standard = owner, region, base, standard
    item.save(update_fields=MAY_CHANGE if existing else None)
    rebased(item, left)
    return item


def _problem(path: str, message: str) -> Problem:
    return Problem(_("事项"), path, message)


def _department(
    packed: PackedItem,
    existing: ServiceItem | None,
    limit: Department | None,
    problems: list[Problem],
) -> Department | None:
    code = packed.said.definition.department
    found = Department.objects.filter(short_code=code).first()
    if found is None:
        problems.append(_problem("department", _("没有登记的部门：%s") % code))
        return None
    said = {
        version.definition.department
        for version in (packed.in_force, packed.draft)
        if version is not None
    }
    if len(said) > 1 or (existing is not None and existing.department_id != found.pk):
        problems.append(_problem("department", _("这个事项编码属于另一个部门")))
    if limit is not None and limit.pk != found.pk:
        message = _("您只能导入“%(own)s”的事项，这是“%(name)s”的。")
        details = {"own": limit.name, "name": found.name}
        problems.append(_problem("department", message % details))
    return found


def _base(packed: PackedItem, problems: list[Problem]) -> BaseItem | None:
    code = packed.said.definition.base
    found = BaseItem.objects.filter(code=code).first() if code else None
    if code and found is None:
        problems.append(_problem("base", _("基本目录里没有 %s：请先导入基本目录") % code))
    return found


def _standard(packed: PackedItem, problems: list[Problem]) -> ServiceItem | None:
    code = packed.standard
    found = ServiceItem.objects.filter(code=code, is_standard=True).first() if code else None
    if code and found is None:
        problems.append(_problem("standard", _("没有编码为 %s 的标准事项：请一并导入") % code))
    return found


def _taken(packed: PackedItem, owner: Department | None) -> list[Problem]:
    others = ServiceItem.objects.exclude(code=packed.code)
    problems = []
    if others.filter(slug=packed.slug).exists():
        problems.append(_problem("slug", _("网址名“%s”已用于另一个事项") % packed.slug))
    if owner is not None and others.filter(department=owner, number=packed.number).exists():
        message = _("项目序号“%s”已用于本部门另一个事项")
        problems.append(_problem("number", message % packed.number))
    return problems
