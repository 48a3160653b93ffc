"""Rows of a base catalogue that were set aside: corrected cell by cell, or given up."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.catalogue.base_loading import base_item, check_row
from onewindow.catalogue.models import BaseItem, QuarantinedRow, RowResolution
from onewindow.catalogue.search.indexing import reindex_base
from onewindow.events.rules import Actor
from onewindow.kernel.errors import DomainError, NotAllowedNow

CHAIN = "base-catalogue"


def cells_of(row: QuarantinedRow) -> dict[str, str]:
    """Return the cells of the row as they were read."""
    cells: dict[str, str] = json.loads(row.row)
    return cells


def correct_row(
    row: QuarantinedRow, cells: Mapping[str, str], *, by: Actor, at: datetime
) -> BaseItem:
    """Take a corrected row into the base catalogue; raise DomainError for what is still wrong."""
    wanted = cells_of(row) | {name: value.strip() for name, value in cells.items()}
    _organisation, fault = check_row(wanted)
    if fault is not None:
        raise DomainError(fault.reason)
    if BaseItem.objects.filter(code=wanted["item_code"]).exists():
        raise DomainError(_("基本目录里已经有这个编码。"))
    with transaction.atomic():
        _resolve(row, RowResolution.CORRECTED, note=wanted["item_code"])
        item = base_item(wanted, row.source)
        item.save()
        reindex_base(BaseItem.objects.filter(pk=item.pk))
        events.record(
            "base_item.corrected", chain=CHAIN, by=by, at=at,
            data={"source": row.source, "line": row.line, "code": item.code},
        )  # fmt: skip
    return item


def dismiss_row(row: QuarantinedRow, *, reason: str, by: Actor, at: datetime) -> None:
    """Give a row up; raise DomainError without a reason."""
    if not reason.strip():
        raise DomainError(_("请写明为什么不再导入。"))
    with transaction.atomic():
        _resolve(row, RowResolution.DISMISSED, note=reason.strip())
        events.record(
            "base_item.dismissed", chain=CHAIN, by=by, at=at,
            data={"source": row.source, "line": row.line, "reason": reason.strip()},
        )  # fmt: skip


def _resolve(row: QuarantinedRow, to: RowResolution, *, note: str) -> None:
    changed = QuarantinedRow.objects.filter(pk=row.pk, resolution="").update(
        resolution=to, resolution_note=note[:300]
    )
    if changed != 1:
        raise NotAllowedNow(_("这一行已经处理过了，请刷新页面。"))
