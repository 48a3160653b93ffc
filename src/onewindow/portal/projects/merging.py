"""One form and one set of materials for several drafts: what is the same is asked once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onewindow.cases.models import Case, Submission
from onewindow.catalogue.models import FormField, Material
from onewindow.catalogue.reading import AskedQuestion, fields_for, materials_for, questions_of
from onewindow.documents.models import Document
from onewindow.kernel import conditions
from onewindow.projects.actions.filing import known_fields
from onewindow.projects.models import ProjectStage

Answers = Mapping[str, str | int | float | bool]


@dataclass(frozen=True)
class OwnFields:
    """What only one of the drafts asks for; files are handed in on its own page."""

    case: Case
    rows: tuple[FormField, ...]
    files: tuple[FormField, ...]

    @property
    def prefix(self) -> str:
        """What its fields begin with on the common page."""
        return self.case.version.item.slug


@dataclass(frozen=True)
class Merged:
    """The fields of several drafts: those they share, and those of one each."""

    shared: tuple[FormField, ...]
    own: tuple[OwnFields, ...]

    @property
    def keys(self) -> list[str]:
        """The names of all fields on the page."""
        named = [f"{each.prefix}-{row.code}" for each in self.own for row in each.rows]
        return [*(row.code for row in self.shared), *named]


@dataclass(frozen=True)
class CommonMaterial:
    """A material under one name, and for which drafts it is handed in."""

    name: str
    places: tuple[tuple[Case, Material], ...]
    files: tuple[Document, ...] = field(default=())

    @property
    def material(self) -> Material:
        """The first of them, whose words are shown."""
        return self.places[0][1]

    @property
    def key(self) -> str:
        """What a form calls it by."""
        return f"{self.places[0][0].version.item.slug}-{self.material.code}"

    @property
    def items(self) -> list[str]:
        """The names of the items that it is for."""
        return [case.version.name for case, _material in self.places]


def questions_for(cases: Iterable[Case], known: Answers) -> list[AskedQuestion]:
    """Return what the drafts still ask, each question once; `known` is answered for the project."""
    asked: dict[str, AskedQuestion] = {}
    for case in cases:
        for question in questions_of(case.version):
            if question.code not in known and question.code not in asked and _is_asked(
                question, known
            ):  # fmt: skip
                asked[question.code] = question
    return list(asked.values())


def _is_asked(question: AskedQuestion, known: Answers) -> bool:
    if question.when is None or not set(conditions.fields(question.when)) <= set(known):
        return True
    return conditions.evaluate(question.when, dict(known))


def merge_fields(stage: ProjectStage, cases: Sequence[Case]) -> Merged:
    """Return the fields that are not known from the project, the same ones once."""
    rows = {case.pk: _unknown(stage, case) for case in cases}
    places: dict[tuple[str, str, str], list[FormField]] = {}
    for case in cases:
        for row in rows[case.pk]:
            places.setdefault(_same(row), []).append(row)
    shared = {same: found[0] for same, found in places.items() if len(found) > 1}
    own = tuple(
        OwnFields(
            case,
            tuple(row for row in rows[case.pk] if _same(row) not in shared and not _is_file(row)),
            tuple(row for row in rows[case.pk] if _is_file(row)),
        )
        for case in cases
    )
    return Merged(tuple(shared.values()), own)


def _unknown(stage: ProjectStage, case: Case) -> list[FormField]:
    known = known_fields(stage.project, stage.stage, case.version.item_id)
    return [row for row in fields_for(case.version, case.answers) if row.code not in known]


def _same(row: FormField) -> tuple[str, str, str]:
    # Two files are never the same answer, however they are called.
    return row.code, row.label, f"{row.kind}{row.version_id if _is_file(row) else ''}"


def _is_file(row: FormField) -> bool:
    return row.kind == FormField.Kind.FILE


def merge_materials(cases: Sequence[Case]) -> list[CommonMaterial]:
    """Return the materials of the drafts, those of one name once, with their files."""
    places: dict[str, list[tuple[Case, Material]]] = {}
    for case in cases:
        for material in materials_for(case.version, case.answers):
            places.setdefault(material.name, []).append((case, material))
    return [CommonMaterial(name, tuple(found), _files_of(found)) for name, found in places.items()]


def _files_of(places: Iterable[tuple[Case, Material]]) -> tuple[Document, ...]:
    files: dict[str, Document] = {}
    for case, material in places:
        rows = Submission.objects.filter(case=case, material=material).select_related("document")
        files |= {row.document.sha256: row.document for row in rows.order_by("pk")}
    return tuple(files.values())
