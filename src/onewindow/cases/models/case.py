"""One application from its draft to its delivery."""

import json
import uuid
from collections.abc import Mapping

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from onewindow.accounts.fields import decrypt, encrypt
from onewindow.accounts.models import Company, User
from onewindow.catalogue.models import ItemVersion
from onewindow.mandates.models import Mandate
from onewindow.orgs.models import Department

TABLE = "cases_case"


class CaseStatus(models.TextChoices):
    """Where a case stands, in the words of 行政许可法."""

    DRAFT = "draft", _("填写中")
    PRE_REVIEW = "pre_review", _("预审中")
    SUBMITTED = "submitted", _("已提交，待受理")
    CORRECTING = "correcting", _("待补正")
    NOT_ACCEPTED = "not_accepted", _("不予受理")
    NOT_REQUIRED = "not_required", _("不需要许可")
    ACCEPTED = "accepted", _("审查中")
    GRANTED = "granted", _("准予，制作决定书")
    REFUSED = "refused", _("不予许可，制作决定书")
    MADE = "made", _("已制作，待送达")
    FINISHED = "finished", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("视为撤回")
    TRANSFERRED = "transferred", _("已转办")
    TERMINATED = "terminated", _("已终止")
    ARCHIVED = "archived", _("已归档")


class CaseKind(models.TextChoices):
    """A first application, or one that follows a grant (行政许可法 Arts 49, 50)."""

    NEW = "new", _("新办")
    CHANGE = "change", _("变更")
    RENEWAL = "renewal", _("延续")


class DeliveryMethod(models.TextChoices):
    """How the result reaches the applicant (送达)."""

    ONLINE = "online", _("网上送达")
    WINDOW = "window", _("窗口领取")
    POST = "post", _("邮寄送达")


# Before the office took a decision on intake (行政许可法 Art 32).
INTAKE = (CaseStatus.PRE_REVIEW, CaseStatus.SUBMITTED, CaseStatus.CORRECTING)
OPEN = (*INTAKE, CaseStatus.ACCEPTED)
WITHDRAWABLE = OPEN
DECIDED = (CaseStatus.GRANTED, CaseStatus.REFUSED)
ENDED = (
    CaseStatus.NOT_ACCEPTED,
    CaseStatus.NOT_REQUIRED,
    CaseStatus.FINISHED,
    CaseStatus.WITHDRAWN,
    CaseStatus.LAPSED,
    CaseStatus.TRANSFERRED,
    CaseStatus.TERMINATED,
    CaseStatus.ARCHIVED,
)
ARCHIVABLE = tuple(status for status in ENDED if status != CaseStatus.ARCHIVED)


class CaseQuerySet(models.QuerySet["Case"]):
    """Which cases."""

    def submitted(self) -> "CaseQuerySet":
        """Return everything but drafts."""
        return self.exclude(status=CaseStatus.DRAFT)


class Case(models.Model):
    """An application. `number` is given when it is submitted; it keeps its version for ever.

    `received_at` is when what lies before the office came in: the submission or the last
    correction. `suspended_at` says since when its clocks stand still; such a case stays accepted.
    `answers` are the applicant's answers to the version's questions, `fields` what he filled in,
    stored encrypted as a whole: a form holds identity numbers, phones and addresses. A company's
    case is the company's; its `applicant` is only who handed it in.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=40, unique=True, null=True, blank=True)
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="cases")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="cases")
    applicant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cases")
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    # Who began it for the applicant, and the mandate that let him; nobody: the applicant himself.
    agent = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="cases_as_agent"
    )
    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    applicant_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=CaseKind, default=CaseKind.NEW)
    # The permit that it changes or renews.
    grant = models.ForeignKey(
        "cases.Grant", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    # How it ended, kept for a case that lies in the archive.
    archived_from = models.CharField(max_length=16, choices=CaseStatus, blank=True, default="")
    status = models.CharField(max_length=16, choices=CaseStatus, default=CaseStatus.DRAFT)
    answers = models.JSONField(default=dict, blank=True)
    fields_cipher = models.BinaryField(default=b"", blank=True)
    created_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    promised_due_on = models.DateField(null=True, blank=True)
    statutory_due_on = models.DateField(null=True, blank=True)
    is_due_provisional = models.BooleanField(default=False)
    delivery_method = models.CharField(
        max_length=16, choices=DeliveryMethod, default=DeliveryMethod.ONLINE
    )
    delivery_due_on = models.DateField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="draft", number=None, submitted_at=None, received_at=None)
                | (
                    ~models.Q(status="draft")
                    & models.Q(
                        number__isnull=False, submitted_at__isnull=False, received_at__isnull=False
                    )
                ),
                name="case_submitted_has_number",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    status__in=["accepted", "granted", "refused", "made", "finished"]
                )
                | models.Q(
                    accepted_at__isnull=False,
                    promised_due_on__isnull=False,
                    statutory_due_on__isnull=False,
                ),
                name="case_accepted_has_clocks",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-changed_at"], name="case_of_applicant"),
            models.Index(
                fields=["promised_due_on"],
                condition=models.Q(status="accepted"),
                name="case_running_due",
            ),
            models.Index(
                models.F("submitted_at").desc(),
                models.F("id").desc(),
                condition=~models.Q(status="draft"),
                name="case_newest",
            ),
            models.Index(
                models.F("status"),
                models.F("submitted_at").desc(),
                models.F("id").desc(),
                condition=~models.Q(status="draft"),
                name="case_newest_of_status",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.uid)

    @property
    def fields(self) -> dict[str, str]:
        """What was filled in, by the code of the field; raise CryptoError for a wrong key."""
        text = decrypt(bytes(self.fields_cipher), table=TABLE, column="fields", row=str(self.uid))
        written: dict[str, str] = json.loads(text) if text else {}
        return written

    def seal_fields(self, fields: Mapping[str, str]) -> None:
        """Encrypt what the applicant filled in; the caller saves `fields_cipher`."""
        text = json.dumps(dict(fields), ensure_ascii=False)
        self.fields_cipher = encrypt(text, table=TABLE, column="fields", row=str(self.uid))

    @property
    def chain(self) -> str:
        """The ledger chain of this case."""
        return f"case/{self.number}"

    @property
    def filer(self) -> User:
        """Who began it: the agent, or the applicant himself."""
        return self.agent or self.applicant
