"""What an application says, to be read again before and after it is handed in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onewindow.accounts.personal import register
from onewindow.cases.models import Case, Submission
from onewindow.catalogue.field_values import readable
from onewindow.catalogue.models import Material
from onewindow.catalogue.reading import fields_for, materials_for, questions_of
from onewindow.portal.answers import Said, in_words
from onewindow.portal.drafts.sections import Way, way_of


@dataclass(frozen=True)
class Filled:
    """A field of the form with its value."""

    code: str
    label: str
    value: str
    files: Sequence[Submission] = ()


@dataclass(frozen=True)
class Supplied:
    """A material with the files handed in for it."""

    material: Material
    files: Sequence[Submission]


@dataclass(frozen=True)
class Application:
    """Everything that was said and handed in."""

    said: Sequence[Said]
    filled: Sequence[Filled]
    supplied: Sequence[Supplied]


def application_of(case: Case, *, is_masked: bool = False) -> Application:
    """Read what a case says, numbers and addresses masked for whoever only follows it."""
    shown = register().masked if is_masked else _in_full
    filled = case.fields
    rows = current_files(case)
    files = files_in(rows)
    return Application(
        said=in_words(questions_of(case.version), case.answers),
        filled=[
            Filled(
                row.code,
                row.label,
                shown(row.kind, readable(row, filled.get(row.code, ""))),
                files.get(row.code, []),
            )
            for row in fields_for(case.version, case.answers)
        ],
        supplied=supplied_in(case, rows),
    )


def _in_full(_kind: str, text: str) -> str:
    return text


def current_files(case: Case) -> list[Submission]:
    """Return the files that count, in the order they came."""
    rows = case.submissions.filter(replaced_at=None).select_related("document", "field")
    return list(rows.order_by("pk"))


def files_of(case: Case) -> dict[str, list[Submission]]:
    """Return the files handed in for fields of the form, by the field's code."""
    return files_in(current_files(case))


def files_in(rows: Iterable[Submission]) -> dict[str, list[Submission]]:
    """Return those of the files that are for fields of the form, by the field's code."""
    files: dict[str, list[Submission]] = {}
    for each in rows:
        if each.field is not None:
            files.setdefault(each.field.code, []).append(each)
    return files


def supplied_of(case: Case) -> list[Supplied]:
    """Return the materials of a case, each with its files in the order they came."""
    return supplied_in(case, current_files(case))


def supplied_in(case: Case, rows: Iterable[Submission]) -> list[Supplied]:
    """Return the materials of a case, each with those of the files that are for it."""
    files: dict[int, list[Submission]] = {}
    for each in rows:
        if each.material_id is not None:
            files.setdefault(each.material_id, []).append(each)
    return [
        Supplied(material, files.get(material.pk, []))
        for material in materials_for(case.version, case.answers)
    ]


def summary_of(case: Case) -> dict[str, Case | Way | Application | object]:
    """Return what the check page shows."""
    return {"case": case, "way": way_of(case), "application": application_of(case)}
