"""What an applicant is asked: questions that narrow his case, and fields of the form."""

from typing import TypeAlias

from django.db import models

from onewindow.catalogue import codes
from onewindow.catalogue.models.rows import OF_OPTION, frozen
from onewindow.catalogue.models.versions import ItemVersion


class Question(models.Model):
    """A question whose answer narrows materials and steps (情形)."""

    Kind: TypeAlias = codes.QuestionKind

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=codes.QuestionKind)
    help = models.CharField(max_length=300, blank=True)
    # Asked only where the answers before it fulfil the condition.
    when = models.JSONField(null=True, blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="question_code_once"),
        ]

    def __str__(self) -> str:
        return self.text


class QuestionOption(models.Model):
    """One answer of a choice question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=200)

    class Meta:
        triggers = [frozen(OF_OPTION)]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="question_option_code_once"),
        ]

    def __str__(self) -> str:
        return self.text


class ScenarioRule(models.Model):
    """Another limit (working days) or number of visits in some situations; the first one holds."""

    version = models.ForeignKey(
        ItemVersion, on_delete=models.CASCADE, related_name="scenario_rules"
    )
    position = models.PositiveSmallIntegerField()
    when = models.JSONField()
    review_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    visits = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="scenario_rule_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.position}"


class FrequentQuestion(models.Model):
    """A question people ask about the item, and its answer (常见问题)."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="faq")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=200)
    answer = models.TextField()

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="faq_position_once"),
        ]

    def __str__(self) -> str:
        return self.question


class FormField(models.Model):
    """A field of the application form."""

    Kind: TypeAlias = codes.FieldKind

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    kind = models.CharField(max_length=16, choices=codes.FieldKind)
    is_required = models.BooleanField(default=True)
    help = models.CharField(max_length=300, blank=True)
    example = models.CharField(max_length=200, blank=True)
    choices = models.JSONField(default=list, blank=True)
    # The columns of a table: a list of {code, label, kind, is_required, choices}.
    columns = models.JSONField(default=list, blank=True)
    prefill = models.CharField(max_length=40, choices=codes.PrefillSource, blank=True)
    message = models.CharField(max_length=200, blank=True)
    when = models.JSONField(null=True, blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="form_field_code_once"),
        ]

    def __str__(self) -> str:
        return self.label
