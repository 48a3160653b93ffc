"""My permits: the list, and the start of a change or renewal."""

from http import HTTPStatus

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from onewindow.cases import actions
from onewindow.cases.access import grant_for, grants_of
from onewindow.cases.models import Case
from onewindow.design.http import SignedInRequest, found, succeeds
from onewindow.portal.permits.page import kind_of, rows_of
from onewindow.portal.signing import applicant_required


@require_safe
@applicant_required
def permits(request: SignedInRequest) -> HttpResponse:
    """List what was granted to him and to those he acts for, the latest first."""
    shown = {"rows": rows_of(grants_of(request.user), localdate()), "form": Form()}
    return render(request, "portal/permits/index.html", shown)


@require_POST
@applicant_required
def follow_up(request: SignedInRequest, number: str, kind: str) -> HttpResponse:
    """Open a draft that changes or renews a permit; say why when that cannot be."""
    grant = found(grant_for, request.user, number)
    wanted = kind_of(kind)
    if wanted is None:
        raise Http404
    form = Form(request.POST)
    drafts: list[Case] = []
    at = now()
    if succeeds(
        form,
        lambda: drafts.append(actions.start_follow_up(grant, wanted, by=request.user, at=at)),
    ):
        return redirect("portal:draft", drafts[0].uid)
    shown = {"rows": rows_of(grants_of(request.user), localdate()), "form": form}
    return render(
        request, "portal/permits/index.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY
    )
