"""Show an officer personal data in full: with a reason, written down without the data."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.personal import register
from onewindow.cases.models import Case
from onewindow.cases.rules import NotYours
from onewindow.catalogue.field_values import readable
from onewindow.catalogue.models import FormField
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Officer


def masked_fields(case: Case, roles: Collection[str]) -> list[FormField]:
    """Return the filled-in fields that pages mask and one of the roles may see in full."""
    known, filled = register(), case.fields
    return [
        row
        for row in case.version.fields.order_by("position")
        if filled.get(row.code) and known.is_masked(row.kind) and known.may_see(row.kind, roles)
    ]


def reveal(
    case: Case,
    codes: Sequence[str],
    *,
    by: Officer,
    roles: Collection[str],
    reason: str,
    at: datetime,
) -> list[tuple[str, str]]:
    """Return label and value of masked fields, and record who asked for them and why.

    Raise DomainError without a reason, NotYours for what his roles may not see.
    """
    if not reason.strip():
        raise DomainError(_("请写明查看全号的原因，会记入办理过程。"))
    rows = [row for row in masked_fields(case, roles) if row.code in codes]
    if not codes or len(rows) != len(set(codes)):
        raise NotYours(_("您的岗位不能查看这些内容。"))
    with transaction.atomic():
        events.record(
            "personal.revealed", chain=case.chain, by=by.actor, at=at,
            data={"fields": [row.label for row in rows], "reason": reason.strip()},
        )  # fmt: skip
        filled = case.fields
        return [(row.label, readable(row, filled[row.code])) for row in rows]
