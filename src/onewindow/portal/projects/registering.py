"""Register a project, and change what is known of it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onewindow.design.http import SignedInRequest, found, succeeds
from onewindow.portal.answers import AnswersForm
from onewindow.portal.projects.forms import AllErrors, ProjectForm, RegistrationForm
from onewindow.portal.signing import applicant_required
from onewindow.projects import actions
from onewindow.projects.access import project_of
from onewindow.projects.acting import identities_for, identity_by_key, may_change
from onewindow.projects.models import Project
from onewindow.projects.scheme import asked_questions, kinds


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def register(request: SignedInRequest) -> HttpResponse:
    """Ask what is known of a project, and what decides on its items."""
    data = request.POST if request.method == "POST" else None
    listed = kinds()
    form = RegistrationForm(identities_for(request.user, localdate()), listed, data)
    questions = AnswersForm(asked_questions(), data)
    if data is not None and all([form.is_valid(), questions.is_valid()]):
        said = form.cleaned_data
        key, at = said["identity"], now()
        identity = found(identity_by_key, request.user, key, localdate(at))
        if succeeds(
            form, actions.register, said["code"], form.kinds[said["kind"]],
            form.details(questions.answers()), by=request.user, company=identity.company,
            principal=identity.principal, at=at,
        ):  # fmt: skip
            messages.success(request, _("项目已登记。下面是各阶段要办的事项。"))
            return redirect("portal:project", said["code"])
    status = HTTPStatus.UNPROCESSABLE_ENTITY if data is not None else HTTPStatus.OK
    shown = {
        "form": form,
        "questions": questions,
        "wrong": AllErrors(form, questions),
        "kinds": listed,
    }
    return render(request, "portal/projects/register.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def change(request: SignedInRequest, code: str) -> HttpResponse:
    """Change what is known of a project; its stages then need what the answers say."""
    project = found(_changeable, request, code)
    data = request.POST if request.method == "POST" else None
    form = ProjectForm(data, initial=_said(project))
    questions = AnswersForm(asked_questions(), data, saved=project.answers)
    if (
        data is not None
        and all([form.is_valid(), questions.is_valid()])
        and succeeds(
            form, actions.change, project, form.details(questions.answers()), by=request.user,
            at=now(),
        )
    ):  # fmt: skip
        messages.success(request, _("已更改。各阶段要办的事项已按新的情况列出。"))
        return redirect("portal:project", code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if data is not None else HTTPStatus.OK
    shown = {
        "form": form,
        "questions": questions,
        "wrong": AllErrors(form, questions),
        "project": project,
    }
    return render(request, "portal/projects/register.html", shown, status=status)


def _changeable(request: SignedInRequest, code: str) -> Project:
    project = project_of(request.user, code)
    if not may_change(project, request.user, localdate()):
        raise Project.DoesNotExist
    return project


def _said(project: Project) -> dict[str, object]:
    return {
        **{name: getattr(project, name) for name in ("name", "place", "starts_on", "ends_on")},
        "investment": project.known["investment"], "area": project.known["area"],
    }  # fmt: skip
