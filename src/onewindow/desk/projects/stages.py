"""The lead department ends a stage early, or takes that back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from onewindow.design.forms import PlainForm
from onewindow.design.http import found, succeeds
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.projects import access, actions
from onewindow.projects.actions.closing import why_not_closable, why_not_reopenable
from onewindow.projects.models import ProjectStage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ReasonForm(PlainForm):
    """Why."""

    reason = forms.CharField(
        label=_("原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("会记入账本，申请人也会看到。"),
    )  # fmt: skip


@dataclass(frozen=True)
class Doing:
    """What is done with a stage, in words, and why it may not be possible."""

    label: StrOrPromise
    meaning: StrOrPromise
    done: StrOrPromise
    icon: str
    closed: Callable[[ProjectStage], str]
    do: Callable[..., None]


CLOSE = Doing(
    label=_("提前结束阶段"),
    meaning=_(
        "还没有办的事项经核实不需要办时用：阶段就此结束，下一阶段可以申报。还有件在办的阶段不能提前结束。"
    ),
    done=_("阶段已提前结束。"),
    icon="check",
    closed=why_not_closable,
    do=actions.close_stage,
)
REOPEN = Doing(
    label=_("重新开启阶段"),
    meaning=_("收回提前结束：阶段里还没有办的事项又可以申报，以前用的天数继续计。"),
    done=_("阶段已重新开启。"),
    icon="undo-2",
    closed=why_not_reopenable,
    do=actions.reopen_stage,
)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def close(request: OfficerRequest, code: str, stage: str) -> HttpResponse:
    """End a stage early, with the reason."""
    return _page(request, found(_led, request, code, stage), CLOSE)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def reopen(request: OfficerRequest, code: str, stage: str) -> HttpResponse:
    """Take the early end of a stage back, with the reason."""
    return _page(request, found(_led, request, code, stage), REOPEN)


def _led(request: OfficerRequest, code: str, stage: str) -> ProjectStage:
    return access.stage_led_by(request.officer, request.roles, code, stage)


def _page(request: OfficerRequest, stage: ProjectStage, doing: Doing) -> HttpResponse:
    is_sent = request.method == "POST"
    form = ReasonForm(request.POST if is_sent else None)
    if form.is_valid() and succeeds(
        form, doing.do, stage, by=request.officer, reason=form.cleaned_data["reason"], at=now()
    ):
        messages.success(request, str(doing.done))
        return redirect("desk:project", stage.project.code)
    shown = {
        "stage": stage, "project": stage.project, "doing": doing, "form": form,
        "closed": doing.closed(stage),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
    return render(request, "desk/projects/stage.html", shown, status=status)
