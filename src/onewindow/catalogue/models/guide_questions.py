"""What people ask about a guide, and what the department answers (问一问)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.catalogue.models.items import ServiceItem
from onewindow.catalogue.models.versions import ItemVersion

LONGEST = 300


class GuideQuestionQuerySet(models.QuerySet["GuideQuestion"]):
    """Questions, by what is still to be done."""

    def open(self) -> GuideQuestionQuerySet:
        """Return those without an answer."""
        return self.filter(answered_at=None)

    def answered(self) -> GuideQuestionQuerySet:
        """Return those with one."""
        return self.filter(answered_at__isnull=False)


class GuideQuestion(models.Model):
    """A question about an item; who asked is not kept, he reads the answer by its code."""

    item = models.ForeignKey(ServiceItem, on_delete=models.CASCADE, related_name="guide_questions")
    # 80 random bits: whoever knows it may read the answer.
    code = models.CharField(max_length=20, unique=True)
    text = models.CharField(max_length=LONGEST)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_by_name = models.CharField(max_length=100, blank=True)
    # Meant for the frequent questions: noted first, then taken up by the draft that there is.
    noted_at = models.DateTimeField(null=True, blank=True)
    taken_up_by = models.ForeignKey(
        ItemVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = GuideQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="guide_question_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="guide_question_answered_at_once",
            ),
        ]
        indexes = [models.Index(fields=["item", "asked_at"], name="guide_question_of_item")]

    def __str__(self) -> str:
        return self.text
