"""What could not be sent, for the administrator."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onewindow.design.http import found
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.messages import access, sending

ON_A_PAGE = 30


@require_safe
@officer_required
def outbox(request: OfficerRequest) -> HttpResponse:
    """List what was given up, and the events that nobody could be told of."""
    if not request.frame.keeps_outbox:
        raise Http404
    page = Paginator(access.dead_sendings(), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "untold": access.untold_events(), "counts": access.counts_of_outbox()}
    return render(request, "desk/inbox/outbox.html", shown)


@require_POST
@officer_required
def retry(request: OfficerRequest, pk: int) -> HttpResponse:
    """Try one sending again."""
    if not request.frame.keeps_outbox:
        raise Http404
    sending.retry(found(access.dead_sending, pk), at=now())
    messages.success(request, _("已重新排队，一分钟内再发。"))
    return redirect("desk:outbox")
