"""补正: the applicant hands in what was asked for, and the intake goes on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.accounts.models import User
from onewindow.cases.actions.accepting import received_on
from onewindow.cases.actions.correcting import WAITS_IN
from onewindow.cases.actions.supplying import settle_if_whole
from onewindow.cases.locking import lock
from onewindow.cases.models import (
    Case,
    CaseStatus,
    CorrectionItem,
    CorrectionNotice,
    CorrectionPhase,
    Submission,
)
from onewindow.cases.running import open_intake_again
from onewindow.documents.models import Document
from onewindow.events.rules import JSONValue
from onewindow.kernel.errors import DomainError, NotAllowedNow


def attach_to_correction(
    item: CorrectionItem, document: Document, *, at: datetime
) -> Submission | None:
    """Keep a durably stored file for one item of an open notice; the same file is kept once.

    Raise NotAllowedNow once it was answered or the case has ended.
    """
    with transaction.atomic():
        _lock(item.notice)
        same = item.answers.filter(document__sha256=document.sha256).first()
        return same or Submission.objects.create(
            case_id=item.notice.case_id, material_id=item.material_id, field_id=item.field_id,
            document=document, added_at=at, correction=item,
        )  # fmt: skip


def answer_correction(
    notice: CorrectionNotice, *, by: User, at: datetime, fields: Mapping[str, str]
) -> None:
    """Hand in what the notice asked for: the intake starts anew on what lies before it now.

    Files were attached to its items before. Raise DomainError naming what is still missing,
    NotAllowedNow when it was answered already or the case has ended.
    """
    with transaction.atomic():
        case, notice = _lock(notice)
        items = list(notice.items.select_related("material", "field"))
        asked = {item.field.code for item in items if item.field}
        changes = {code: text for code, text in fields.items() if code in asked}
        _require_mended(items, case.fields, changes)
        _replace_files(case, items, at)
        settle_if_whole(case, at=at)
        notice.fields_before_cipher, notice.answered_at = bytes(case.fields_cipher), at
        notice.save(update_fields=["fields_before_cipher", "answered_at"])
        case.seal_fields({**case.fields, **changes})
        case.status = WAITS_IN[CorrectionPhase(notice.phase)]
        case.received_at = case.changed_at = at
        case.save(update_fields=["status", "received_at", "changed_at", "fields_cipher"])
        # Before the step opens: its days run from what the office has now.
        data: dict[str, JSONValue] = {
            "notice": notice.pk, "received_on": received_on(case).isoformat(),
            "fields": sorted(changes), "files": sorted(_digests(items)),
        }  # fmt: skip
        events.record("case.corrected", chain=case.chain, by=by.actor, at=at, data=data)
        open_intake_again(case, at=at)


def _lock(notice: CorrectionNotice) -> tuple[Case, CorrectionNotice]:
    case = lock(notice.case_id)
    notice = CorrectionNotice.objects.get(pk=notice.pk)
    if case.status != CaseStatus.CORRECTING or not notice.is_open:
        raise NotAllowedNow(_("这次补正已经提交，或者申请已经结束，请刷新页面。"))
    return case, notice


def _require_mended(
    items: Iterable[CorrectionItem], before: Mapping[str, str], changes: Mapping[str, str]
) -> None:
    missing = []
    for item in items:
        code = item.field.code if item.field else ""
        is_changed = code in changes and changes[code] != before.get(code, "")
        if not is_changed and not item.answers.exists():
            missing.append(item.name)
    if missing:
        raise DomainError(
            _("还没有补正：%(names)s。全部补齐后再提交，已经上传的文件不会丢失。")
            % {"names": "、".join(missing)}
        )


def _replace_files(case: Case, items: Iterable[CorrectionItem], at: datetime) -> None:
    for item in items:
        if item.answers.exists():
            files = case.submissions.filter(
                material=item.material, field=item.field, replaced_at=None
            )
            files.exclude(correction=item).update(replaced_at=at)


def _digests(items: Iterable[CorrectionItem]) -> Iterator[str]:
    for item in items:
        yield from item.answers.values_list("document__sha256", flat=True)
