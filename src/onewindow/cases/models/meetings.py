"""会商联审: a meeting of departments on cases or on what they belong to, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.cases.models.case import Case
from onewindow.cases.models.records import Record
from onewindow.documents.models import Document
from onewindow.orgs.models import Department, Officer


class MeetingStatus(models.TextChoices):
    """Called, held with its minutes, or called off."""

    CALLED = "called", _("已发起")
    HELD = "held", _("已召开")
    CANCELLED = "cancelled", _("已取消")


class Reply(models.TextChoices):
    """What an invited department answers."""

    YES = "yes", _("参加")
    SUBSTITUTE = "substitute", _("派人代替")
    NO = "no", _("不参加")


class Meeting(Record):
    """Called by an officer of the department that decides; `by` and `at` are who and when.

    `about` is the ledger chain of what the cases belong to, such as a project; `about_name` its
    name. A meeting without it is about its cases.
    """

    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    cases = models.ManyToManyField(Case, related_name="meetings")
    about = models.CharField(max_length=60, blank=True, default="", db_index=True)
    about_name = models.CharField(max_length=200, blank=True, default="")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="meetings_called"
    )
    begins_at = models.DateTimeField()
    minutes_planned = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200)
    is_online = models.BooleanField(default=False)
    agenda = models.TextField()
    status = models.CharField(max_length=16, choices=MeetingStatus, default=MeetingStatus.CALLED)
    minutes = models.TextField(blank=True, default="")
    held_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True, default="")
    paper = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    materials = models.ManyToManyField(Document, related_name="meeting_materials", blank=True)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="held")
                | (models.Q(held_at__isnull=False, paper__isnull=False) & ~models.Q(minutes="")),
                name="meeting_held_has_minutes",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="cancelled") | ~models.Q(cancel_reason=""),
                name="meeting_cancelled_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["-begins_at"], name="meeting_when")]

    def __str__(self) -> str:
        return self.number

    @property
    def chain(self) -> str:
        """The ledger chain of this meeting."""
        return f"meeting/{self.number}"

    @property
    def about_code(self) -> str:
        """The code of what it is about, without the kind; nothing for a meeting about cases."""
        return self.about.partition("/")[2]


class Invitee(models.Model):
    """A department that is asked to come, or one officer of it by name."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitees")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="meeting_invitations"
    )
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    reply = models.CharField(max_length=16, choices=Reply, blank=True, default="")
    # Who comes, or why nobody does.
    said = models.CharField(max_length=200, blank=True, default="")
    replied_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "department"], name="invitee_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.department}"


class ResolutionKind(models.TextChoices):
    """What a resolution asks for."""

    REQUEST = "request", _("交办事项")
    STEP = "step", _("开启环节")


class Resolution(models.Model):
    """One thing the meeting resolved: a request with owner and day, or an optional step opened."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="resolutions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=ResolutionKind)
    text = models.CharField(max_length=500)
    # None: about the whole of what the meeting is about.
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="meeting_requests"
    )
    step = models.CharField(max_length=40, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_name = models.CharField(max_length=100, blank=True, default="")
    result = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="resolution_place_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="request") | models.Q(due_on__isnull=False),
                name="resolution_request_has_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="step") | models.Q(case__isnull=False),
                name="resolution_step_has_case",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None) | ~models.Q(done_by_name=""),
                name="resolution_done_by_whom",
            ),
        ]
        indexes = [
            models.Index(
                fields=["department", "due_on"],
                condition=models.Q(kind="request", done_at=None),
                name="resolution_to_do",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.position}"
