"""The new draft: what it changes, made with one click, and what came of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onewindow.design.http import found, is_done
from onewindow.desk.lab.drafts import changed_of
from onewindow.desk.lab.page import LabPage
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.insight import access
from onewindow.insight.actions import drafting


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def lab_draft(request: OfficerRequest, number: str) -> HttpResponse:
    """Show both flows side by side; make the drafts; then predicted against actual."""
    needed = access.CARRIES_OUT if request.method == "POST" else None
    project = found(access.project_for, request.officer, request.roles, number, needed)
    if request.method == "POST":
        if is_done(request, drafting.make_drafts, project, by=request.officer.actor, at=now()):
            messages.success(request, _("草案已经生成，由部门的事项管理员补充后提交联合审核。"))
        return redirect("desk:lab_draft", number)
    page = LabPage(request, project, "draft")
    shown = {"page": page, "changed": changed_of(page.subjects, at=now())}
    return render(request, "desk/lab/draft.html", shown)
