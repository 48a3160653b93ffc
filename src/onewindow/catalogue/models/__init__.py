"""Service items, their versions, and the review before publication."""

from onewindow.catalogue.models.claims import ChangeStatus, Claim, StandardChange
from onewindow.catalogue.models.contacts import ContactRole, ItemContact
from onewindow.catalogue.models.edits import DraftEdit
from onewindow.catalogue.models.elements import Fee, ItemStep, LegalBasis, Material
from onewindow.catalogue.models.guide_questions import GuideQuestion
from onewindow.catalogue.models.halts import ItemSuspension, ItemWithdrawal
from onewindow.catalogue.models.imports import FileStatus, ImportBatch, ImportedFile
from onewindow.catalogue.models.items import BaseItem, QuarantinedRow, RowResolution, ServiceItem
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
from onewindow.catalogue.models.reviews import (
    Resolution,
    Review,
    ReviewComment,
    ReviewOffice,
    ReviewRound,
    Verdict,
)
from onewindow.catalogue.models.search import Alias, SearchEntry, SearchTerm, UnansweredQuery
from onewindow.catalogue.models.versions import ItemVersion, VersionStatus

__all__ = [
    "AgencyService",
    "Alias",
    "BaseItem",
    "ChangeStatus",
    "Claim",
    "ContactRole",
    "DraftEdit",
    "Fee",
    "FileStatus",
    "FormField",
    "FrequentQuestion",
    "GuideQuestion",
    "ImportBatch",
    "ImportedFile",
    "ItemContact",
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
    "Resolution",
    "Result",
    "Review",
    "ReviewComment",
    "ReviewOffice",
    "ReviewRound",
    "RowResolution",
    "ScenarioRule",
    "SearchEntry",
    "SearchTerm",
    "ServiceItem",
    "SpecialProcedure",
    "StandardChange",
    "Translation",
    "UnansweredQuery",
    "Verdict",
    "VersionStatus",
    "Window",
]
