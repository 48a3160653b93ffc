"""The review page of an officer's step, and what he can do there."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from onewindow.cases import access, actions
from onewindow.cases.clocks import local_day
from onewindow.cases.models import CaseStep
from onewindow.design.http import found, succeeds
from onewindow.desk.cases.forms import CompletionForm, TakeOverForm
from onewindow.desk.cases.page import CasePage
from onewindow.desk.cases.phrases import phrases_for
from onewindow.desk.cases.results import what_happened
from onewindow.desk.signing import OfficerRequest, officer_required


@require_safe
@officer_required
def step(request: OfficerRequest, number: str, code: str) -> HttpResponse:
    """Show everything needed to decide a step; htmx gets the fragment for the work list."""
    return _show(request, found(access.step_for, request.officer, request.roles, number, code))


@require_POST
@officer_required
def start_step(request: OfficerRequest, number: str, code: str) -> HttpResponse:
    """Take a step that nobody holds (领办)."""
    step = found(access.step_for, request.officer, request.roles, number, code)
    form = forms.Form(request.POST)
    if form.is_valid() and succeeds(form, actions.start_step, step, by=request.officer, at=now()):
        return redirect("desk:step", number, code)
    return _refuse(request, number, code, refusal=form)


@require_POST
@officer_required
def take_over_step(request: OfficerRequest, number: str, code: str) -> HttpResponse:
    """Take a step from the colleague who holds it (接手办理)."""
    step = found(access.step_for, request.officer, request.roles, number, code)
    form = TakeOverForm(request.POST)
    if form.is_valid() and succeeds(
        form, actions.take_over_step, step, by=request.officer, at=now(), **form.cleaned_data
    ):
        return redirect("desk:step", number, code)
    return _refuse(request, number, code, taking=form)


@require_POST
@officer_required
def complete_step(request: OfficerRequest, number: str, code: str) -> HttpResponse:
    """Give a step its outcome and opinion; say who was faster when somebody was."""
    step = found(access.step_for, request.officer, request.roles, number, code)
    form = CompletionForm(request.POST, kind=step.kind)
    if form.is_valid() and succeeds(
        form, actions.complete, step, by=request.officer, at=now(), **form.cleaned_data
    ):
        messages.success(request, what_happened(step, request.officer, request.roles))
        return redirect("desk:case", number)
    return _refuse(request, number, code, form=form)


def _refuse(request: OfficerRequest, number: str, code: str, **bound: forms.Form) -> HttpResponse:
    # Loaded again: a refusal often means that the state is another one by now.
    return _show(
        request, found(access.step_for, request.officer, request.roles, number, code), **bound
    )


def _show(request: OfficerRequest, step: CaseStep, **bound: forms.Form) -> HttpResponse:
    materials = access.materials_seen_by(request.officer, request.roles, step.case)
    stands_in = access.stands_in_for_holder(request.officer, step)
    shown = {
        "page": CasePage(step.case, local_day(now()), own=step, seen=materials),
        "case": step.case,
        "step": step,
        "authority": access.authority_over(request.officer, request.roles, step),
        "is_mine": step.officer == request.officer.actor.code or bool(stands_in),
        "stands_in": stands_in,
        "phrases": phrases_for(step.kind),
        "form": CompletionForm(kind=step.kind),
        "taking": TakeOverForm(),
        "refused": next(iter(bound.values()), None),
        **bound,
    }
    is_fragment = bool(request.headers.get("HX-Request"))
    template = "desk/cases/_step.html" if is_fragment else "desk/cases/step.html"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bound else HTTPStatus.OK
    response = render(request, template, shown, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
