"""Join what the paper form says to what the item said before, beyond the form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from onewindow.catalogue.definition.item import ItemDefinition
from onewindow.catalogue.definition.rows import (
    BasisRow,
    FeeRow,
    LocalElementRow,
    MaterialRow,
    StepRow,
)
from onewindow.catalogue.form import ItemDraft, MaterialDraft, StepDraft, audience_of

# Elements that the form and the definition name and write alike.
SAME = (
    "name", "subject", "acceptance_limit", "review_limit", "statutory_limit", "limit_note",
    "internal_hall", "public_hall", "phone", "email", "postal_address", "periodic_inspection",
    "process", "filled_by", "filled_by_phone", "filled_on", "themes", "aliases", "conditions",
)  # fmt: skip
Unit = tuple[str, str]


def merge_form(
    before: ItemDefinition | None,
    draft: ItemDraft,
    *,
    department: str,
    units: Mapping[str, Unit],
) -> ItemDefinition:
    """Return the definition that a form states; what the form does not carry stays as before.

    `units` gives the short codes of unit and post by step name. Materials and steps keep their
    codes by their names.
    """
    blank = ItemDefinition(
        department=department, form_number=draft.number, name=draft.name, subject=draft.subject,
        item_type=draft.item_type.value, audience=_audience(draft.themes),
        case_type="promised" if draft.review_limit else "instant",
        review_kind="after_acceptance" if draft.review_limit else "at_once",
    )  # fmt: skip
    return replace(
        before or blank,
        department=department,
        form_number=draft.number,
        item_type=draft.item_type.value,
        bases=tuple(BasisRow(row.law, row.article, row.text) for row in draft.bases),
        fees=_fees(before, draft),
        materials=_materials(before.materials if before else (), draft.materials),
        steps=_steps(before.steps if before else (), draft.steps, units),
        local_elements=tuple(LocalElementRow(*each) for each in draft.extra.items()),
        **{name: getattr(draft, name) for name in SAME},
    )


def _audience(themes: Iterable[str]) -> str:
    groups = {audience_of(theme) for theme in themes}
    if groups == {"公众"}:
        return "person"
    return "both" if "公众" in groups else "company"


def _fees(before: ItemDefinition | None, draft: ItemDraft) -> tuple[FeeRow, ...]:
    known = {fee.name: fee for fee in before.fees} if before else {}
    return tuple(
        replace(known[row.name], standard=row.standard, basis=row.basis)
        if row.name in known
        else FeeRow(row.name, row.standard, row.basis)
        for row in draft.fees
    )


def _materials(
    before: Iterable[MaterialRow], drafts: Iterable[MaterialDraft]
) -> tuple[MaterialRow, ...]:
    known = {row.name: row for row in before}
    code = _new_codes("m", (row.code for row in known.values()))
    rows = []
    for draft in drafts:
        row = known.pop(draft.name, None) or MaterialRow(code(), draft.name, ())
        rows.append(
            replace(
                row,
                file_kinds=tuple(kind.value for kind in draft.file_kinds),
                necessity=draft.necessity.value,
                needs_original=draft.needs_original,
                note=draft.note,
            )
        )
    return tuple(rows)


def _steps(
    before: Iterable[StepRow], drafts: Iterable[StepDraft], units: Mapping[str, Unit]
) -> tuple[StepRow, ...]:
    known = {row.name: row for row in before}
    drafts = tuple(drafts)
    code = _new_codes("s", (row.code for row in known.values()))
    codes = {
        draft.name: known[draft.name].code if draft.name in known else code() for draft in drafts
    }
    rows = []
    for draft in drafts:
        unit, post = units[draft.name]
        row = known.get(draft.name) or StepRow(codes[draft.name], draft.name, "", "")
        rows.append(
            replace(
                row,
                kind=draft.kind.value,
                unit=unit,
                post=post,
                person=draft.person,
                title=draft.title,
                mobile=draft.mobile,
                limit=draft.limit,
                needs=tuple(codes[need] for need in draft.needs),
            )
        )
    return tuple(rows)


def _new_codes(prefix: str, taken: Iterable[str]) -> Callable[[], str]:
    used = set(taken)
    number = 0

    def give() -> str:
        nonlocal number
        number += 1
        while f"{prefix}{number}" in used:
            number += 1
        return f"{prefix}{number}"

    return give
