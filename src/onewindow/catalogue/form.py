"""What one 流程确认单 (the paper form of a service item) says, whatever file it came in.

Every value is text as a person wrote it; `catalogue.exchange` reads it out of .xlsx, .docx and
.yaml, and checks it into the typed `ItemDraft` below.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_noop as _

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


TYPE_LABELS: dict[ItemType, str] = {
    ItemType.LICENSING: _("行政许可"),
    ItemType.COLLECTION: _("行政征收"),
    ItemType.PAYMENT: _("行政给付"),
    ItemType.CONFIRMATION: _("行政确认"),
    ItemType.REWARD: _("行政奖励"),
    ItemType.ANNUAL_INSPECTION: _("年检"),
    ItemType.ADJUDICATION: _("行政裁决"),
    ItemType.RECONSIDERATION: _("行政复议"),
    ItemType.TAX_RELIEF: _("税费减免"),
    ItemType.OTHER: _("其他"),
    ItemType.PUBLIC_SERVICE: _("公共服务"),
}
THEMES: dict[str, tuple[str, ...]] = {
    "公众": (
        "婚姻登记",
        "生育收养",
        "户籍管理",
        "教育",
        "文化",
        "卫生保健",
        "公共事业",
        "住房",
        "出入境",
        "兵役",
        "就业",
        "社会保障",
        "交通",
        "纳税",
        "死亡殡葬",
        "其他",
    ),
    "企业": (
        "设立变更",
        "纳税",
        "年审年检",
        "质量检查",
        "安全防护",
        "商务活动",
        "对外交流",
        "劳动保障",
        "人力资源",
        "资质认证",
        "建设管理",
        "知识产权",
        "破产注销",
        "综合其它",
        "其他",
    ),
    "其他组织": (),
}


def name_theme(audience: str, topic: str) -> str:
    """Return how a draft names a theme: the topic, after its audience where two have it."""
    if not topic:
        return audience
    shared = sum(topic in topics for topics in THEMES.values()) > 1
    return f"{audience}·{topic}" if shared else topic


def audience_of(theme: str) -> str:
    """Return whom a theme is for: 公众, 企业 or 其他组织; raise KeyError for an unknown one."""
    for audience, topics in THEMES.items():
        if theme in {audience, *(name_theme(audience, topic) for topic in topics)}:
            return audience
    raise KeyError(theme)


class FileKind(StrEnum):
    """What a material may be handed in as (文件限制类型)."""

    TEXT = "text"
    IMAGE = "image"
    ARCHIVE = "archive"
    MEDIA = "media"


FILE_KIND_LABELS: dict[FileKind, str] = {
    FileKind.TEXT: _("文本"),
    FileKind.IMAGE: _("图片"),
    FileKind.ARCHIVE: _("压缩文件"),
    FileKind.MEDIA: _("影音"),
}


class Necessity(StrEnum):
    """Whether a material must be uploaded."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    DEFERRABLE = "deferrable"


NECESSITY_LABELS: dict[Necessity, str] = {
    Necessity.REQUIRED: "是",
    Necessity.OPTIONAL: "否",
    Necessity.DEFERRABLE: "容缺后补",
}
KIND_LABELS: dict[StepKind, str] = {
    StepKind.ACCEPTANCE: _("受理"),
    StepKind.REVIEW: _("审查"),
    StepKind.DECISION: _("决定"),
    StepKind.DELIVERY: _("送达"),
}


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

    `department` and a step's `unit` hold names as written, matched to departments when stored.
    `extra` keeps what a city adds to the form, by its own label.
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
