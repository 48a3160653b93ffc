"""What one 流程确认单 (the paper form of a service item) says, whatever file it came in.

Every value is text as a person wrote it; `catalogue.exchange` reads it out of .xlsx, .docx and .yaml, and
checks it into the typed `ItemDraft` below.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from onewindow.procedure.model import StepKind


class ItemType(StrEnum):
    """The kinds of item of the form (GB/T 39046 code set 事项类型, and the form's own four)."""

    LICENSING = "licensing"
    COLLECTION = "collection"
    PAYMENT = "payment"
    CONFIRMATION = "confirmation"
    REWARD = "reward"
    ANNUAL_INSPECTION = "annual_inspection"
    ADJUDICATION = "adjudication"
    RECONSIDERATION = "reconsideration"
    TAX_RELIEF = "tax_relief"
    OTHER = "other"
    PUBLIC_SERVICE = "public_service"


class FileKind(StrEnum):
    """What a material may be handed in as (文件限制类型)."""

    TEXT = "text"
    IMAGE = "image"
    ARCHIVE = "archive"
    MEDIA = "media"


class Necessity(StrEnum):
    """Whether a material must be uploaded."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    DEFERRABLE = "deferrable"


@dataclass(frozen=True)
class StepDraft:
    """A line of 内部审批流程; `needs` names earlier lines by their step name."""

    name: str
    kind: StepKind
    unit: str
    post: str
    person: str
    title: str
    limit: int
    mobile: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class MaterialDraft:
    """A line of 申报材料."""

    name: str
    file_kinds: tuple[FileKind, ...]
    necessity: Necessity
    needs_original: bool
    note: str = ""


@dataclass(frozen=True)
class BasisDraft:
    """One legal basis: the law's title, the article, and its wording."""

    law: str
    article: str
    text: str


@dataclass(frozen=True)
class FeeDraft:
    """One fee: what for, how much (as printed, in yuan), and on what basis."""

    name: str
    standard: str
    basis: str


@dataclass(frozen=True)
class ItemDraft:
    """One service item as its department defines it. Limits are in working days.

    `department` and a step's `unit` hold names as written; they are matched to departments when stored.
    """

    department: str
    filled_by: str
    filled_by_phone: str
    filled_on: str
    name: str
    number: str
    subject: str
    item_type: ItemType
    internal_hall: str
    public_hall: str
    phone: str
    email: str
    postal_address: str
    acceptance_limit: int
    review_limit: int
    statutory_limit: int
    limit_note: str
    themes: tuple[str, ...]
    bases: tuple[BasisDraft, ...]
    periodic_inspection: str
    fees: tuple[FeeDraft, ...]
    process: str
    conditions: tuple[str, ...]
    steps: tuple[StepDraft, ...]
    materials: tuple[MaterialDraft, ...]
    aliases: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)
