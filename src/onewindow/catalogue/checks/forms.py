"""Rules on questions, the application form and the conditions that hang on them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.catalogue.checks.rules import Fault, Rule, Severity
from onewindow.catalogue.codes import FieldKind, PrefillSource, QuestionKind
from onewindow.catalogue.definition import ItemDefinition

PREFILLED_KINDS = {
    PrefillSource.PERSON_CITIZEN_ID: {FieldKind.CITIZEN_ID},
    PrefillSource.PERSON_PHONE: {FieldKind.PHONE},
    PrefillSource.PERSON_ADDRESS: {FieldKind.ADDRESS, FieldKind.TEXT},
    PrefillSource.COMPANY_USCC: {FieldKind.USCC},
}


def choices(item: ItemDefinition) -> Iterator[Fault]:
    """A choice offers at least two different answers."""
    for question in item.questions:
        texts = [option.text for option in question.options]
        if question.kind == QuestionKind.CHOICE and _is_no_choice(texts):
            yield (
                f"questions.{question.code}.options",
                _("问题“%(text)s”没有两个以上不同的回答。") % {"text": question.text},
            )
        if question.kind != QuestionKind.CHOICE and texts:
            yield (
                f"questions.{question.code}.options",
                _("问题“%(text)s”不是单选，却列了可选回答。") % {"text": question.text},
            )
    for field in item.fields:
        if field.kind == FieldKind.CHOICE and _is_no_choice(field.choices):
            yield (
                f"fields.{field.code}.choices",
                _("申请表“%(label)s”没有两个以上不同的选项。") % {"label": field.label},
            )


def _is_no_choice(texts: Sequence[str]) -> bool:
    return len(texts) < 2 or len(set(texts)) < len(texts) or not all(texts)


def tables(item: ItemDefinition) -> Iterator[Fault]:
    """A table has columns."""
    for field in item.fields:
        if (field.kind == FieldKind.TABLE) != bool(field.columns):
            yield (
                f"fields.{field.code}.columns",
                _("申请表“%(label)s”是表格才有各列，是表格就要有各列。") % {"label": field.label},
            )


def codes(item: ItemDefinition) -> Iterator[Fault]:
    """A code names one thing."""
    for table in ("materials", "steps", "results", "questions", "fields"):
        counted = Counter(row.code for row in getattr(item, table))
        for code, times in counted.items():
            if times > 1 or not code:
                yield (
                    f"{table}.{code}",
                    _("编号“%(code)s”用了 %(n)s 次。")
                    % {
                        "code": code,
                        "n": times,
                    },
                )


def prefilled(item: ItemDefinition) -> Iterator[Fault]:
    """What the system fills in fits the field; what it knows is not asked."""
    for field in item.fields:
        if not field.prefill:
            continue
        kinds = PREFILLED_KINDS.get(PrefillSource(field.prefill), {FieldKind.TEXT})
        if field.kind not in kinds:
            yield (
                f"fields.{field.code}.prefill",
                _("申请表“%(label)s”的自动填写来源和填写方式对不上。") % {"label": field.label},
            )


def known_data(item: ItemDefinition) -> Iterator[Fault]:
    """The system knows it already: nobody is asked again."""
    for field in item.fields:
        if field.kind == FieldKind.CITIZEN_ID and not field.prefill and "申请人" in field.label:
            yield (
                f"fields.{field.code}.prefill",
                _("申请表“%(label)s”可以自动填写，不必让申请人再填一遍。") % {"label": field.label},
            )


RULES = (
    Rule("S01", lazy("单选有得选"), lazy("情形化办事指南"), Severity.ERROR,
         lazy("补上可选的回答，或者改回答方式。"), choices),
    Rule("S02", lazy("表格有列"), lazy("申请表"), Severity.ERROR,
         lazy("写明各列，或者改填写方式。"), tables),
    Rule("S03", lazy("编号不重复"), lazy("申请表"), Severity.ERROR,
         lazy("改成不同的编号。"), codes),
    Rule("S04", lazy("自动填写对得上"), lazy("申请表"), Severity.ERROR,
         lazy("改填写方式或者自动填写来源。"), prefilled),
    Rule("S05", lazy("已有的信息不再要"), lazy("在线政务服务的若干规定第七条"), Severity.HINT,
         lazy("选择自动填写来源。"), known_data),
)  # fmt: skip
