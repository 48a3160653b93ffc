"""当场更正: an obvious slip is put right at the counter at once (行政许可法 Art 32 (3))."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.locking import lock
from onewindow.cases.models import CaseStatus, CaseStep, SpotCorrection
from onewindow.catalogue.filling import InvalidValue, check_value
from onewindow.catalogue.models import FormField
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Officer


def correct_on_the_spot(
    step: CaseStep, field: FormField, value: str, *, by: Officer, at: datetime, reason: str
) -> SpotCorrection:
    """Change one field of the form with the applicant's word, which the reason tells.

    Raise DomainError for a value that does not fit or without a reason, NotAllowedNow when the
    case is no longer at its intake.
    """
    if not reason.strip():
        raise DomainError(_("请写明申请人怎样确认了更正，例如：本人到窗口确认。"))
    try:
        written = check_value(field, value)
    except InvalidValue as error:
        raise DomainError(field.message or error.message) from error
    with transaction.atomic():
        case = lock(
            step.case_id, [CaseStatus.SUBMITTED, CaseStatus.PRE_REVIEW],
            refusal=_("这件申请已经不在受理环节，不能当场更正。"),
        )  # fmt: skip
        before = bytes(case.fields_cipher)
        case.seal_fields({**case.fields, field.code: written})
        case.changed_at = at
        case.save(update_fields=["fields_cipher", "changed_at"])
        events.record(
            "case.corrected_on_the_spot", chain=case.chain, by=by.actor, at=at, step=step.code,
            data={"field": field.code, "label": field.label, "reason": reason},
        )  # fmt: skip
        return SpotCorrection.objects.create(
            case=case, by=by.actor.code, by_name=by.actor.name, at=at, field=field, reason=reason,
            fields_before_cipher=before,
        )  # fmt: skip
