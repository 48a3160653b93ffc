"""What the applicant handed in: answers, fields and files, with the words of the version."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from onewindow.accounts.personal import register
from onewindow.cases.models import Case, Submission
from onewindow.catalogue.field_values import readable
from onewindow.catalogue.models import Material, Question
from onewindow.catalogue.reading import materials_for
from onewindow.documents.rules import INLINE


@dataclass(frozen=True)
class Said:
    """One line of the application: its label and what the applicant put there."""

    label: str
    value: str
    files: "tuple[File, ...]" = ()


@dataclass(frozen=True)
class File:
    """A file of the case; `is_inline` when the browser itself may show it."""

    pk: int
    name: str
    size: int
    added_at: datetime
    is_inline: bool
    is_replaced: bool
    is_image: bool

    @classmethod
    def of(cls, row: Submission) -> "File":
        """Describe a file that was handed in."""
        kind = row.document.media_type
        return cls(
            pk=row.pk, name=row.document.name, size=row.document.size, added_at=row.added_at,
            is_inline=kind in INLINE, is_replaced=row.replaced_at is not None,
            is_image=kind.startswith("image/"),
        )  # fmt: skip


@dataclass(frozen=True)
class Handed:
    """A material of this case and the files handed in for it."""

    material: Material
    files: list[File]


def answers_of(case: Case) -> list[Said]:
    """Return the applicant's answers to the questions of the version."""
    if not case.answers:
        return []
    questions = case.version.questions.order_by("position").prefetch_related("options")
    return [
        Said(question.text, _answer(question, case.answers[question.code]))
        for question in questions
        if question.code in case.answers
    ]


def _answer(question: Question, value: object) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    options = {option.code: option.text for option in question.options.all()}
    return options.get(str(value), str(value))


def fields_of(case: Case, submissions: Iterable[Submission]) -> list[Said]:
    """Return the filled-in form; numbers and addresses masked, in full for a reason elsewhere."""
    filled = case.fields
    files: dict[int, list[File]] = {}
    for each in submissions:
        if each.field_id is not None:
            files.setdefault(each.field_id, []).append(File.of(each))
    return [
        Said(
            field.label,
            register().masked(field.kind, readable(field, filled.get(field.code, ""))),
            tuple(files.get(field.pk, ())),
        )
        for field in case.version.fields.order_by("position")
        if filled.get(field.code) or field.pk in files
    ]


def handed_in(
    case: Case, submissions: Iterable[Submission], seen: Collection[str] | None = None
) -> list[Handed]:
    """Return the materials of this case with their files, in the version's order.

    Only those that are `seen`, by their codes, where it is given.
    """
    files: dict[int, list[File]] = {}
    for each in submissions:
        files.setdefault(each.material_id or 0, []).append(File.of(each))
    return [
        Handed(material, files.get(material.pk, []))
        for material in materials_for(case.version, case.answers)
        if seen is None or material.code in seen
    ]
