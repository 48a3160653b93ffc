"""What machines decided, looked at again by a human."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onewindow.cases.instant import access
from onewindow.cases.instant.actions import checking
from onewindow.cases.instant.models import PostCheck
from onewindow.design.http import found, succeeds
from onewindow.desk.instant.forms import CheckForm
from onewindow.desk.signing import OfficerRequest, officer_required

PER_PAGE = 30


@require_safe
@officer_required
def post_checks(request: OfficerRequest) -> HttpResponse:
    """List the checks that wait, the oldest first, then those that are done."""
    if not request.frame.reads_tables:
        raise Http404
    checks = access.checks_for(request.officer, request.roles)
    done = checks.exclude(done_at=None).order_by("-done_at", "-pk")
    shown = {
        "open": checks.open().order_by("opened_at", "pk")[:PER_PAGE],
        "waiting": checks.open().count(),
        "page": Paginator(done, PER_PAGE).get_page(request.GET.get("page")),
        "does": bool(request.roles & access.CHECKS),
    }
    return render(request, "desk/instant/checks.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def post_check(request: OfficerRequest, number: str) -> HttpResponse:
    """Show how a machine decided; say whether a human agrees."""
    is_doing = request.method == "POST"
    check = found(access.check_for, request.officer, request.roles, number, is_doing=is_doing)
    form = CheckForm(request.POST or None)
    if is_doing and form.is_valid() and succeeds(form, _finish, check, form, request):
        return redirect("desk:post_checks")
    case = check.decision.case
    shown = {
        "check": check, "case": case, "form": form,
        "trace": check.decision.read_trace(case),
        "does": bool(request.roles & access.CHECKS)
        and case.department_id == request.officer.department_id,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/instant/check.html", shown, status=status)


def _finish(check: PostCheck, form: CheckForm, request: OfficerRequest) -> None:
    stopped = checking.finish_check(
        check, agrees=form.cleaned_data["agrees"] == "yes", note=form.cleaned_data["note"],
        by=request.officer.actor, at=now(),
    )  # fmt: skip
    if stopped:
        messages.warning(request, _("已记录不同意。规则表已退回试运行，现在起由人工办理。"))
    else:
        messages.success(request, _("已记录复核结论。"))
