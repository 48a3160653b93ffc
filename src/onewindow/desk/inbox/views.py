"""The inbox: read it, open one notice, say where else it goes."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.design.http import found
from onewindow.design.notices import ContactForm, inbox_of
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.messages import access, actions


@require_safe
@officer_required
def inbox(request: OfficerRequest) -> HttpResponse:
    """List the notices, the newest first."""
    shown = {"inbox": inbox_of(request.officer.user, request.GET.get("page"))}
    return render(request, "desk/inbox/inbox.html", shown)


@require_POST
@officer_required
def open_notice(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note that a notice was read, and go where it leads."""
    notice = found(access.notice_for, request.officer.user, pk)
    actions.read(notice, at=now())
    return redirect(notice.address or "desk:inbox")


@require_POST
@officer_required
def read_all(request: OfficerRequest) -> HttpResponse:
    """Note that all notices were seen."""
    actions.read_all(request.officer.user, at=now())
    return redirect("desk:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def contact(request: OfficerRequest) -> HttpResponse:
    """Ask where else notices go."""
    form = ContactForm(request.officer.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.store(at=now())
        messages.success(request, _("已保存，以后的消息按这样发。"))
        return redirect("desk:inbox")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "desk/inbox/contact.html", {"form": form}, status=status)
