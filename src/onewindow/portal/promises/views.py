"""The public lists of 容缺受理 and 告知承诺: items, materials, days."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onewindow.catalogue.models import ItemVersion, Material
from onewindow.design.sheets import Sheet, sheet_response


@dataclass(frozen=True)
class Listed:
    """One item with what may follow later, or with what is promised."""

    version: ItemVersion
    lines: Sequence[str]


def deferrable_items() -> list[Listed]:
    """Return the public items of which some material may follow later."""
    found: dict[int, Listed] = {}
    later = Material.objects.filter(
        necessity=Material.Necessity.DEFERRABLE, version__in=ItemVersion.objects.public(),
        version__deferral_limit__gt=0,
    ).select_related("version__item__department")  # fmt: skip
    names: dict[int, list[str]] = {}
    for row in later.order_by("version__item__department__name", "version__name", "position"):
        names.setdefault(row.version_id, []).append(row.name)
        found[row.version_id] = Listed(row.version, names[row.version_id])
    return list(found.values())


def commitment_items() -> list[Listed]:
    """Return the public items that are decided on a commitment."""
    versions = ItemVersion.objects.public().filter(commitment_limit__gt=0, guarded_fields=[])
    ordered = versions.select_related("item__department").order_by("item__department__name", "name")
    return [Listed(version, version.commitment_terms) for version in ordered]


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show both lists."""
    shown = {"deferrable": deferrable_items(), "commitments": commitment_items()}
    return render(request, "portal/promises/list.html", shown)


@require_safe
def promises_table(request: HttpRequest, kind: str) -> HttpResponse:
    """Send both lists as one table."""
    heads = [_("办法"), _("事项"), _("部门"), _("可以后补的材料、承诺的内容"), _("工作日")]
    rows = [
        *(_row(_("容缺受理"), each, each.version.deferral_limit) for each in deferrable_items()),
        *(_row(_("告知承诺"), each, each.version.commitment_limit) for each in commitment_items()),
    ]
    return sheet_response(Sheet(_("容缺受理和告知承诺"), heads, rows), kind)


def _row(way: str, each: Listed, days: int) -> list[str | int]:
    version = each.version
    return [way, version.name, version.item.department.name, "；".join(each.lines), days]
