"""What an application says, to be read again before and after it is handed in."""

from collections.abc import Sequence
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
    files = files_of(case)
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
        supplied=supplied_of(case),
    )


def _in_full(_kind: str, text: str) -> str:
    return text


def files_of(case: Case) -> dict[str, list[Submission]]:
    """Return the files handed in for fields of the form, by the field's code."""
    files: dict[str, list[Submission]] = {}
    rows = (
        case.submissions.filter(replaced_at=None)
        .exclude(field=None)
        .select_related("document", "field")
    )
    for each in rows.order_by("pk"):
        files.setdefault(each.asked_for.code, []).append(each)
    return files


def supplied_of(case: Case) -> list[Supplied]:
    """Return the materials of a case, each with its files in the order they came."""
    files: dict[int, list[Submission]] = {}
    rows = (
        case.submissions.filter(replaced_at=None).exclude(material=None).select_related("document")
    )
    for each in rows.order_by("pk"):
        files.setdefault(each.material_id or 0, []).append(each)
    return [
        Supplied(material, files.get(material.pk, []))
        for material in materials_for(case.version, case.answers)
    ]


def summary_of(case: Case) -> dict[str, Case | Way | Application | object]:
    """Return what the check page shows."""
    return {"case": case, "way": way_of(case), "application": application_of(case)}
