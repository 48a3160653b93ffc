"""More rows of a version: results, windows, special procedures, agents' services, texts."""

from django.db import models

from onewindow.catalogue import codes
from onewindow.catalogue.models.rows import Element, frozen
from onewindow.catalogue.models.versions import ItemVersion
from onewindow.documents.models import Document


class Result(Element):
    """What the applicant gets in the end (审批结果)."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="results")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=16, choices=codes.ResultKind, default=codes.ResultKind.LICENCE
    )
    validity = models.CharField(max_length=100, blank=True)
    when = models.JSONField(null=True, blank=True)
    sample = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="result_code_once"),
            models.UniqueConstraint(fields=["version", "position"], name="result_position_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Window(Element):
    """Where an application is taken in person (办理窗口)."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="windows")
    hall = models.CharField(max_length=200)
    window = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="window_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.hall} {self.window}"


class SpecialProcedure(Element):
    """Time that the limit does not count (特别程序): `days` at most; 0 where it varies."""

    version = models.ForeignKey(
        ItemVersion, on_delete=models.CASCADE, related_name="special_procedures"
    )
    kind = models.CharField(max_length=16, choices=codes.SpecialProcedureKind)
    name = models.CharField(max_length=200)
    days = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=16, choices=codes.LimitUnit, default=codes.LimitUnit.WORKING)
    basis = models.TextField(blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="special_procedure_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyService(Element):
    """A service by an agent that the item needs (中介服务)."""

    version = models.ForeignKey(
        ItemVersion, on_delete=models.CASCADE, related_name="agency_services"
    )
    name = models.CharField(max_length=200)
    basis = models.TextField()
    provider = models.CharField(max_length=200, blank=True)

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="agency_service_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Translation(Element):
    """A text in another language; `element` is a path such as `materials.m1.name`."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=8, choices=codes.Language)
    element = models.CharField(max_length=100)
    text = models.TextField()

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "language", "element"], name="translation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.element}"


class LocalElement(Element):
    """What a city adds to the list, by its own label."""

    version = models.ForeignKey(
        ItemVersion, on_delete=models.CASCADE, related_name="local_elements"
    )
    label = models.CharField(max_length=100)
    text = models.TextField()

    class Meta:
        triggers = [frozen()]
        constraints = [
            models.UniqueConstraint(fields=["version", "label"], name="local_element_label_once"),
        ]

    def __str__(self) -> str:
        return self.label
