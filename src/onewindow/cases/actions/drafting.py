"""A draft: answers, fields and files, kept until it is submitted."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow.accounts.models import Company, User
from onewindow.cases.acting import actor_for
from onewindow.cases.locking import lock_draft
from onewindow.cases.models import Case, CaseStatus, Submission
from onewindow.catalogue.models import FormField, ItemVersion, Material, VersionStatus
from onewindow.documents.models import Document
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.mandates.acting import hold_mandate
from onewindow.mandates.models import Power

AnswerValue = str | int | float | bool


def start_draft(
    version: ItemVersion,
    *,
    by: User,
    company: Company | None,
    principal: User | None = None,
    at: datetime,
) -> Case:
    """Open a draft on a published version, in his own name, a company's or another person's.

    Raise NotAllowedNow for a version that is not public, DomainError for whom it is not meant,
    NotMandated without a mandate.
    """
    if version.status != VersionStatus.PUBLISHED:
        raise NotAllowedNow(_("这个事项现在不能申请，请从首页找到最新的办事指南。"))
    if not version.is_open_to(company=company is not None):
        raise DomainError(_("这个事项不接受这类申请人，请换一个身份申请。"))
    is_agent = company is not None or principal is not None
    with transaction.atomic():
        mandate = (
            hold_mandate(
                by, version.item_id, company=company, principal=principal, power=Power.APPLY, at=at
            )
            if is_agent
            else None
        )
        applicant = principal or by
        return Case.objects.create(
            uid=uuid.uuid4(), version=version, department=version.item.department,
            applicant=applicant, company=company, agent=by if is_agent else None, mandate=mandate,
            applicant_name=company.name if company else applicant.name,
            created_at=at, changed_at=at,
        )  # fmt: skip


def save_answers(
    case: Case,
    *,
    at: datetime,
    by: User | None = None,
    answers: Mapping[str, AnswerValue] | None = None,
    fields: Mapping[str, str] | None = None,
) -> None:
    """Keep what was filled in so far; raise NotAllowedNow once submitted.

    `by` (else who began it) needs a mandate, here and below, where it is not his own application.
    """
    if answers is not None:
        case.answers = dict(answers)
    if fields is not None:
        case.seal_fields(fields)
    with transaction.atomic():
        _hold(case, by, at)
        changed = Case.objects.filter(pk=case.pk, status=CaseStatus.DRAFT).update(
            answers=case.answers, fields_cipher=case.fields_cipher, changed_at=at
        )
    if changed != 1:
        raise NotAllowedNow(_("申请已经提交，不能再修改。"))


def attach_file(
    case: Case,
    asked: Material | FormField,
    document: Document,
    *,
    by: User | None = None,
    at: datetime,
) -> Submission:
    """Hand in one durably stored file for one material or file field of a draft.

    Raise NotAllowedNow once it is submitted, DomainError for another version's material.
    """
    if asked.version_id != case.version_id:
        raise DomainError(_("这份材料不属于这个事项，请刷新页面后再上传。"))
    with transaction.atomic():
        lock_draft(case)
        _hold(case, by, at)
        submission, _made = Submission.objects.get_or_create(
            case=case, document=document, defaults={"added_at": at}, **for_what(asked)
        )
    return submission


def for_what(asked: Material | FormField) -> dict[str, Material | FormField | None]:
    """Return the columns that say what a file is for."""
    is_material = isinstance(asked, Material)
    return {"material": asked if is_material else None, "field": None if is_material else asked}


def detach_file(submission: Submission, *, by: User | None = None, at: datetime) -> None:
    """Take a file back out of a draft; the stored file itself is swept later."""
    with transaction.atomic():
        lock_draft(submission.case)
        _hold(submission.case, by, at)
        submission.delete()


def discard_draft(case: Case, *, by: User | None = None, at: datetime) -> None:
    """Throw a draft away with its list of files; raise NotAllowedNow once submitted."""
    with transaction.atomic():
        lock_draft(case)
        _hold(case, by, at)
        case.submissions.all().delete()
        Case.objects.filter(pk=case.pk, status=CaseStatus.DRAFT).delete()


def _hold(case: Case, by: User | None, at: datetime) -> None:
    actor_for(case, by or case.filer, Power.APPLY, at=at)
