"""Service items, their versions, and the review before publication."""

from onewindow.catalogue.models.elements import Fee, ItemStep, LegalBasis, Material
from onewindow.catalogue.models.items import BaseItem, QuarantinedRow, ServiceItem
from onewindow.catalogue.models.questions import (
    FormField,
    FrequentQuestion,
    Question,
    QuestionOption,
)
from onewindow.catalogue.models.reviews import ElementGroup, Review, ReviewOffice, Verdict
from onewindow.catalogue.models.versions import ItemVersion, VersionStatus

__all__ = [
    "BaseItem",
    "ElementGroup",
    "Fee",
    "FormField",
    "FrequentQuestion",
    "ItemStep",
    "ItemVersion",
    "LegalBasis",
    "Material",
    "QuarantinedRow",
    "Question",
    "QuestionOption",
    "Review",
    "ReviewOffice",
    "ServiceItem",
    "Verdict",
    "VersionStatus",
]
