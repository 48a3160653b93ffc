"""The elements of a version in the groups of the paper form, ready to be shown and compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onewindow.catalogue.form import (
    FILE_KIND_LABELS,
    KIND_LABELS,
    TYPE_LABELS,
    FileKind,
    ItemType,
)
from onewindow.catalogue.models import ItemVersion, Question
from onewindow.kernel.crypto import mask_phone
from onewindow.procedure.model import StepKind

Row = tuple[str, ...]


@dataclass(frozen=True)
class Element:
    """One element: lines of text, or a table with its heads."""

    code: str
    label: str
    lines: Row = ()
    heads: Row = ()
    rows: tuple[Row, ...] = ()
    is_numbered: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the form says nothing here."""
        return not self.rows and not any(self.lines)

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """The table's cells, each with the head of its column."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]

    @property
    def texts(self) -> Row:
        """The element as comparable lines of text."""
        # Without the serial number: a row taken out does not change those after it.
        first = 1 if self.heads[:1] == (_("序号"),) else 0
        rows = (" · ".join(part for part in row[first:] if part) for row in self.rows)
        return tuple(row.replace("\n", " ") for row in rows) or self.lines


@dataclass(frozen=True)
class Group:
    """A section of the paper form."""

    title: str
    elements: tuple[Element, ...]


def groups_of(version: ItemVersion, *, is_internal: bool = True) -> list[Group]:
    """Return every element of a version; the internal flow only for those who may see it."""
    groups = [
        Group(_("基本信息"), tuple(_basic(version))),
        Group(_("办理时限"), tuple(_limits(version))),
        Group(_("办理地点和联系方式"), tuple(_contacts(version))),
        Group(_("依据、条件和收费"), tuple(_legal(version))),
        Group(_("申报材料"), (_materials(version),)),
        Group(_("情形和申请表"), tuple(_questions(version))),
    ]
    if is_internal:
        groups.insert(5, Group(_("内部审批流程（不公布）"), (_steps(version),)))
    return groups


def elements_of(version: ItemVersion) -> dict[str, Element]:
    """Return the elements of a version by their codes."""
    return {each.code: each for group in groups_of(version) for each in group.elements}


def _basic(version: ItemVersion) -> Iterator[Element]:
    kind = _(TYPE_LABELS[ItemType(version.item_type)])
    yield Element("name", _("事项名称"), (version.name,))
    yield Element("form_number", _("项目序号"), (version.form_number,))
    yield Element("subject", _("实施主体"), (version.subject,))
    yield Element("item_type", _("事项类型"), (kind,))
    yield Element("audience", _("服务对象"), (version.get_audience_display(),))
    yield Element("case_type", _("办件类型"), (version.get_case_type_display(),))
    yield Element("themes", _("审批对象及领域"), ("、".join(version.themes),))
    yield Element("aliases", _("常用叫法"), ("、".join(version.aliases),))
    yield Element("summary", _("一句话说明"), (version.summary,))
    results = version.results.order_by("position").values_list("name", flat=True)
    yield Element("results", _("审批结果"), tuple(results))


def _limits(version: ItemVersion) -> Iterator[Element]:
    yield Element("acceptance_limit", _("受理时限"), (_days(version.acceptance_limit),))
    yield Element("review_limit", _("审查时限（承诺）"), (_days(version.review_limit),))
    yield Element("statutory_limit", _("法定时限"), (_days(version.statutory_limit),))
    yield Element("limit_note", _("时限说明"), (version.limit_note,))


def _days(count: int) -> str:
    return ngettext("%(n)s 个工作日", "%(n)s 个工作日", count) % {"n": count}


def _contacts(version: ItemVersion) -> Iterator[Element]:
    yield Element("public_hall", _("公共受理厅"), (version.public_hall,))
    yield Element("internal_hall", _("自有受理厅"), (version.internal_hall,))
    yield Element("phone", _("业务咨询电话"), (version.phone,))
    yield Element("email", _("业务咨询邮箱"), (version.email,))
    yield Element("postal_address", _("收件邮寄地址"), (version.postal_address,))
    visits = _("%(n)s 次") % {"n": version.visits}
    yield Element("visits", _("到场次数"), (visits, version.visits_reason))


def _legal(version: ItemVersion) -> Iterator[Element]:
    yield Element(
        "bases", _("事项依据"), heads=(_("法律法规"), _("条款"), _("条文内容")),
        rows=tuple(
            (f"《{row.law}》", row.article, row.text) for row in version.bases.order_by("position")
        ),
    )  # fmt: skip
    yield Element("conditions", _("办理条件"), tuple(version.conditions), is_numbered=True)
    yield Element("process", _("办理程序"), (version.process,))
    yield Element("periodic_inspection", _("定期检验及依据"), (version.periodic_inspection,))
    fees = tuple((row.name, row.standard, row.basis) for row in version.fees.order_by("position"))
    yield Element(
        "fees", _("收费项目和依据"), () if fees else (_("不收费"),),
        heads=(_("收费项目"), _("收费标准"), _("收费依据")), rows=fees,
    )  # fmt: skip


def _materials(version: ItemVersion) -> Element:
    rows = tuple(
        (
            str(row.position),
            row.name,
            "、".join(_(FILE_KIND_LABELS[FileKind(kind)]) for kind in row.file_kinds),
            row.get_necessity_display() + (_("（视情形）") if row.when else ""),
            _("需要原件") if row.needs_original else _("不需要原件"),
            row.note,
        )
        for row in version.materials.order_by("position")
    )
    heads = (_("序号"), _("名称"), _("文件类型"), _("是否必交"), _("原件"), _("填写说明"))
    return Element("materials", _("申报材料"), heads=heads, rows=rows)


def _steps(version: ItemVersion) -> Element:
    steps = list(version.steps.select_related("unit", "post").order_by("position"))
    names = {row.code: row.name for row in steps}
    rows = tuple(
        (
            str(row.position),
            row.name,
            _(KIND_LABELS[StepKind(row.kind)]),
            _stacked(row.unit.short_name, row.post.name if row.post else ""),
            _stacked(row.person, row.title, mask_phone(row.mobile)),
            _days(row.limit),
            "、".join(names[need] for need in row.needs) or _("无"),
        )
        for row in steps
    )
    heads = (
        _("序号"), _("环节名称"), _("类型"), _("承办单位和岗位"), _("经办人"), _("办理时限"),
        _("前置环节"),
    )  # fmt: skip
    return Element("steps", _("内部审批流程"), heads=heads, rows=rows)


def _questions(version: ItemVersion) -> Iterator[Element]:
    questions = version.questions.order_by("position").prefetch_related("options")
    yield Element(
        "questions", _("情形问题"), heads=(_("问题"), _("可选回答")),
        rows=tuple(
            (each.text, _answers(each)) for each in questions
        ),
    )  # fmt: skip
    yield Element(
        "fields", _("申请表字段"), heads=(_("字段"), _("填写方式"), _("是否必填")),
        rows=tuple(
            (row.label, row.get_kind_display(), _("必填") if row.is_required else _("选填"))
            for row in version.fields.order_by("position")
        ),
    )  # fmt: skip
    yield Element(
        "faq", _("常见问题"), heads=(_("问"), _("答")),
        rows=tuple((row.question, row.answer) for row in version.faq.order_by("position")),
    )  # fmt: skip


def _answers(question: Question) -> str:
    if question.kind == Question.Kind.BOOL:
        return _("是、否")
    return "；".join(each.text for each in question.options.all()) or question.get_kind_display()


def _stacked(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
