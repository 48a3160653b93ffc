"""Find a person's cases by his citizen ID or phone: posted, so that no log has the number."""

from http import HTTPStatus

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from onewindow.cases.access import cases_by_number, may_find_by_number
from onewindow.design.forms import PlainForm
from onewindow.desk.signing import OfficerRequest, officer_required

MOST = 50


class NumberForm(PlainForm):
    """A whole number; parts of it find nothing."""

    number = forms.CharField(
        label=_("完整的身份证号或者手机号"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def by_number(request: OfficerRequest) -> HttpResponse:
    """Ask for the number; list the cases that the officer may read anyway."""
    if not may_find_by_number(request.roles):
        raise Http404
    is_sent = request.method == "POST"
    form = NumberForm(request.POST if is_sent else None)
    is_asked = is_sent and form.is_valid()
    number = form.cleaned_data["number"] if is_asked else ""
    cases = cases_by_number(request.officer, request.roles, number)[:MOST] if is_asked else []
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent and not is_asked else HTTPStatus.OK
    shown = {"form": form, "cases": cases, "is_asked": is_asked}
    return render(request, "desk/cases/by_number.html", shown, status=status)
