"""The rules of the city as they are stored, read as plain data."""

from django.utils.translation import gettext as _

from onewindow.catalogue.models import Question
from onewindow.catalogue.reading import AskedQuestion
from onewindow.kernel import conditions
from onewindow.projects.models import Project, ProjectKind, ProjectQuestion, StageItem
from onewindow.projects.rules import Wanted


def kinds() -> list[ProjectKind]:
    """Return the kinds that can be registered, in their order."""
    return list(ProjectKind.objects.filter(is_active=True).order_by("position", "pk"))


def wanted_items(stage: str = "") -> list[Wanted]:
    """Return which items belong to the stages, or to one stage, in their order."""
    rows = StageItem.objects.order_by("position", "pk").select_related("item")
    if stage:
        rows = rows.filter(stage=stage)
    return [
        Wanted(
            stage=row.stage,
            item=row.item.slug,
            kinds=tuple(row.kinds),
            when=None if row.when is None else conditions.parse(row.when),
            prefill=tuple(row.prefill.items()),
        )
        for row in rows
    ]


def answers_of(project: Project) -> list[tuple[str, str]]:
    """Return the questions that were answered about a project, with the answers in words."""
    return [
        (each.text, _in_words(each, project.answers[each.code]))
        for each in asked_questions()
        if each.code in project.answers
    ]


def _in_words(question: AskedQuestion, answer: object) -> str:
    if isinstance(answer, bool):
        return _("是") if answer else _("否")
    return dict(question.choices).get(str(answer), str(answer))


def asked_questions() -> list[AskedQuestion]:
    """Return what is asked about a project, in order."""
    return [
        AskedQuestion(
            code=row.code,
            text=row.text,
            kind=Question.Kind(row.kind),
            help=row.help,
            choices=tuple((code, text) for code, text in row.choices),
            when=None if row.when is None else conditions.parse(row.when),
        )
        for row in ProjectQuestion.objects.order_by("position", "pk")
    ]
