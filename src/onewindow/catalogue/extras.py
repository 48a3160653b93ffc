"""Read an item's extras: out of a YAML mapping, and out of the version before."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import FormProblems, Problem
from onewindow.catalogue.extra_drafts import (
    FaqDraft,
    FieldDraft,
    ItemExtras,
    OptionDraft,
    QuestionDraft,
)
from onewindow.catalogue.models import ItemVersion, Question
from onewindow.events.rules import JSONValue
from onewindow.kernel.glyphs import named, unprintable

__all__ = ["extras_of", "read_extras"]


Row = Mapping[str, JSONValue]


def read_extras(data: Row) -> ItemExtras:
    """Return the extras that a YAML file states; raise ValueError for a wrong shape.

    Raise FormProblems for what no letter can print.
    """
    return ItemExtras(
        slug=_text(data, "slug"),
        code=_text(data, "code"),
        audience=_text(data, "audience", "both"),
        case_type=_text(data, "case_type", "promised"),
        summary=_text(data, "summary"),
        visits=int(_text(data, "visits", "0")),
        visits_reason=_text(data, "visits_reason"),
        online_depth=int(_text(data, "online_depth", "4")),
        result_name=_text(data, "result_name"),
        questions=tuple(_question(row) for row in _rows(data, "questions")),
        fields=tuple(_field(row, n) for n, row in enumerate(_rows(data, "fields"), 1)),
        faq=tuple(
            FaqDraft(_text(row, "question"), _text(row, "answer")) for row in _rows(data, "faq")
        ),
        materials_when=_mapping(data, "materials_when"),
        steps_when=_mapping(data, "steps_when"),
    )


def extras_of(version: ItemVersion | None) -> ItemExtras:
    """Return what a version says beyond its form, so that the next form keeps it."""
    if version is None:
        return ItemExtras()
    return ItemExtras(
        audience=version.audience,
        case_type=version.case_type,
        summary=version.summary,
        visits=version.visits,
        visits_reason=version.visits_reason,
        online_depth=version.online_depth,
        result_name=version.result_name,
        questions=tuple(_kept(question) for question in version.questions.order_by("position")),
        fields=tuple(
            FieldDraft(
                row.code, row.label, row.kind, required=row.is_required, help=row.help,
                example=row.example, choices=tuple(row.choices),
            )
            for row in version.fields.order_by("position")
        ),
        faq=tuple(FaqDraft(row.question, row.answer) for row in version.faq.order_by("position")),
        materials_when={row.name: row.when for row in version.materials.exclude(when=None)},
        steps_when={row.name: row.when for row in version.steps.exclude(when=None)},
    )  # fmt: skip


def _kept(question: Question) -> QuestionDraft:
    options = question.options.order_by("position")
    return QuestionDraft(
        question.code, question.text, question.kind, help=question.help,
        options=tuple(OptionDraft(option.code, option.text) for option in options),
    )  # fmt: skip


def _question(row: Row) -> QuestionDraft:
    return QuestionDraft(
        code=_text(row, "code"), text=_text(row, "text"), kind=_text(row, "kind"),
        help=_text(row, "help"),
        options=tuple(
            OptionDraft(_text(option, "code"), _text(option, "text"))
            for option in _rows(row, "options")
        ),
    )  # fmt: skip


def _field(row: Row, number: int) -> FieldDraft:
    listed = row.get("choices") or ()
    choices = tuple(str(choice) for choice in listed) if isinstance(listed, Sequence) else ()
    label = _text(row, "label")
    for text in (label, *choices):
        _check_printed(text, _("第 %(number)d 栏“%(label)s”") % {"number": number, "label": label})
    return FieldDraft(
        code=_text(row, "code"), label=label, kind=_text(row, "kind"),
        required=bool(row.get("required", True)), help=_text(row, "help"),
        example=_text(row, "example"), choices=choices,
    )  # fmt: skip


def _check_printed(text: str, where: str) -> None:
    if missing := unprintable(text):
        message = _("公文里印不出这些字，请换一种写法：%(characters)s")
        raise FormProblems([Problem(_("申请表"), where, message % {"characters": named(missing)})])


def _text(row: Row, key: str, default: str = "") -> str:
    value = row.get(key)
    return default if value is None else str(value)


def _rows(row: Row, key: str) -> list[Row]:
    value = row.get(key) or ()
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError(f"{key} is a list of mappings")
    return [each for each in value if isinstance(each, Mapping)]


def _mapping(row: Row, key: str) -> Row:
    value = row.get(key) or {}
    if not isinstance(value, Mapping):
        raise ValueError(f"{key} is a mapping")
    return value
