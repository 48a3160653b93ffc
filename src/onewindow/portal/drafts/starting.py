"""Begin an application: in whose name, with the answers that the guide was narrowed by."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from onewindow.cases.access import drafts_of
from onewindow.cases.actions import save_answers, start_draft
from onewindow.cases.clocks import local_day
from onewindow.catalogue.access import published_version
from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.catalogue.reading import questions_of
from onewindow.design.http import SignedInRequest, found
from onewindow.mandates.access import identities_of, identity_for
from onewindow.portal.answers import AnswersForm
from onewindow.portal.drafts.forms import StartForm
from onewindow.portal.drafts.sections import after
from onewindow.portal.guides.views import gone
from onewindow.portal.signing import applicant_required


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def start(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask in whose name; then open a draft and go to its first page."""
    try:
        version = published_version(slug)
    except ItemVersion.DoesNotExist:
        return gone(request)
    if version.status == VersionStatus.SUSPENDED:
        return redirect("portal:guide", slug)
    at = now()
    able = [
        each
        for each in identities_of(request.user, local_day(at), item=version.item_id)
        if version.is_open_to(company=each.company is not None)
    ]
    form = StartForm(able, request.POST if request.method == "POST" else None)
    if form.is_valid():
        key, on = form.cleaned_data["identity"], local_day(at)
        identity = found(identity_for, request.user, key, on, item=version.item_id)
        company, principal = identity.company, identity.principal
        # Back in the browser and sent again is no second application.
        case = start_draft(version, by=request.user, company=company, principal=principal, at=at)
        save_answers(case, answers=AnswersForm(questions_of(version), request.GET).answers(), at=at)
        return redirect(after(case, ""))
    drafts = drafts_of(request.user, version)
    shown = {"version": version, "form": form, "able": able, "drafts": drafts}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "portal/drafts/start.html", shown, status=status)
