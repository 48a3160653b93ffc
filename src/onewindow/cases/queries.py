"""Which cases and which steps."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from onewindow.cases.models import Case, CaseStep
    from onewindow.orgs.models import Officer


class CaseQuerySet(models.QuerySet["Case"]):
    """Which cases."""

    def submitted(self) -> "CaseQuerySet":
        """Everything but drafts."""
        return self.exclude(status="draft")


class CaseStepQuerySet(models.QuerySet["CaseStep"]):
    """Which steps."""

    def open(self) -> "CaseStepQuerySet":
        """The steps that somebody can do now."""
        return self.filter(status="open")

    def for_officer(self, officer: "Officer") -> "CaseStepQuerySet":
        """The steps of the officer's department and posts; a step without a post is anybody's there."""
        return self.filter(unit=officer.department_id).filter(
            Q(post=None) | Q(post__in=officer.posts.all())
        )
