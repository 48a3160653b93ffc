"""What an applicant is asked: questions that narrow his case, and fields of the form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models.elements import OF_OPTION, frozen
from onewindow.catalogue.models.versions import ItemVersion


class Question(models.Model):
    """A question whose answer narrows materials and steps (情形)."""

    class Kind(models.TextChoices):
        CHOICE = "choice", _("单选")
        BOOL = "bool", _("是否")
        NUMBER = "number", _("数字")

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind)
    help = models.CharField(max_length=300, blank=True)

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

    class Kind(models.TextChoices):
        TEXT = "text", _("文字")
        LONG_TEXT = "long_text", _("多行文字")
        NUMBER = "number", _("数字")
        MONEY = "money", _("金额（元）")
        DATE = "date", _("日期")
        CHOICE = "choice", _("单选")
        PHONE = "phone", _("电话")
        ADDRESS = "address", _("地址")
        CITIZEN_ID = "citizen_id", _("身份证号")
        USCC = "uscc", _("统一社会信用代码")

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    kind = models.CharField(max_length=16, choices=Kind)
    is_required = models.BooleanField(default=True)
    help = models.CharField(max_length=300, blank=True)
    example = models.CharField(max_length=200, blank=True)
    choices = models.JSONField(default=list, blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="form_field_code_once"),
        ]

    def __str__(self) -> str:
        return self.label
