"""Service items, their versions, and the review before publication."""

from onewindow.catalogue.models.edits import DraftEdit
from onewindow.catalogue.models.elements import Fee, ItemStep, LegalBasis, Material
from onewindow.catalogue.models.halts import ItemSuspension, ItemWithdrawal
from onewindow.catalogue.models.items import BaseItem, QuarantinedRow, ServiceItem
from onewindow.catalogue.models.more_elements import (
    AgencyService,
    LocalElement,
    Result,
    SpecialProcedure,
    Translation,
    Window,
)
from onewindow.catalogue.models.questions import (
    FormField,
    FrequentQuestion,
    Question,
    QuestionOption,
    ScenarioRule,
)
from onewindow.catalogue.models.reviews import ElementGroup, Review, ReviewOffice, Verdict
from onewindow.catalogue.models.versions import ItemVersion, VersionStatus

__all__ = [
    "AgencyService",
    "BaseItem",
    "DraftEdit",
    "ElementGroup",
    "Fee",
    "FormField",
    "FrequentQuestion",
    "ItemStep",
    "ItemSuspension",
    "ItemVersion",
    "ItemWithdrawal",
    "LegalBasis",
    "LocalElement",
    "Material",
    "QuarantinedRow",
    "Question",
    "QuestionOption",
    "Result",
    "Review",
    "ReviewOffice",
    "ScenarioRule",
    "ServiceItem",
    "SpecialProcedure",
    "Translation",
    "Verdict",
    "VersionStatus",
    "Window",
]
