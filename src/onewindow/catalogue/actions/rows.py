"""Write the rows of a draft: materials, steps, bases, fees, questions and form fields."""

from onewindow.catalogue.actions.matching import Matched
from onewindow.catalogue.extra_drafts import ItemExtras
from onewindow.catalogue.form import ItemDraft
from onewindow.catalogue.models import (
    Fee,
    FormField,
    FrequentQuestion,
    ItemStep,
    ItemVersion,
    LegalBasis,
    Material,
    Question,
    QuestionOption,
)


def write_rows(
    version: ItemVersion, draft: ItemDraft, matched: Matched, extras: ItemExtras
) -> None:
    """Replace every row of a draft version by what the form says."""
    for rows in (version.materials, version.steps, version.bases, version.fees, version.fields):
        rows.all().delete()
    version.questions.all().delete()
    version.faq.all().delete()
    Material.objects.bulk_create(_materials(version, draft, extras))
    ItemStep.objects.bulk_create(_steps(version, draft, matched, extras))
    LegalBasis.objects.bulk_create(
        LegalBasis(version=version, position=place, law=row.law, article=row.article, text=row.text)
        for place, row in enumerate(draft.bases, 1)
    )
    Fee.objects.bulk_create(
        Fee(version=version, position=place, name=row.name, standard=row.standard, basis=row.basis)
        for place, row in enumerate(draft.fees, 1)
    )
    _write_questions(version, extras)
    FormField.objects.bulk_create(
        FormField(
            version=version, position=place, code=row.code, label=row.label, kind=row.kind,
            is_required=row.required, help=row.help, example=row.example, choices=list(row.choices),
        )
        for place, row in enumerate(extras.fields, 1)
    )  # fmt: skip

    FrequentQuestion.objects.bulk_create(
        FrequentQuestion(version=version, position=place, question=row.question, answer=row.answer)
        for place, row in enumerate(extras.faq, 1)
    )


def _materials(version: ItemVersion, draft: ItemDraft, extras: ItemExtras) -> list[Material]:
    return [
        Material(
            version=version, position=place, code=f"m{place}", name=row.name,
            file_kinds=[kind.value for kind in row.file_kinds], necessity=row.necessity.value,
            needs_original=row.needs_original, note=row.note,
            when=extras.materials_when.get(row.name),
        )
        for place, row in enumerate(draft.materials, 1)
    ]  # fmt: skip


def _steps(
    version: ItemVersion, draft: ItemDraft, matched: Matched, extras: ItemExtras
) -> list[ItemStep]:
    codes = {row.name: f"s{place}" for place, row in enumerate(draft.steps, 1)}
    return [
        ItemStep(
            version=version, position=place, code=codes[row.name],
            name=row.name, kind=row.kind.value,
            unit=matched.units[row.name], post=matched.posts[row.name], person=row.person,
            title=row.title, mobile=row.mobile, limit=row.limit,
            needs=[codes[need] for need in row.needs], when=extras.steps_when.get(row.name),
        )
        for place, row in enumerate(draft.steps, 1)
    ]  # fmt: skip


def _write_questions(version: ItemVersion, extras: ItemExtras) -> None:
    for place, row in enumerate(extras.questions, 1):
        question = Question.objects.create(
            version=version,
            position=place,
            code=row.code,
            text=row.text,
            kind=row.kind,
            help=row.help,
        )
        QuestionOption.objects.bulk_create(
            QuestionOption(question=question, position=order, code=option.code, text=option.text)
            for order, option in enumerate(row.options, 1)
        )
