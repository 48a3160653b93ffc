"""The inbox: read it, open one notice, say where else it goes."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.design.http import SignedInRequest, found
from onewindow.design.notices import ContactForm, inbox_of
from onewindow.messages import access, actions
from onewindow.portal.signing import applicant_required


@require_safe
@applicant_required
def inbox(request: SignedInRequest) -> HttpResponse:
    """List the notices, the newest first."""
    shown = {"inbox": inbox_of(request.user, request.GET.get("page"))}
    return render(request, "portal/inbox/inbox.html", shown)


@require_POST
@applicant_required
def open_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a notice was read, and go where it leads."""
    notice = found(access.notice_for, request.user, pk)
    actions.read(notice, at=now())
    return redirect(notice.address or "portal:inbox")


@require_POST
@applicant_required
def read_all(request: SignedInRequest) -> HttpResponse:
    """Note that all notices were seen."""
    actions.read_all(request.user, at=now())
    return redirect("portal:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def contact(request: SignedInRequest) -> HttpResponse:
    """Ask where else notices go."""
    form = ContactForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.store(at=now())
        messages.success(request, _("已保存，以后的消息按这样发。"))
        return redirect("portal:inbox")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "portal/inbox/contact.html", {"form": form}, status=status)
