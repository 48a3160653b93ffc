"""Letters of a case and their numbers without gaps."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case
from onewindow.documents.models import Document
from onewindow.kernel.crypto import mask_name
from onewindow.orgs.models import Department

if TYPE_CHECKING:
    from onewindow.cases.models.grants import Grant


class LetterKind(models.TextChoices):
    """Every letter of a case, in the order in which a case may need them."""

    APPLICATION = "application", _("申请书")
    RECEIPT = "receipt", _("材料接收凭证")
    DEFERRAL_PROMISE = "deferral_promise", _("容缺受理承诺书")
    COMMITMENT = "commitment", _("告知承诺书")
    MANDATE = "mandate", _("授权委托书")
    CORRECTION = "correction", _("补正材料一次性告知书")
    LAPSE = "lapse", _("视为撤回申请告知书")
    NOT_REQUIRED = "not_required", _("不受理告知书")
    NON_ACCEPTANCE = "non_acceptance", _("不予受理通知书")
    TRANSFER = "transfer", _("申请转办告知书")
    ACCEPTANCE = "acceptance", _("受理通知书")
    SPECIAL_TIME = "special_time", _("特别程序所需时间告知书")
    EXTENSION = "extension", _("延长办理期限告知书")
    INTERESTED_PARTY = "interested_party", _("利害关系人陈述、申辩权利告知书")
    HEARING_RIGHT = "hearing_right", _("听证权利告知书")
    HEARING_NOTICE = "hearing_notice", _("听证通知书")
    HEARING_ANNOUNCEMENT = "hearing_announcement", _("听证公告")
    HEARING_RECORD = "hearing_record", _("听证笔录")
    INSPECTION_RECORD = "inspection_record", _("现场核查记录")
    APPROVAL_FORM = "approval_form", _("行政许可内部审批表")
    GRANT = "grant", _("准予行政许可决定书")
    REFUSAL = "refusal", _("不予行政许可决定书")
    CHANGE_GRANT = "change_grant", _("准予变更行政许可决定书")
    CHANGE_REFUSAL = "change_refusal", _("不予变更行政许可决定书")
    RENEWAL_GRANT = "renewal_grant", _("准予延续行政许可决定书")
    RENEWAL_REFUSAL = "renewal_refusal", _("不予延续行政许可决定书")
    DELIVERY_RECEIPT = "delivery_receipt", _("送达回证")
    RECTIFICATION = "rectification", _("限期整改通知书")
    REVOCATION = "revocation", _("撤销行政许可决定书")
    RETRACTION = "retraction", _("撤回行政许可决定书")
    CANCELLATION = "cancellation", _("注销行政许可决定书")


# What the case ends with; the applicant's result.
DECISIONS = (
    LetterKind.GRANT,
    LetterKind.REFUSAL,
    LetterKind.CHANGE_GRANT,
    LetterKind.CHANGE_REFUSAL,
    LetterKind.RENEWAL_GRANT,
    LetterKind.RENEWAL_REFUSAL,
)


# What stays in the file.
INTERNAL = (LetterKind.APPROVAL_FORM,)


def new_code() -> str:
    """Return a code that nobody can guess, in three groups that people can type."""
    text = secrets.token_hex(6).upper()
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Which letters."""

    def failed(self) -> LetterQuerySet:
        """Return those that could not be made so far."""
        return self.filter(document=None, failed_at__isnull=False)

    def for_applicant(self) -> LetterQuerySet:
        """Return those that are meant for the applicant: not the file's own, not other people's."""
        return self.exclude(kind__in=INTERNAL).exclude(data__has_key="addressee")

    def decisions(self) -> LetterQuerySet:
        """Return the letters that tell a decision."""
        return self.filter(kind__in=DECISIONS)


class Letter(models.Model):
    """A letter that was ordered in a transaction and typeset by the worker afterwards.

    `about` tells letters of one kind apart (`suspension/3`); `data` are the facts that it states
    beyond the case itself, as they were when it was ordered.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    # Who issues it; empty: the department of the case.
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    kind = models.CharField(max_length=24, choices=LetterKind)
    about = models.CharField(max_length=60, blank=True, default="")
    data = models.JSONField(default=dict, blank=True)
    # Once per department by `LetterNumber`; departments of two regions may share a letter name.
    number = models.CharField(max_length=60, db_index=True)
    code = models.CharField(max_length=20, unique=True)
    ordered_at = models.DateTimeField()
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="letter"
    )
    made_at = models.DateTimeField(null=True, blank=True)
    # Why the last attempt to make it failed, and when; nothing once it is made.
    problem = models.TextField(blank=True, default="", db_default="")
    failed_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "about"], name="letter_once_per_case"),
            models.CheckConstraint(
                condition=models.Q(document=None, made_at=None)
                | models.Q(document__isnull=False, made_at__isnull=False),
                name="letter_made_has_document",
            ),
        ]
        indexes = [
            models.Index(
                fields=["failed_at"],
                condition=models.Q(document=None, failed_at__isnull=False),
                name="letter_failed",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def issuer(self) -> Department:
        """The department that issues it."""
        return self.department or self.case.department

    @property
    def permit(self) -> Grant | None:
        """The permit that the case of a letter granted."""
        return getattr(self.case, "granted", None)

    @property
    def permit_ended(self) -> str:
        """How that permit ended, where it holds no more; nothing while it does."""
        permit = self.permit
        return "" if permit is None or permit.status == "valid" else permit.get_status_display()

    @property
    def shown_applicant(self) -> str:
        """The applicant as a stranger with the code may read it: a person's name is masked."""
        name = self.case.applicant_name
        return name if self.case.company_id else mask_name(name)
