"""Read a package from a folder or a .zip: everything but the files, with every problem."""

import hashlib
from collections.abc import Mapping

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import FormProblems, Problem
from onewindow.catalogue.models import BaseItem, QuarantinedRow
from onewindow.catalogue.package.base_rows import BaseRows, base_rows
from onewindow.catalogue.package.container import BASE, QUARANTINE, Source
from onewindow.catalogue.package.content import (
    LARGEST_ITEM,
    LARGEST_TABLE,
    PackedDepartment,
    Table,
    check_digest,
    read_item,
    read_manifest,
    read_table,
)
from onewindow.catalogue.package.files import Files
from onewindow.catalogue.package.gathering import table_fields
from onewindow.catalogue.package.taking_in import Contents, Read
from onewindow.orgs.models import Department


def read_package(source: Source, *, is_trial: bool, is_edited: bool = False) -> Contents:
    """Return what lies in a package; raise FormProblems when it is none.

    `is_edited` takes items and tables that somebody changed after the export.
    """
    manifest = read_manifest(source)
    digests = {} if is_edited else manifest.files
    places = [name for name in source.names() if name.startswith("items/")]
    return Contents(
        items=tuple(_read(source, place, digests) for place in places),
        base=_base(source, digests),
        files=Files(source, is_trial=is_trial),
        problems=tuple(_unknown(manifest.departments)),
    )


def _read(source: Source, place: str, digests: Mapping[str, str]) -> Read:
    data = source.read(place, largest=LARGEST_ITEM)
    try:
        check_digest(place, data, digests.get(place, hashlib.sha256(data).hexdigest()))
        item = read_item(data)
    except FormProblems as error:
        return Read(place, None, tuple(error.problems))
    if place != f"items/{item.slug}.yaml":
        message = _("文件名应当是 slug：%s.yaml") % item.slug
        return Read(place, None, (Problem(_("事项"), "slug", message),))
    return Read(place, item, digest=hashlib.sha256(data).hexdigest())


def _base(source: Source, digests: Mapping[str, str]) -> BaseRows | None:
    tables: list[Table] = []
    for name, model in ((BASE, BaseItem), (QUARANTINE, QuarantinedRow)):
        if name not in source.names():
            tables.append([])
            continue
        data = source.read(name, largest=LARGEST_TABLE)
        check_digest(name, data, digests.get(name, hashlib.sha256(data).hexdigest()))
        tables.append(read_table(name, data, [each.name for each in table_fields(model)]))
    return base_rows(*tables) if BASE in source.names() else None


def _unknown(departments: Mapping[str, PackedDepartment]) -> list[Problem]:
    known = set(
        Department.objects.filter(short_code__in=departments).values_list("short_code", flat=True)
    )
    message = _("没有登记的部门：%(name)s（%(code)s）。请先登记部门，再导入")
    return [
        Problem(_("部门"), code, message % {"name": department.name, "code": code})
        for code, department in departments.items()
        if code not in known
    ]
