"""The fields of the 流程确认单: the one table that readers, writers and messages share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from onewindow.catalogue.exchange import choices, parse
from onewindow.catalogue.form import (
    FILE_KIND_LABELS,
    KIND_LABELS,
    NECESSITY_LABELS,
    THEMES,
    TYPE_LABELS,
    FileKind,
    ItemType,
    Necessity,
)
from onewindow.procedure.model import StepKind

T = TypeVar("T")


@dataclass(frozen=True)
class Field(Generic[T]):
    """One field: `code` is its name in the draft and in YAML, `label` what the paper says.

    `empty` stands in for a blank optional field. `options` are the boxes to tick, if any.
    """

    code: str
    label: str
    parse: Callable[[str], T]
    empty: T
    synonyms: tuple[str, ...] = ()
    required: bool = False
    internal: bool = False
    options: tuple[str, ...] = ()


short, long, printed = parse.parse_text(200), parse.parse_text(4000), parse.parse_printed(200)

DEPARTMENT = Field(
    "department", "填报部门", printed, "", ("填报单位", "申报部门", "单位名称"), required=True
)
FILLED_BY = Field("filled_by", "填表人", short, "", ("填报人", "经办人签字"), required=True)
FILLED_BY_PHONE = Field(
    "filled_by_phone", "联系电话", parse.parse_internal_phone, "", ("填表人电话",), required=True
)
FILLED_ON = Field(
    "filled_on", "填表时间", parse.parse_date, "", ("填表日期", "填报时间", "填报日期")
)
NAME = Field(
    "name",
    "审批事项",
    printed,
    "",
    ("事项名称", "审批事项名称", "审批事项子项", "子项"),
    required=True,
)
NUMBER = Field("number", "项目序号", short, "", ("事项序号", "项目编号"))
SUBJECT = Field("subject", "实施主体", printed, "", ("实施机关", "实施单位"), required=True)
ITEM_TYPE = Field(
    "item_type",
    "审批事项类型",
    choices.parse_type,
    ItemType.OTHER,
    ("事项类型", "事项类别", "审批事项类别"),
    required=True,
    options=tuple(TYPE_LABELS.values()),
)
INTERNAL_HALL = Field("internal_hall", "自有受理厅", short, "", ("自有大厅",), internal=True)
PUBLIC_HALL = Field("public_hall", "公共受理厅", short, "", ("公共大厅",), internal=True)
PHONE = Field("phone", "业务咨询电话", parse.parse_phone, "", ("咨询电话",), required=True)
EMAIL = Field("email", "业务咨询邮箱", parse.parse_email, "", ("咨询邮箱", "电子邮箱"))
POSTAL_ADDRESS = Field(
    "postal_address", "部门收件邮寄地址", short, "", ("收件邮寄地址", "邮寄地址", "收件地址")
)
ACCEPTANCE_LIMIT = Field("acceptance_limit", "受理时限", parse.parse_limit, 0, required=True)
REVIEW_LIMIT = Field(
    "review_limit", "审查时限", parse.parse_limit, 0, ("承诺时限", "审批时限"), required=True
)
STATUTORY_LIMIT = Field(
    "statutory_limit", "法定时限", parse.parse_limit, 0, ("法定办结时限", "法定期限")
)
LIMIT_NOTE = Field("limit_note", "时限说明", long, "", ("办理时限说明",))
THEME = Field(
    "themes",
    "审批对象及领域",
    choices.parse_theme,
    "",
    ("审批对象和领域", "服务对象及领域", "审批对象"),
    required=True,
    options=tuple(
        dict.fromkeys([*THEMES, *(topic for topics in THEMES.values() for topic in topics)])
    ),
)
PERIODIC_INSPECTION = Field(
    "periodic_inspection", "定期检验及依据", long, "", ("定期检验及其依据",)
)
PROCESS = Field("process", "办理程序", long, "", ("办理流程",), required=True)
CONDITION = Field(
    "conditions", "办理条件", long, "", ("审批条件", "申请条件", "受理条件"), required=True
)
ALIAS = Field("aliases", "通俗叫法", short, "", ("民间说法", "俗称", "检索词"))
EXTRA = Field("extra", "其他补充", long, "", ("补充信息",))

SINGLE_TEXTS = (
    DEPARTMENT, FILLED_BY, FILLED_BY_PHONE, FILLED_ON, NAME, NUMBER, SUBJECT, INTERNAL_HALL,
    PUBLIC_HALL, PHONE, EMAIL, POSTAL_ADDRESS, LIMIT_NOTE, PERIODIC_INSPECTION, PROCESS,
)  # fmt: skip
LIMITS = (ACCEPTANCE_LIMIT, REVIEW_LIMIT, STATUTORY_LIMIT)
LISTS = (THEME, CONDITION, ALIAS)

BASES = Field("bases", "事项依据", long, "", ("法律依据", "设定依据", "审批依据"), required=True)
BASIS_LAW = Field("law", "法律法规名称", printed, "", required=True)
BASIS_ARTICLE = Field("article", "条款", parse.parse_article, "")
BASIS_TEXT = Field("text", "条文内容", long, "")
FEES = Field("fees", "收费项目", long, "", ("收费项目及标准",))
FEE_BASES = Field("fee_bases", "收费依据", long, "")
FEE_NAME = Field("name", "收费项目", short, "", required=True)
FEE_STANDARD = Field("standard", "收费标准", short, "")
FEE_BASIS = Field("basis", "收费依据", long, "", required=True)

STEPS = Field(
    "steps", "内部审批流程", long, "", ("审批流程", "办理环节"), required=True, internal=True
)
STEP_NUMBER = Field("order", "序号", short, "")
STEP_NAME = Field("name", "环节名称", printed, "", ("环节", "办理环节", "流程环节"), required=True)
STEP_KIND = Field(
    "kind",
    "环节类型",
    choices.parse_kind,
    StepKind.REVIEW,
    ("环节性质",),
    options=tuple(KIND_LABELS.values()),
)
STEP_UNIT = Field(
    "unit", "承办单位", printed, "", ("承办部门", "办理单位", "责任单位", "办理部门"), required=True
)
STEP_POST = Field("post", "承办处室", short, "", ("承办科室", "承办岗位", "岗位", "处室"))
STEP_PERSON = Field("person", "经办人", short, "", ("办理人", "经办人姓名"))
STEP_TITLE = Field("title", "经办人职务", short, "", ("职务",))
STEP_LIMIT = Field("limit", "办理时限", parse.parse_limit, 0, ("时限", "环节时限"), required=True)
STEP_MOBILE = Field("mobile", "手机号码", parse.parse_mobile, "", ("手机", "手机号", "联系手机"))
STEP_NEEDS = Field("needs", "前置环节", short, "", ("前置步骤", "紧前环节"))
STEP_COLUMNS = (
    STEP_NUMBER, STEP_NAME, STEP_KIND, STEP_UNIT, STEP_POST, STEP_PERSON, STEP_TITLE, STEP_LIMIT,
    STEP_MOBILE, STEP_NEEDS,
)  # fmt: skip

MATERIALS = Field(
    "materials", "申报材料", long, "", ("申请材料", "材料清单", "申报材料清单"), required=True
)
MATERIAL_NUMBER = Field("order", "序号", short, "")
MATERIAL_NAME = Field(
    "name",
    "材料名称",
    parse.parse_material_name,
    "",
    ("名称", "申报材料名称", "申请材料名称"),
    required=True,
)
MATERIAL_FILES = Field(
    "file_kinds",
    "文件限制类型",
    choices.parse_file_kind,
    FileKind.TEXT,
    ("文件类型", "限制类型", "文件类型限制"),
    required=True,
    options=tuple(FILE_KIND_LABELS.values()),
)
MATERIAL_NECESSITY = Field(
    "necessity",
    "是否必须上传",
    choices.parse_necessity,
    Necessity.REQUIRED,
    ("是否必须", "必须上传", "材料必要性", "必要性"),
    required=True,
    options=tuple(NECESSITY_LABELS.values()),
)
MATERIAL_ORIGINAL = Field(
    "needs_original",
    "是否需要原件",
    parse.parse_yes_no,
    empty=False,
    synonyms=("需要原件", "是否原件"),
    required=True,
    options=("是", "否"),
)
MATERIAL_NOTE = Field("note", "备注", long, "", ("填写说明", "材料说明", "填报说明"))
MATERIAL_COLUMNS = (
    MATERIAL_NUMBER, MATERIAL_NAME, MATERIAL_FILES, MATERIAL_NECESSITY, MATERIAL_ORIGINAL,
    MATERIAL_NOTE,
)  # fmt: skip

FORM_ORDER = [
    field.label
    for field in (
        DEPARTMENT, FILLED_BY, FILLED_BY_PHONE, FILLED_ON, NAME, NUMBER, SUBJECT, ITEM_TYPE,
        INTERNAL_HALL, PUBLIC_HALL, PHONE, EMAIL, POSTAL_ADDRESS, *LIMITS, LIMIT_NOTE, THEME, BASES,
        BASIS_LAW, BASIS_ARTICLE, BASIS_TEXT, PERIODIC_INSPECTION, FEES, FEE_BASES, PROCESS,
        CONDITION, ALIAS, EXTRA, STEPS, *STEP_COLUMNS, MATERIALS, *MATERIAL_COLUMNS,
    )
]  # fmt: skip

# Words of the form that are no fields: what stands beside them is drawn or explained.
IGNORED = (
    "审批流程图",
    "绘制审批流程图",
    "填表说明",
    "填写说明",
    "说明",
    "签字盖章",
    "审核签字",
    "部门意见",
)
SECTIONS = (STEPS, MATERIALS)
LIMIT_SECTION = "办理时限"
FORM_TITLE = "政务服务事项流程确认单"
