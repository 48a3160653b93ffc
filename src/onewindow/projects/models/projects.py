"""One investment project of a company or a person."""

from decimal import Decimal

from django.db import models

from onewindow.accounts.models import Company, User
from onewindow.cases.models.records import Record
from onewindow.events.rules import JSONValue
from onewindow.orgs.models import Region
from onewindow.projects.models.schemes import ProjectKind


class ProjectQuerySet(models.QuerySet["Project"]):
    """Which projects."""

    def listed(self) -> "ProjectQuerySet":
        """Return them with what every list shows."""
        return self.select_related("kind", "company", "region").prefetch_related("stages__lead")


class Project(Record):
    """A project by its national code; `total` working days are those of its kind back then.

    `investment` is in yuan, `area` in square metres. A company's project is the company's;
    `applicant` is who registered it, or the person whose project it is. Who registered it and
    when: `by` and `at`.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    kind = models.ForeignKey(ProjectKind, on_delete=models.PROTECT, related_name="projects")
    total = models.PositiveSmallIntegerField()
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="projects")
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    applicant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="projects")
    applicant_name = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    investment = models.DecimalField(max_digits=16, decimal_places=2)
    area = models.DecimalField(max_digits=12, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField()
    answers = models.JSONField(default=dict, blank=True)
    # Kept for the list; the ledger says the same.
    done_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    is_late = models.BooleanField(default=False)

    objects = ProjectQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="project_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(investment__gt=0, area__gte=0), name="project_has_size"
            ),
        ]
        indexes = [
            models.Index(models.F("at").desc(), models.F("id").desc(), name="project_newest"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def chain(self) -> str:
        """The ledger chain of this project."""
        return f"project/{self.code}"

    @property
    def money(self) -> str:
        """The investment in yuan, as it is read."""
        return _grouped(self.investment)

    @property
    def square_metres(self) -> str:
        """The area, as it is read."""
        return _grouped(self.area)

    @property
    def known(self) -> dict[str, str]:
        """What a form can be filled with, by the names that the city's rules use."""
        return {
            "code": self.code, "name": self.name, "place": self.place,
            "investment": _plain(self.investment), "area": _plain(self.area),
            "starts_on": self.starts_on.isoformat(), "ends_on": self.ends_on.isoformat(),
        }  # fmt: skip

    @property
    def told(self) -> dict[str, JSONValue]:
        """What an event says of it."""
        return {**self.known, "kind": self.kind.code, "answers": self.answers}


def _grouped(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
