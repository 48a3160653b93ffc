"""File the items of a stage: choose, one form, hand in together."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from onewindow.cases.access import applications_of
from onewindow.cases.actions import save_answers
from onewindow.cases.models import Case
from onewindow.cases.readiness import readiness_of
from onewindow.design.http import SignedInRequest, found, succeeds
from onewindow.portal.answers import AnswersForm
from onewindow.portal.projects.forms import (
    AllErrors,
    EmptyForm,
    ItemsForm,
    StageFields,
)
from onewindow.portal.projects.merging import (
    merge_fields,
    questions_for,
)
from onewindow.portal.projects.views import show_project
from onewindow.portal.signing import applicant_required
from onewindow.projects import actions
from onewindow.projects.access import project_of, stage_of
from onewindow.projects.actions.filing import drafts_of, items_to_file
from onewindow.projects.models import ProjectStage

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_POST
@applicant_required
def items(request: SignedInRequest, code: str, stage: str) -> HttpResponse:
    """Begin a draft for each chosen item."""
    row = found(stage_of, request.user, code, stage)
    form = ItemsForm(items_to_file(row), request.POST)
    if form.is_valid() and succeeds(
        form, actions.file_items, row, form.cleaned_data["items"], by=request.user, at=now()
    ):
        return redirect("portal:stage_form", code, stage)
    return show_project(request, found(project_of, request.user, code), failed=form)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def form(request: SignedInRequest, code: str, stage: str) -> HttpResponse:
    """Ask once for what several drafts want to know; whatever was typed is kept."""
    row, cases = drafts_for(request, code, stage)
    if not cases:
        return redirect("portal:project", code)
    data = request.POST if request.method == "POST" else None
    asked = questions_for(cases, row.project.answers)
    saved = {key: value for case in cases for key, value in case.answers.items()}
    questions = AnswersForm(asked, data, saved=saved)
    problem = EmptyForm(data)
    if data is not None and not succeeds(problem, _keep_answers, request, cases, questions):
        data = None
    merged = merge_fields(row, cases)
    page = StageFields(merged, cases, request.user, data)
    if data is not None and succeeds(problem, _keep_fields, request, page):
        if "later" in data:
            return redirect("portal:project", code)
        if questions.asks_beyond(data.getlist("asked")) or not set(merged.keys) <= set(
            data.getlist("shown")
        ):
            # What was not on the page is no mistake: it is asked now.
            messages.info(request, _("按您的回答，还有几项要填。"))
            return redirect("portal:stage_form", code, stage)
        if all([questions.is_valid(), page.is_valid()]):
            return redirect("portal:stage_materials", code, stage)
    shown = {
        "stage": row, "project": row.project, "cases": cases, "questions": questions,
        "page": page, "wrong": AllErrors(problem, questions, *page.forms), "step": 1,
    }  # fmt: skip
    status = UNPROCESSABLE if request.method == "POST" else HTTPStatus.OK
    return render(request, "portal/projects/form.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def submission(request: SignedInRequest, code: str, stage: str) -> HttpResponse:
    """Show what is ready; POST hands everything in together, all or nothing."""
    row, cases = drafts_for(request, code, stage)
    if not cases:
        return redirect("portal:project", code)
    problem = EmptyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and succeeds(
        problem, actions.hand_in, row, cases, by=request.user, at=now()
    ):
        said = ngettext("已提交 %(n)d 件，各部门同时办理。", "已提交 %(n)d 件，各部门同时办理。",
                        len(cases)) % {"n": len(cases)}  # fmt: skip
        messages.success(request, said)
        return redirect("portal:project", code)
    ready = [(case, readiness_of(case)) for case in cases]
    shown = {
        "stage": row, "project": row.project, "ready": ready, "problem": problem,
        "step": 3, "is_ready": all(each.is_ready for _case, each in ready),
    }  # fmt: skip
    status = UNPROCESSABLE if request.method == "POST" else HTTPStatus.OK
    return render(request, "portal/projects/submission.html", shown, status=status)


def drafts_for(request: SignedInRequest, code: str, stage: str) -> tuple[ProjectStage, list[Case]]:
    """Return the stage and those of its drafts that he may fill in."""
    row = found(stage_of, request.user, code, stage)
    mine = set(applications_of(request.user).filter(number=None).values_list("pk", flat=True))
    return row, [case for case in drafts_of(row) if case.pk in mine]


def _keep_answers(request: SignedInRequest, cases: list[Case], questions: AnswersForm) -> None:
    said = questions.answers()
    for case in cases:
        codes = set(case.version.questions.values_list("code", flat=True))
        own = {key: value for key, value in said.items() if key in codes}
        save_answers(case, by=request.user, answers={**case.answers, **own}, at=now())


def _keep_fields(request: SignedInRequest, page: StageFields) -> None:
    for case, fields in page.kept():
        save_answers(case, by=request.user, fields=fields, at=now())
