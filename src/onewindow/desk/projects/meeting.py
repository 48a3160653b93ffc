"""Call a meeting 会商 about a project."""

from collections.abc import Mapping
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from onewindow.cases.meetings.actions import UNDER_WAY, Subject
from onewindow.cases.meetings.actions import call as call_meeting
from onewindow.cases.models import Case, Meeting
from onewindow.design.http import found, succeeds
from onewindow.desk.meetings.forms import CallForm
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.orgs.models import Officer
from onewindow.projects import access
from onewindow.projects.models import Project, ProjectStage


class ProjectCallForm(CallForm):
    """The same about a project, and which of its cases are on the table."""

    cases = forms.MultipleChoiceField(
        label=_("一并会商的办件"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("这个项目正在办理的件；一件都不选就只议项目。"),
    )  # fmt: skip

    def __init__(
        self,
        project: Project,
        officer: Officer,
        data: QueryDict | None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
    ) -> None:
        leads = ProjectStage.objects.filter(project=project).values("lead")
        self.running = running_cases(project)
        units = Q(pk__in=leads) | Q(case_steps__case__in=self.running.values())
        super().__init__(data, files, name=project.name, here=officer.department, involved=units)
        listed = self.fields["cases"]
        if isinstance(listed, forms.ChoiceField):
            listed.choices = [
                (number, f"{case.version.name} {number}") for number, case in self.running.items()
            ]

    def chosen(self) -> list[Case]:
        """The cases that are on the table."""
        return [self.running[number] for number in self.cleaned_data["cases"]]


def running_cases(project: Project) -> Mapping[str, Case]:
    """Return the cases of a project that are under way, by number."""
    cases = Case.objects.filter(of_project__stage__project=project, status__in=UNDER_WAY)
    return {str(each.number): each for each in cases.select_related("version").order_by("pk")}


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def call(request: OfficerRequest, code: str) -> HttpResponse:
    """Call departments together about a project."""
    project = found(access.project_led_by, request.officer, request.roles, code)
    is_sent = request.method == "POST"
    form = ProjectCallForm(
        project, request.officer, request.POST if is_sent else None,
        request.FILES if is_sent else None,
    )  # fmt: skip
    made: list[Meeting] = []
    if form.is_valid() and succeeds(form, lambda: made.append(_call(request, project, form))):
        messages.success(request, gettext("会商已发起，受邀部门在“会商”里答复。"))
        return redirect("desk:meeting", made[0].number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
    shown = {"project": project, "form": form}
    return render(request, "desk/projects/meeting.html", shown, status=status)


def _call(request: OfficerRequest, project: Project, form: ProjectCallForm) -> Meeting:
    about = Subject(project.chain, project.name)
    return call_meeting(form.chosen(), form.plan(), by=request.officer, about=about, at=now())
