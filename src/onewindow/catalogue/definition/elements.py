"""The elements of a definition in the order of the list: label, kind, columns.

One table drives display, comparison, editing and the sheets of the exchange package; a test holds
that it names every field of `ItemDefinition` once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_noop as _

from onewindow.catalogue import codes
from onewindow.catalogue.definition.columns import COLUMNS, Column
from onewindow.catalogue.form import TYPE_LABELS

Choices: TypeAlias = type[TextChoices] | type[IntegerChoices]


@dataclass(frozen=True)
class Element:
    """One element. `kind`: text, long, number, flag, choice, choices, words, lines or table.

    `words` are short texts, `lines` one text each line. `is_internal` is never published.
    """

    code: str
    label: str
    kind: str = "text"
    choices: Choices | None = None
    is_internal: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a table."""
        return COLUMNS.get(self.code, ())

    def options(self) -> Mapping[str, str]:
        """Return the stored codes with their labels in the reader's language."""
        if self.code == "item_type":
            from django.utils.translation import gettext

            return {kind.value: gettext(label) for kind, label in TYPE_LABELS.items()}
        if self.choices is None:
            return {}
        return {str(value): str(label) for value, label in self.choices.choices}


@dataclass(frozen=True)
class Group:
    """A section of the list."""

    code: str
    title: str
    elements: tuple[Element, ...]


GROUPS = (
    Group("basic", _("基本信息"), (
        Element("name", _("事项名称")),
        Element("main_name", _("主项名称")),
        Element("base", _("基本编码")),
        Element("local_code", _("地方实施编码")),
        Element("form_number", _("项目序号")),
        Element("department", _("填报部门")),
        Element("subject", _("实施主体")),
        Element("subject_kind", _("实施主体性质"), "choice", codes.SubjectKind),
        Element("entrusted_body", _("受委托机关")),
        Element("joint_departments", _("联办机构"), "words"),
        Element("item_type", _("事项类型"), "choice"),
        Element("exercise_levels", _("行使层级"), "choices", codes.ExerciseLevel),
        Element("power_source", _("权力来源"), "choice", codes.PowerSource),
        Element("service_objects", _("服务对象类型"), "choices", codes.ServiceObject),
        Element("audience", _("服务对象"), "choice", codes.Audience),
        Element("themes", _("审批对象及领域"), "words"),
        Element("life_stages", _("生命周期"), "words"),
        Element("aliases", _("常用叫法"), "words"),
        Element("summary", _("一句话说明"), "long"),
        Element("licence_reform", _("证照分离改革方式"), "choice", codes.LicenceReform),
    )),
    Group("limits", _("办理时限"), (
        Element("case_type", _("办件类型"), "choice", codes.CaseType),
        Element("review_kind", _("审查类型"), "choice", codes.ReviewKind),
        Element("pre_review_limit", _("网上预审时限（工作日）"), "number"),
        Element("acceptance_limit", _("受理时限"), "number"),
        Element("acceptance_limit_unit", _("受理时限单位"), "choice", codes.LimitUnit),
        Element("review_limit", _("审查时限（承诺）"), "number"),
        Element("review_limit_unit", _("审查时限单位"), "choice", codes.LimitUnit),
        Element("statutory_limit", _("法定时限"), "number"),
        Element("statutory_limit_unit", _("法定时限单位"), "choice", codes.LimitUnit),
        Element("limit_note", _("时限说明"), "long"),
        Element("special_procedures", _("特别程序"), "table"),
        Element("deferral_limit", _("容缺材料补交时限（工作日）"), "number"),
        Element("commitment_limit", _("告知承诺核查时限（工作日）"), "number"),
        Element("commitment_terms", _("承诺的内容"), "lines"),
        Element("guarded_fields", _("涉及的特殊领域"), "choices", codes.GuardedField),
    )),
    Group("handling", _("办理方式"), (
        Element("handling_forms", _("办理形式"), "choices", codes.HandlingForm),
        Element("handling_range", _("通办范围"), "choice", codes.HandlingRange),
        Element("is_online", _("是否网上办理"), "flag"),
        Element("offline_reason", _("不纳入网上审批的原因"), "long"),
        Element("is_on_provincial_platform", _("是否录入省标准化平台"), "flag"),
        Element("online_depth", _("网办等级"), "choice", codes.OnlineGrade),
        Element("online_services", _("网上办理深度"), "choices", codes.OnlineService),
        Element("is_in_hall", _("是否进驻政务大厅"), "flag"),
        Element("visits", _("到现场次数"), "number"),
        Element("visits_reason", _("必须到现场的原因"), "long"),
        Element("takes_appointments", _("是否支持预约"), "flag"),
        Element("pays_online", _("是否支持网上支付"), "flag"),
        Element("sends_by_courier", _("是否支持物流快递"), "flag"),
        Element("is_on_terminals", _("是否支持自助终端"), "flag"),
    )),
    Group("places", _("办理地点和联系方式"), (
        Element("public_hall", _("公共受理厅"), is_internal=True),
        Element("internal_hall", _("自有受理厅"), is_internal=True),
        Element("windows", _("办理窗口"), "table"),
        Element("phone", _("业务咨询电话")),
        Element("complaint_phone", _("监督投诉电话")),
        Element("email", _("业务咨询邮箱")),
        Element("postal_address", _("收件邮寄地址")),
    )),
    Group("legal", _("依据、条件和收费"), (
        Element("bases", _("事项依据"), "table"),
        Element("conditions", _("办理条件"), "lines"),
        Element("quantity_limit", _("数量限制"), "long"),
        Element("process", _("办理程序"), "long"),
        Element("periodic_inspection", _("定期检验及依据"), "long"),
        Element("fees", _("收费项目和依据"), "table"),
        Element("agency_services", _("中介服务"), "table"),
    )),
    Group("materials", _("申报材料"), (Element("materials", _("申报材料"), "table"),)),
    Group("results", _("审批结果"), (Element("results", _("审批结果"), "table"),)),
    Group("flow", _("内部审批流程"), (
        Element("steps", _("内部审批流程"), "table", is_internal=True),
    )),
    Group("scenario", _("情形和申请表"), (
        Element("questions", _("情形问题"), "table"),
        Element("scenario_rules", _("按情形调整"), "table"),
        Element("fields", _("申请表字段"), "table"),
        Element("faq", _("常见问题"), "table"),
    )),
    Group("texts", _("其他"), (
        Element("local_elements", _("本地补充要素"), "table"),
        Element("translations", _("其他语言文本"), "table"),
    )),
    Group("filing", _("填报"), (
        Element("filled_by", _("填表人"), is_internal=True),
        Element("filled_by_phone", _("填表人电话"), is_internal=True),
        Element("filled_on", _("填表时间"), is_internal=True),
    )),
)  # fmt: skip


@cache
def elements() -> dict[str, Element]:
    """Return every element by its code, in the order of the list."""
    return {each.code: each for group in GROUPS for each in group.elements}
