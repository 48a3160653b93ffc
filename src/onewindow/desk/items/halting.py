"""Suspend an item, resume it, withdraw it, call a version back before its day."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from onewindow.catalogue import access, actions
from onewindow.catalogue.models import ItemVersion
from onewindow.design.forms import PlainForm
from onewindow.design.http import found, succeeds
from onewindow.desk.items.views import move_on
from onewindow.desk.signing import OfficerRequest, officer_required


class SuspensionForm(PlainForm):
    """Why no applications are taken for a while."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        help_text=_("写在办事指南上，申请人看得到。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawalForm(SuspensionForm):
    """Why an item ends, and from which day."""

    on = forms.DateField(label=_("从哪天起取消"), initial=localdate, widget=forms.DateInput)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def suspend(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask why; then take no new applications."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    form = SuspensionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and succeeds(
        form, actions.suspend, version, **form.cleaned_data, by=request.officer.actor, at=now()
    ):
        messages.success(request, gettext("已暂停办理，办事指南上写明了理由。"))
        return redirect("desk:version", pk)
    effect = gettext("暂停以后不能新申请，办事指南仍可以看；已经提交的申请照常办理。")
    return _ask(request, version, form, gettext("暂停办理"), effect)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask why and from which day; then offer the item no more."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and succeeds(
        form, actions.withdraw, version, **form.cleaned_data, by=request.officer.actor, at=now()
    ):
        messages.success(request, gettext("已记下取消的决定。"))
        return redirect("desk:version", pk)
    effect = gettext("取消以后事项从网上撤下，没有提交的草稿不能再提交；已经提交的申请照常办完。")
    return _ask(request, version, form, gettext("取消事项"), effect)


@require_POST
@officer_required
def resume(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take applications again."""
    return move_on(request, pk, actions.resume, gettext("已恢复办理。"))


@require_POST
@officer_required
def call_back(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a version back before its day."""
    return move_on(request, pk, actions.call_back, gettext("已收回，可以修改。"))


@require_POST
@officer_required
def keep(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the decision to withdraw an item back."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    withdrawal = found(access.withdrawal_of, version)
    done = gettext("已撤销取消的决定，事项照常办理。")
    return move_on(request, pk, lambda _version, **how: actions.keep_item(withdrawal, **how), done)


def _ask(
    request: OfficerRequest, version: ItemVersion, form: SuspensionForm, title: str, effect: str
) -> HttpResponse:
    shown = {"version": version, "form": form, "title": title, "effect": effect}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/items/halt.html", shown, status=status)
