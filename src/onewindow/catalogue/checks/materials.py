"""Rules on materials, results and questions people ask."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.catalogue.checks.rules import Fault, Rule, Severity
from onewindow.catalogue.codes import MaterialSource, Necessity, ResultKind
from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.form import ItemType

APPLICATION_FORM = re.compile("申请(表|书)|登记表|申报表")
ENDINGS = (
    (("批复", "同意书", "意见"), ResultKind.APPROVAL),
    (("证", "证书", "执照", "证明"), ResultKind.LICENCE),
    (("文", "通知", "通知书", "决定书", "函"), ResultKind.DOCUMENT),
)


def unique(item: ItemDefinition) -> Iterator[Fault]:
    """Nothing is asked for twice."""
    for name, times in Counter(row.name.strip() for row in item.materials).items():
        if times > 1:
            twice = next(row for row in item.materials if row.name.strip() == name)
            yield (
                f"materials.{twice.code}.name",
                _("“%(name)s”列了 %(n)s 次。")
                % {
                    "name": name,
                    "n": times,
                },
            )


def shared(item: ItemDefinition) -> Iterator[Fault]:
    """What the government holds already is not asked for."""
    for row in item.materials:
        if row.replaced_by.strip() and row.necessity == Necessity.REQUIRED:
            yield (
                f"materials.{row.code}.necessity",
                _("“%(name)s”可以用“%(other)s”代替，却仍要求必须提交。")
                % {"name": row.name, "other": row.replaced_by},
            )
        if row.source == MaterialSource.GOVERNMENT and not row.source_body.strip():
            yield (
                f"materials.{row.code}.source_body",
                _("“%(name)s”由政府部门核发，却没有写是哪个部门，无法核对能不能共享。")
                % {"name": row.name},
            )


def forms(item: ItemDefinition) -> Iterator[Fault]:
    """An application form comes blank and as a filled-in sample."""
    for row in item.materials:
        if not APPLICATION_FORM.search(row.name):
            continue
        if row.blank_form is None and not item.is_online:
            yield (
                f"materials.{row.code}.blank_form",
                _("“%(name)s”没有空白表格。") % {"name": row.name},
            )
        if row.sample_form is None:
            yield (
                f"materials.{row.code}.sample_form",
                _("“%(name)s”没有示例样表。") % {"name": row.name},
            )


def grounds(item: ItemDefinition) -> Iterator[Fault]:
    """Every material that must be handed in says on what ground."""
    missing = [
        row for row in item.materials if row.necessity == Necessity.REQUIRED and not row.basis
    ]
    if missing:
        yield (
            f"materials.{missing[0].code}.basis",
            _("%(n)s 份必交材料没有写要求提供的依据：%(names)s。")
            % {"n": len(missing), "names": "、".join(row.name for row in missing)},
        )


def copies(item: ItemDefinition) -> Iterator[Fault]:
    """Paper in copies is counted; an electronic file needs one."""
    for row in item.materials:
        if row.copies < 1 or (row.medium == "electronic" and row.copies > 1):
            yield (
                f"materials.{row.code}.copies",
                _("“%(name)s”的份数 %(n)s 不合适。")
                % {
                    "name": row.name,
                    "n": row.copies,
                },
            )


def result_kinds(item: ItemDefinition) -> Iterator[Fault]:
    """The name of a result tells what kind it is."""
    for row in item.results:
        name = re.sub(r"[（(].*?[)）]$", "", row.name.strip())
        meant = next((kind for ends, kind in ENDINGS if name.endswith(ends)), None)
        if meant is not None and row.kind != meant:
            yield (
                f"results.{row.code}.kind",
                _("“%(name)s”应当是%(meant)s，现在写的是%(kind)s。")
                % {
                    "name": row.name,
                    "meant": meant.label,
                    "kind": ResultKind(row.kind).label,
                },
            )


def has_result(item: ItemDefinition) -> Iterator[Fault]:
    """An item ends with something."""
    if not item.results:
        yield "results", _("没有写审批结果，办事人不知道能拿到什么。")


def samples(item: ItemDefinition) -> Iterator[Fault]:
    """A result comes with a sample of it."""
    for row in item.results:
        if row.sample is None:
            yield f"results.{row.code}.sample", _("“%(name)s”没有结果样本。") % {"name": row.name}


def answers(item: ItemDefinition) -> Iterator[Fault]:
    """A licence answers at least one question people ask."""
    if item.item_type == ItemType.LICENSING and not item.faq:
        yield "faq", _("行政许可至少要有一个常见问题。")
    for place, row in enumerate(item.faq, 1):
        if not row.question.strip() or not row.answer.strip():
            yield f"faq.{place}", _("第 %(place)s 个常见问题没有写全。") % {"place": place}


RULES = (
    Rule("M01", lazy("材料不重复"), lazy("行政许可法第三十一条"), Severity.ERROR,
         lazy("合并成一份，或者改成能分清的名称。"), unique),
    Rule("M02", lazy("能共享的不要求提交"), lazy("在线政务服务的若干规定第七条"), Severity.ERROR,
         lazy("把必要性改成选交，并写明由哪个部门核发。"), shared),
    Rule("M03", lazy("申请表有空表和样表"), lazy("行政许可法第三十条"), Severity.WARNING,
         lazy("上传空白表格和填好的示例样表。"), forms),
    Rule("M04", lazy("要材料有依据"), lazy("优化营商环境条例第三十五条"), Severity.HINT,
         lazy("在“要求提供材料的依据”里写明法律条款。"), grounds),
    Rule("M05", lazy("份数合适"), lazy("GB/T 39046 申请材料"), Severity.ERROR,
         lazy("份数至少 1；只收电子材料的写 1。"), copies),
    Rule("M06", lazy("结果名称和结果类型一致"), lazy("实施清单审核规则"), Severity.ERROR,
         lazy("以“证”结尾的是出证办结，以“文”结尾的是出文办结，批复是审批办结。"), result_kinds),
    Rule("M07", lazy("有审批结果"), lazy("实施清单审核规则"), Severity.WARNING,
         lazy("写明办成后拿到什么。"), has_result),
    Rule("M08", lazy("结果有样本"), lazy("实施清单审核规则"), Severity.HINT,
         lazy("上传一份样本，隐去个人信息。"), samples),
    Rule("M09", lazy("许可有常见问题"), lazy("实施清单审核规则"), Severity.WARNING,
         lazy("把窗口最常被问到的问题和回答写进来。"), answers),
)  # fmt: skip
