"""The rows of a version: materials, steps, legal bases, fees."""

from typing import TypeAlias

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onewindow.catalogue import codes
from onewindow.catalogue.models.rows import Element, frozen
from onewindow.catalogue.models.versions import ItemVersion
from onewindow.documents.models import Document
from onewindow.orgs.models import Department, Post


class Material(Element):
    """What an applicant hands in (申请材料)."""

    Necessity: TypeAlias = codes.Necessity

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="materials")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    file_kinds = ArrayField(models.CharField(max_length=16))
    necessity = models.CharField(
        max_length=16, choices=codes.Necessity, default=codes.Necessity.REQUIRED
    )
    needs_original = models.BooleanField(default=False)
    medium = models.CharField(
        max_length=16, choices=codes.MaterialMedium, default=codes.MaterialMedium.BOTH
    )
    copies = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(
        max_length=16, choices=codes.MaterialSource, default=codes.MaterialSource.APPLICANT
    )
    source_body = models.CharField(max_length=200, blank=True)
    acceptance_standard = models.TextField(blank=True)
    note = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    # The licence or shared data that makes handing it in unnecessary.
    replaced_by = models.CharField(max_length=200, blank=True)
    when = models.JSONField(null=True, blank=True)
    blank_form = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sample_form = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

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
    join_rule = models.CharField(max_length=16, choices=codes.JoinRule, default=codes.JoinRule.ALL)
    quorum = models.PositiveSmallIntegerField(default=0)
    on_silence = models.CharField(max_length=16, choices=codes.OnSilence, blank=True, default="")
    is_optional = models.BooleanField(default=False)
    # The codes of the materials that it may see; none means all.
    materials = ArrayField(models.CharField(max_length=40), default=list, blank=True)

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
    """A fee, its standard as printed, and its basis (收费项目); `amount` is yuan as digits."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="fees")
    name = models.CharField(max_length=200)
    standard = models.CharField(max_length=200)
    basis = models.TextField()
    amount = models.CharField(max_length=20, blank=True)
    is_reducible = models.BooleanField(default=False)
    reduction_basis = models.TextField(blank=True)
    when = models.JSONField(null=True, blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="fee_position_once"),
        ]

    def __str__(self) -> str:
        return self.name
