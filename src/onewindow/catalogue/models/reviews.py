"""The joint review before publication (鸡西 M2): rounds, each office's verdict, its comments."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.models.versions import ItemVersion

KEPT = """
IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - ARRAY[{open}] = to_jsonb(OLD) - ARRAY[{open}]
    AND {still_open} THEN
    RETURN NEW;
END IF;
RAISE EXCEPTION 'what was said in a review does not change'
    USING ERRCODE = 'integrity_constraint_violation';
"""
SPOKEN = """
IF NEW.verdict = 'objected' AND NOT EXISTS (
        SELECT FROM catalogue_reviewcomment WHERE review_id = NEW.id) THEN
    RAISE EXCEPTION 'an objection needs a comment on an element'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
BEFORE_THE_VERDICT = """
IF EXISTS (SELECT FROM catalogue_review WHERE id = NEW.review_id AND verdict <> 'pending') THEN
    RAISE EXCEPTION 'a comment comes before the verdict'
        USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN NEW;
"""
WHILE_RETURNED = (
    "EXISTS (SELECT FROM catalogue_itemversion AS version"
    " JOIN catalogue_review AS review ON review.version_id = version.id"
    " WHERE review.id = OLD.review_id AND version.status IN ('draft', 'returned'))"
)


def kept(*, still_open: str, fields: tuple[str, ...]) -> pgtrigger.Trigger:
    """Return the trigger that lets only `fields` be written, only while a condition holds."""
    return pgtrigger.Trigger(
        name="said_is_kept",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=KEPT.format(
            open=", ".join(f"'{name}'" for name in fields), still_open=still_open
        ),
    )  # fmt: skip


class ReviewOffice(models.TextChoices):
    """Who reviews; the value is also the officer's role."""

    ESTABLISHMENT = "establishment_office", _("编办")
    LEGISLATIVE = "legislative_office", _("法制办")
    GOVERNMENT = "government_office", _("政府办")
    LEGAL_OFFICER = "legal_officer", _("部门法制审核")


class Verdict(models.TextChoices):
    """What an office says of its elements."""

    PENDING = "pending", _("待审核")
    AGREED = "agreed", _("同意")
    OBJECTED = "objected", _("有意见")


class Resolution(models.TextChoices):
    """How the department answers a comment."""

    CHANGED = "changed", _("已修改")
    EXPLAINED = "explained", _("不修改，说明理由")


class ReviewRound(models.Model):
    """One round of review: what was handed in, and until when the department has to answer."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    # The definition as plain data; later rounds are compared with it.
    definition = models.JSONField()
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=150)
    submitted_by_name = models.CharField(max_length=100)
    returned_at = models.DateTimeField(null=True, blank=True)
    answer_due_on = models.DateField(null=True, blank=True)

    class Meta:
        triggers = [
            kept(still_open="OLD.returned_at IS NULL", fields=("returned_at", "answer_due_on")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="review_round_once"),
            models.CheckConstraint(
                condition=models.Q(returned_at=None, answer_due_on=None)
                | models.Q(returned_at__isnull=False, answer_due_on__isnull=False),
                name="review_round_returned_with_deadline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.number}"


class Review(models.Model):
    """One office's review of one version in one round, due on a day."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="reviews")
    office = models.CharField(max_length=32, choices=ReviewOffice)
    round = models.PositiveSmallIntegerField(default=1)
    verdict = models.CharField(max_length=16, choices=Verdict, default=Verdict.PENDING)
    comment = models.TextField(blank=True)
    by = models.CharField(max_length=150, blank=True)
    by_name = models.CharField(max_length=100, blank=True)
    opened_at = models.DateTimeField(db_default=Now())
    due_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # The earlier agreement that still holds, because nothing of the office's elements changed.
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        triggers = [
            kept(
                still_open="OLD.verdict = 'pending'",
                fields=("verdict", "comment", "by", "by_name", "decided_at"),
            ),
            pgtrigger.Trigger(
                name="objection_has_comments",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=SPOKEN,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "office", "round"], name="review_once_per_round"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="pending", decided_at=None)
                | (~models.Q(verdict="pending") & models.Q(decided_at__isnull=False)),
                name="review_decided_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(carried_from=None) | models.Q(verdict="agreed"),
                name="review_carried_is_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.round} {self.verdict}"


class ReviewComment(models.Model):
    """What an office says of one element, and what the department answers."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="comments")
    element = models.CharField(max_length=40)
    text = models.TextField()
    resolution = models.CharField(max_length=16, choices=Resolution, blank=True)
    answer = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=150, blank=True)
    resolved_by_name = models.CharField(max_length=100, blank=True)

    class Meta:
        triggers = [
            kept(
                still_open=WHILE_RETURNED,
                fields=(
                    "resolution",
                    "answer",
                    "resolved_at",
                    "resolved_by",
                    "resolved_by_name",
                ),
            ),
            pgtrigger.Trigger(
                name="before_the_verdict",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=BEFORE_THE_VERDICT,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "element"], name="review_comment_once_per_element"
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="review_comment_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(resolution="", resolved_at=None)
                | (~models.Q(resolution="") & models.Q(resolved_at__isnull=False)),
                name="review_comment_resolved_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(resolution="explained") | ~models.Q(answer=""),
                name="review_comment_explained_has_answer",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.review_id} {self.element}"

    @property
    def label(self) -> str:
        """The name of the element in the reader's language."""
        known = elements().get(self.element)
        return gettext(known.label) if known else self.element
