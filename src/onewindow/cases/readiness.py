"""What a draft still lacks before it can be handed in."""

from dataclasses import dataclass

from onewindow.cases.models import Case
from onewindow.catalogue.filling import missing_fields
from onewindow.catalogue.models import Material
from onewindow.catalogue.reading import materials_for, questions_of


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
    asked = questions_of(case.version)
    fields = list(case.version.fields.order_by("position"))
    return Readiness(
        questions=tuple(each.text for each in asked if case.answers.get(each.code) is None),
        fields=tuple(field.label for field in missing_fields(fields, case.fields)),
        materials=tuple(material.name for material in missing_materials(case)),
    )


def missing_materials(case: Case) -> list[Material]:
    """Return the required materials of this case that have no file."""
    handed_in = set(case.submissions.values_list("material_id", flat=True))
    return [
        material
        for material in materials_for(case.version, case.answers)
        if material.necessity == Material.Necessity.REQUIRED and material.pk not in handed_in
    ]
