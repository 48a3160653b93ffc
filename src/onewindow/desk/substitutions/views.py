"""List the substitutions of a department, arrange one, end one."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onewindow.cases.rules import ROLE_FOR_KIND
from onewindow.design.http import found, succeeds
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.desk.substitutions.forms import SubstitutionForm
from onewindow.orgs import substituting
from onewindow.orgs.models import Role, Substitution

HANDLES = frozenset(ROLE_FOR_KIND.values())


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def substitutions(request: OfficerRequest) -> HttpResponse:
    """Show who stands in for whom in the department; arrange a substitution."""
    found(_handles, request)
    heads = Role.DECIDER in request.roles
    data = request.POST if request.method == "POST" else None
    form = SubstitutionForm(data, request.officer, heads=heads)
    if form.is_valid() and succeeds(
        form, substituting.arrange, form.cleaned_data["officer"],
        substitute=form.cleaned_data["substitute"], valid_from=form.cleaned_data["first"],
        valid_to=form.until(), reason=form.cleaned_data["reason"], by=request.officer, at=now(),
    ):  # fmt: skip
        messages.success(request, _("代班已安排，代班人的待办里会出现他的环节。"))
        return redirect("desk:substitutions")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if data is not None else HTTPStatus.OK
    shown = {"form": form, "rows": _current(request), "today": localdate()}
    return render(request, "desk/substitutions/list.html", shown, status=status)


@require_POST
@officer_required
def end_substitution(request: OfficerRequest, pk: int) -> HttpResponse:
    """End a substitution before its time."""
    row = found(_one, request, pk)
    form = forms.Form(request.POST)
    if form.is_valid() and succeeds(form, substituting.end, row, by=request.officer, at=now()):
        messages.success(request, _("代班已结束。"))
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("desk:substitutions")


def _handles(request: OfficerRequest) -> bool:
    if not HANDLES & request.roles:
        raise Substitution.DoesNotExist
    return True


def _current(request: OfficerRequest) -> list[Substitution]:
    rows = Substitution.objects.filter(officer__department=request.officer.department_id)
    rows = rows.filter(ended_at=None).exclude(valid_to__lte=localdate())
    return list(rows.select_related("officer__user", "substitute__user").order_by("valid_from"))


def _one(request: OfficerRequest, pk: int) -> Substitution:
    _handles(request)
    rows = Substitution.objects.select_related("officer__user", "substitute__user")
    row = rows.get(pk=pk, officer__department=request.officer.department_id)
    is_own = row.officer_id == request.officer.pk
    if not is_own and Role.DECIDER not in request.roles:
        raise Substitution.DoesNotExist
    return row
