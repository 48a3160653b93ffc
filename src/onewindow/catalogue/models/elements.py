"""The rows of a version: materials, steps, legal bases, fees."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models.versions import ItemVersion
from onewindow.orgs.models import Department, Post

OF_ROW = "OLD.version_id, NEW.version_id"
OF_OPTION = (
    "SELECT version_id FROM catalogue_question WHERE id IN (OLD.question_id, NEW.question_id)"
)
FROZEN = """
IF EXISTS (SELECT FROM catalogue_itemversion
        WHERE id IN ({versions}) AND status NOT IN ('draft', 'returned')) THEN
    RAISE EXCEPTION 'the rows of a version under review or published do not change'
        USING ERRCODE = 'integrity_constraint_violation';
END IF;
RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
"""


def frozen(versions: str = OF_ROW) -> pgtrigger.Trigger:
    """Return the trigger that keeps a row as its version was reviewed and published."""
    return pgtrigger.Trigger(
        name="published_is_frozen",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=FROZEN.format(versions=versions),
    )


class Element(models.Model):
    """A row of a version, in its order."""

    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class Material(Element):
    """What an applicant hands in (申请材料)."""

    class Necessity(models.TextChoices):
        REQUIRED = "required", _("需提交")
        DEFERRABLE = "deferrable", _("可容缺")
        OPTIONAL = "optional", _("选交")

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="materials")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    file_kinds = ArrayField(models.CharField(max_length=16))
    necessity = models.CharField(max_length=16, choices=Necessity, default=Necessity.REQUIRED)
    needs_original = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    when = models.JSONField(null=True, blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="material_code_once"),
            models.UniqueConstraint(fields=["version", "position"], name="material_position_once"),
        ]

    def __str__(self) -> str:
        return self.name


class ItemStep(Element):
    """A step of the procedure (环节). `needs` holds the codes of the steps before it."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=16)
    unit = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="item_steps")
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="item_steps"
    )
    person = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=100, blank=True)
    mobile = models.CharField(max_length=40, blank=True)
    limit = models.PositiveSmallIntegerField(default=0)
    limit_unit = models.CharField(max_length=16, default="working")
    needs = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    when = models.JSONField(null=True, blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="item_step_code_once"),
            models.UniqueConstraint(fields=["version", "position"], name="item_step_position_once"),
        ]

    def __str__(self) -> str:
        return self.name


class LegalBasis(Element):
    """An article of law the item rests on (事项依据)."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="bases")
    law = models.CharField(max_length=200)
    article = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="legal_basis_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"


class Fee(Element):
    """A fee, its standard as printed, and its basis (收费项目)."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="fees")
    name = models.CharField(max_length=200)
    standard = models.CharField(max_length=200)
    basis = models.TextField()

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="fee_position_once"),
        ]

    def __str__(self) -> str:
        return self.name
