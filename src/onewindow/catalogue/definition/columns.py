"""The columns of the elements that are tables."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_noop as _

from onewindow.catalogue import codes


@dataclass(frozen=True)
class Column:
    """One column. `kind`: text, long, number, flag, choice, words, condition, file or rows."""

    code: str
    label: str
    kind: str = "text"
    choices: type[TextChoices] | None = None

    def options(self) -> dict[str, str]:
        """Return the stored codes with their labels in the reader's language."""
        return {value: str(label) for value, label in self.choices.choices} if self.choices else {}


WHEN = Column("when", _("适用情形"), "condition")

COLUMNS = {
    "special_procedures": (
        Column("kind", _("种类"), "choice", codes.SpecialProcedureKind),
        Column("name", _("名称")),
        Column("days", _("最长时间"), "number"),
        Column("unit", _("单位"), "choice", codes.LimitUnit),
        Column("basis", _("依据"), "long"),
    ),
    "windows": (
        Column("hall", _("办理大厅")),
        Column("window", _("窗口")),
        Column("address", _("地址")),
        Column("hours", _("办公时间")),
        Column("phone", _("电话")),
    ),
    "bases": (
        Column("law", _("法律法规名称")),
        Column("article", _("条款")),
        Column("text", _("条文内容"), "long"),
    ),
    "fees": (
        Column("name", _("收费项目")),
        Column("standard", _("收费标准")),
        Column("basis", _("收费依据"), "long"),
        Column("amount", _("金额（元）")),
        Column("is_reducible", _("可否减免"), "flag"),
        Column("reduction_basis", _("减免依据"), "long"),
        WHEN,
    ),
    "agency_services": (
        Column("name", _("中介服务名称")),
        Column("basis", _("设定依据"), "long"),
        Column("provider", _("提供机构")),
    ),
    "materials": (
        Column("code", _("编号")),
        Column("name", _("材料名称")),
        Column("file_kinds", _("文件限制类型"), "words"),
        Column("necessity", _("必要性"), "choice", codes.Necessity),
        Column("needs_original", _("是否需要原件"), "flag"),
        Column("medium", _("材料形式"), "choice", codes.MaterialMedium),
        Column("copies", _("份数"), "number"),
        Column("source", _("来源渠道"), "choice", codes.MaterialSource),
        Column("source_body", _("来源单位")),
        Column("acceptance_standard", _("受理标准"), "long"),
        Column("note", _("填写须知"), "long"),
        Column("basis", _("要求提供材料的依据"), "long"),
        Column("replaced_by", _("可替代的证照或共享数据")),
        WHEN,
        Column("blank_form", _("空白表格"), "file"),
        Column("sample_form", _("示例样表"), "file"),
    ),
    "results": (
        Column("code", _("编号")),
        Column("name", _("结果名称")),
        Column("kind", _("结果类型"), "choice", codes.ResultKind),
        Column("validity", _("有效期")),
        WHEN,
        Column("sample", _("结果样本"), "file"),
    ),
    "steps": (
        Column("code", _("编号")),
        Column("name", _("环节名称")),
        Column("kind", _("环节类型")),
        Column("unit", _("承办单位")),
        Column("post", _("承办岗位")),
        Column("person", _("经办人")),
        Column("title", _("经办人职务")),
        Column("mobile", _("手机号码")),
        Column("limit", _("办理时限"), "number"),
        Column("limit_unit", _("时限单位"), "choice", codes.LimitUnit),
        Column("needs", _("前置环节"), "words"),
        WHEN,
        Column("join_rule", _("会签规则"), "choice", codes.JoinRule),
        Column("quorum", _("需要几个意见"), "number"),
        Column("on_silence", _("超时未答复"), "choice", codes.OnSilence),
        Column("is_optional", _("需要时才开启"), "flag"),
        Column("materials", _("可看的材料"), "words"),
    ),
    "questions": (
        Column("code", _("编号")),
        Column("text", _("问题")),
        Column("kind", _("回答方式"), "choice", codes.QuestionKind),
        Column("help", _("说明"), "long"),
        Column("options", _("可选回答"), "rows"),
        WHEN,
    ),
    "scenario_rules": (
        WHEN,
        Column("review_limit", _("审查时限（承诺）"), "number"),
        Column("visits", _("到现场次数"), "number"),
        Column("note", _("说明"), "long"),
    ),
    "fields": (
        Column("code", _("编号")),
        Column("label", _("字段名称")),
        Column("kind", _("填写方式"), "choice", codes.FieldKind),
        Column("is_required", _("是否必填"), "flag"),
        Column("help", _("填写说明"), "long"),
        Column("example", _("示例")),
        Column("choices", _("选项"), "words"),
        Column("prefill", _("自动填写来源"), "choice", codes.PrefillSource),
        Column("message", _("填错时的提示")),
        Column("columns", _("表格各列"), "rows"),
        WHEN,
    ),
    "faq": (Column("question", _("问")), Column("answer", _("答"), "long")),
    "local_elements": (Column("label", _("要素名称")), Column("text", _("内容"), "long")),
    "translations": (
        Column("language", _("语言"), "choice", codes.Language),
        Column("element", _("要素")),
        Column("text", _("文本"), "long"),
    ),
}
