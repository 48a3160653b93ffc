"""What a draft still lacks before it can be handed in."""

from dataclasses import dataclass

from onewindow.cases.models import Case
from onewindow.catalogue.asking import ask_again
from onewindow.catalogue.filling import missing_fields
from onewindow.catalogue.models import Material
from onewindow.catalogue.reading import fields_for, materials_for, questions_of


@dataclass(frozen=True)
class Readiness:
    """The questions, fields and required materials that are still open, by name."""

    questions: tuple[str, ...]
    fields: tuple[str, ...]
    materials: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not (self.questions or self.fields or self.materials)


def readiness_of(case: Case) -> Readiness:
    """Return what is still open in a draft."""
    asking = ask_again(questions_of(case.version), case.answers)
    fields = fields_for(case.version, asking.answers)
    filled = case.fields | _files_by_field(case)
    return Readiness(
        questions=tuple(each.text for each in asking.asked if each.code in asking.pending),
        fields=tuple(field.label for field in missing_fields(fields, filled)),
        materials=tuple(material.name for material in missing_materials(case)),
    )


def _files_by_field(case: Case) -> dict[str, str]:
    files = case.submissions.exclude(field=None).order_by("pk")
    return dict(files.values_list("field__code", "document__name"))


def missing_materials(
    case: Case, necessity: Material.Necessity = Material.Necessity.REQUIRED
) -> list[Material]:
    """Return the materials of this necessity that the case needs and that have no file."""
    handed_in = set(case.submissions.values_list("material_id", flat=True))
    return [
        material
        for material in materials_for(case.version, case.answers)
        if material.necessity == necessity and material.pk not in handed_in
    ]
