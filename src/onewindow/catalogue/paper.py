"""A version as the paper form it came from, to print, to check and to hand on."""

from onewindow.catalogue.form import (
    BasisDraft,
    FeeDraft,
    FileKind,
    ItemDraft,
    ItemType,
    MaterialDraft,
    Necessity,
    StepDraft,
)
from onewindow.catalogue.models import ItemVersion
from onewindow.procedure.model import StepKind


def draft_of(version: ItemVersion) -> ItemDraft:
    """Return what the 流程确认单 of a version says; reading it back gives an equal version."""
    return ItemDraft(
        department=version.item.department.name,
        filled_by=version.filled_by,
        filled_by_phone=version.filled_by_phone,
        filled_on=version.filled_on,
        name=version.name,
        number=version.form_number,
        subject=version.subject,
        item_type=ItemType(version.item_type),
        internal_hall=version.internal_hall,
        public_hall=version.public_hall,
        phone=version.phone,
        email=version.email,
        postal_address=version.postal_address,
        acceptance_limit=version.acceptance_limit,
        review_limit=version.review_limit,
        statutory_limit=version.statutory_limit,
        limit_note=version.limit_note,
        themes=tuple(version.themes),
        bases=tuple(
            BasisDraft(row.law, row.article, row.text) for row in version.bases.order_by("position")
        ),
        periodic_inspection=version.periodic_inspection,
        fees=tuple(
            FeeDraft(row.name, row.standard, row.basis) for row in version.fees.order_by("position")
        ),
        process=version.process,
        conditions=tuple(version.conditions),
        steps=_steps(version),
        materials=tuple(
            MaterialDraft(
                name=row.name,
                file_kinds=tuple(FileKind(kind) for kind in row.file_kinds),
                necessity=Necessity(row.necessity),
                needs_original=row.needs_original,
                note=row.note,
            )
            for row in version.materials.order_by("position")
        ),
        aliases=tuple(version.aliases),
        extra=dict(version.local_elements.order_by("position").values_list("label", "text")),
    )


def _steps(version: ItemVersion) -> tuple[StepDraft, ...]:
    rows = list(version.steps.select_related("unit", "post").order_by("position"))
    names = {row.code: row.name for row in rows}
    return tuple(
        StepDraft(
            name=row.name, kind=StepKind(row.kind), unit=row.unit.short_name,
            post=row.post.name if row.post else "", person=row.person, title=row.title,
            limit=row.limit, mobile=row.mobile, needs=tuple(names[need] for need in row.needs),
        )
        for row in rows
    )  # fmt: skip
