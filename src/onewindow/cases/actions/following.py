"""Change and renewal: a new case of the same item that begins from what is held (Arts 49, 50)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow.accounts.models import User
from onewindow.cases.actions.drafting import start_draft
from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case, CaseKind, Grant, GrantStatus
from onewindow.cases.models.case import ENDED, CaseStatus
from onewindow.cases.validity import TooLateToRenew, last_day_to_renew
from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.kernel.errors import NotAllowedNow


def start_follow_up(grant: Grant, kind: CaseKind, *, by: User, at: datetime) -> Case:
    """Open a draft that changes or renews a permit, filled in with what is known.

    Raise NotAllowedNow when the permit does not hold or another such case is under way,
    TooLateToRenew less than thirty days before its end (行政许可法 50), NotMandated.
    """
    with transaction.atomic():
        grant = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
        require_open(grant, kind, on=local_day(at))
        version = ItemVersion.objects.filter(
            item=grant.item, status=VersionStatus.PUBLISHED
        ).first()
        if version is None:
            raise NotAllowedNow(_("这个事项现在不能申请，请向原许可机关咨询。"))
        principal = grant.holder if grant.company is None and grant.holder != by else None
        case = start_draft(version, by=by, company=grant.company, principal=principal, at=at)
        case.kind, case.grant = kind, grant
        case.answers = dict(grant.case.answers)
        case.seal_fields(grant.case.fields)
        case.save(update_fields=["kind", "grant", "answers", "fields_cipher"])
    return case


def require_open(grant: Grant, kind: str, *, on: date, but: Case | None = None) -> None:
    """Raise unless a permit can be changed or renewed on a day; `but` is the case itself."""
    if grant.status != GrantStatus.VALID or (grant.valid_to and grant.valid_to < on):
        raise NotAllowedNow(
            _("这个许可%(status)s，不能变更或者延续；需要继续办的，请重新申请。")
            % {"status": grant.get_status_display()}
        )
    others = Case.objects.filter(grant=grant).exclude(status__in=ENDED)
    if but is not None:
        others = others.exclude(pk=but.pk).exclude(status=CaseStatus.DRAFT)
    if others.exists():
        raise NotAllowedNow(_("这个许可已经有一件变更或者延续在办理，请到“我的办件”接着办。"))
    if kind == CaseKind.RENEWAL:
        _require_timely(grant, on)


def _require_timely(grant: Grant, on: date) -> None:
    if grant.valid_to is None:
        raise NotAllowedNow(_("这个许可长期有效，不需要延续。"))
    last = last_day_to_renew(grant.valid_to)
    if on > last:
        raise TooLateToRenew(
            _(
                "延续应当在有效期届满三十日前（%(day)s前）提出（行政许可法第五十条），"
                "现在已经超过，请重新申请。"
            )
            % {"day": last.isoformat()}
        )
