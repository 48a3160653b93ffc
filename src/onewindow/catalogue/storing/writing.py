"""Write plain data as the rows of a draft; names that nobody knows are all told at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict

from django.utils.translation import gettext as _

from onewindow.catalogue.definition import ItemDefinition, rows
from onewindow.catalogue.models import ItemVersion, Question, QuestionOption
from onewindow.catalogue.storing.files import files_of_catalogue
from onewindow.catalogue.storing.reading import tables_of
from onewindow.catalogue.storing.tables import COLUMNS, FILES, TABLES, Values, names_of
from onewindow.documents.models import Document
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Department, Post

WRITTEN = (*COLUMNS, "standard_version", "source_digest", "drafted_by", "drafted_at")


class UnknownNames(DomainError):
    """A definition names departments, posts or files that are not there; `names` lists them."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(_("没有登记，请先登记或改正：%(names)s") % {"names": "、".join(names)})
        self.names = tuple(names)


def write_definition(
    version: ItemVersion,
    definition: ItemDefinition,
    codes: Collection[str] | None = None,
    *,
    files: Collection[Document] = (),
) -> None:
    """Make a draft version say exactly what a definition says; within the caller's transaction.

    `codes` are the elements to write, all if none are given; `files` the documents that came with
    it, besides those that items have. Saves the version. Raise UnknownNames; IntegrityError for
    a version that is no draft.
    """
    found = _Found(definition, files)
    for name in COLUMNS:
        value = getattr(definition, name)
        setattr(version, name, list(value) if isinstance(value, tuple) else value)
    is_new = version._state.adding
    # A draft's way through the review is not in what it says: others may just be moving it on.
    version.save(update_fields=None if is_new else WRITTEN)
    filled = frozenset[str]() if is_new else tables_of(version)
    for code, (model, row_class) in TABLES.items():
        if codes is not None and code not in codes:
            continue
        if code in filled:
            model._default_manager.filter(version=version).delete()
        said: tuple[object, ...] = getattr(definition, code)
        if code == "questions":
            _write_questions(version, definition.questions)
            continue
        model._default_manager.bulk_create(
            model(version=version, position=place, **_values(row, row_class, found))
            for place, row in enumerate(said, 1)
        )


def _values(row: object, row_class: type, found: "_Found") -> Values:
    values: Values = {}
    for name in names_of(row_class):
        value = getattr(row, name)
        if name in FILES:
            value = found.file(value)
        elif name == "columns":
            value = [asdict(column) | {"choices": list(column.choices)} for column in value]
        values[name] = list(value) if isinstance(value, tuple) else value
    if isinstance(row, rows.StepRow):
        values |= {"unit": found.unit(row), "post": found.post(row)}
    return values


def _write_questions(version: ItemVersion, questions: Iterable[rows.QuestionRow]) -> None:
    for place, row in enumerate(questions, 1):
        question = Question.objects.create(
            version=version, position=place, code=row.code, text=row.text, kind=row.kind,
            help=row.help, when=row.when,
        )  # fmt: skip
        QuestionOption.objects.bulk_create(
            QuestionOption(question=question, position=order, code=option.code, text=option.text)
            for order, option in enumerate(row.options, 1)
        )


class _Found:
    """The departments, posts and files that a definition names, read once."""

    def __init__(self, definition: ItemDefinition, new: Collection[Document]) -> None:
        steps = definition.steps
        units = Department.objects.filter(short_code__in={step.unit for step in steps})
        self._units = {unit.short_code: unit for unit in units}
        posts = Post.objects.filter(department__in=self._units.values()).select_related(
            "department"
        )
        self._posts = {(post.department.short_code, post.code): post for post in posts}
        files = [
            file
            for row in (*definition.materials, *definition.results)
            for file in (getattr(row, name, None) for name in FILES)
            if isinstance(file, rows.FileRow)
        ]
        stored = files_of_catalogue(new).filter(sha256__in={file.sha256 for file in files})
        self._files = {(each.sha256, each.name): each for each in stored}
        unknown = [
            *(f"承办单位 {step.unit}" for step in steps if step.unit not in self._units),
            *(
                f"岗位 {step.unit}/{step.post}"
                for step in steps
                if step.post and step.unit in self._units
                and (step.unit, step.post) not in self._posts
            ),
            *(file.name for file in files if (file.sha256, file.name) not in self._files),
        ]  # fmt: skip
        if unknown:
            raise UnknownNames(list(dict.fromkeys(unknown)))

    def unit(self, step: rows.StepRow) -> Department:
        return self._units[step.unit]

    def post(self, step: rows.StepRow) -> Post | None:
        return self._posts[step.unit, step.post] if step.post else None

    def file(self, file: rows.FileRow | None) -> Document | None:
        return self._files[file.sha256, file.name] if file else None
