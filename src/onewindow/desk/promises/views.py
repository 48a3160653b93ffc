"""The list of promises to see to; the register of bad credit."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onewindow.cases.promises import access, credit
from onewindow.design.http import found, succeeds
from onewindow.desk.promises.forms import BarForm, RepairForm
from onewindow.desk.signing import OfficerRequest, officer_required

ON_A_PAGE = 30


@require_safe
@officer_required
def promises(request: OfficerRequest) -> HttpResponse:
    """List what has to be verified and what still has to come, the first due first."""
    if not request.frame.sees_promises:
        raise Http404
    commitments = access.commitments_for(request.officer, request.roles)
    deferrals = access.deferrals_for(request.officer, request.roles)
    shown = {
        "commitments": Paginator(commitments, ON_A_PAGE).get_page(request.GET.get("page")),
        "deferrals": deferrals[:ON_A_PAGE], "today": localdate(),
    }  # fmt: skip
    return render(request, "desk/promises/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def credit_register(request: OfficerRequest) -> HttpResponse:
    """List who is not taken at his word; take a new entry."""
    if not request.frame.keeps_credit:
        raise Http404
    form = BarForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        credit.bar(
            said["number"], reason=said["reason"], source=said["source"], since=said["since"],
            until=said["until"], by=request.officer.actor, at=now(),
        )  # fmt: skip
        messages.success(request, _("已登记，从起始日起不适用容缺受理和告知承诺。"))
        return redirect("desk:credit")
    entries = access.credit_entries(request.roles)
    page = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    shown = {"page": page, "form": form, "today": localdate()}
    return render(request, "desk/promises/credit.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def repair_credit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then lift an entry."""
    entry = found(access.credit_entries(request.roles).get, pk=pk)
    form = RepairForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and succeeds(
        form, credit.repair, entry, reason=form.cleaned_data["reason"], by=request.officer.actor,
        at=now(),
    ):  # fmt: skip
        messages.success(request, _("已修复，可以再用容缺受理和告知承诺。"))
        return redirect("desk:credit")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    shown = {"entry": entry, "form": form}
    return render(request, "desk/promises/repair.html", shown, status=status)
