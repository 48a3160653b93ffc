"""My applications: the list, one of them, its files and letter."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from onewindow.accounts.models import User
from onewindow.cases.access import (
    application_for,
    applications_of,
    letter_for_applicant,
    submission_for_applicant,
)
from onewindow.cases.acting import actor_for, powers_over
from onewindow.cases.actions import record_download
from onewindow.cases.facts import with_facts
from onewindow.cases.models import Case
from onewindow.design.downloads import send
from onewindow.design.http import SignedInRequest, found
from onewindow.mandates.access import received_by
from onewindow.mandates.models import Power
from onewindow.portal.applications.page import application_page
from onewindow.portal.applications.verbs import offered
from onewindow.portal.signing import applicant_required
from onewindow.projects.access import stage_of_case, with_stages


@require_safe
@applicant_required
def applications(request: SignedInRequest) -> HttpResponse:
    """List drafts and cases, the last changed first."""
    cases = list(applications_of(request.user).order_by("-changed_at"))
    waiting = received_by(request.user, localdate()).filter(agent=None)
    shown = {
        "offers": waiting.count(),
        "drafts": [case for case in cases if case.number is None],
        "cases": [case for case in cases if case.number is not None],
    }
    return render(request, "portal/applications/index.html", shown)


@require_safe
@applicant_required
def application(request: SignedInRequest, number: str) -> HttpResponse:
    """Show how far a case is; to htmx only what changes while it is handled."""
    case = found(_case_for, request.user, number)
    template = "_case.html" if "HX-Request" in request.headers else "application.html"
    powers = powers_over(case, request.user, localdate())
    page = application_page(case, at=now(), powers=powers)
    verbs = offered(case, powers)
    shown = {"page": page, "case": case, "verbs": verbs, "stage": stage_of_case(case)}
    answer = render(request, f"portal/applications/{template}", shown)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _case_for(user: User, number: str) -> Case:
    """Return his own case with the project it may belong to; raise Case.DoesNotExist."""
    cases = applications_of(user).submitted()
    return with_facts(with_stages(cases), number)


@require_safe
@applicant_required
def letter(request: SignedInRequest, number: str, pk: int | None = None) -> FileResponse:
    """Send a letter, that of the decision without `pk`; write down that the applicant took it."""
    found_letter = found(letter_for_applicant, request.user, number, pk)
    if found_letter.document is None:
        raise Http404
    answer = send(found_letter.document)
    if request.method == "GET":
        at = now()
        actor = actor_for(found_letter.case, request.user, Power.COLLECT, at=at)
        record_download(found_letter, by=actor, at=at)
    return answer


@require_safe
@applicant_required
def file(request: SignedInRequest, number: str, pk: int) -> FileResponse:
    """Send a file that the applicant handed in."""
    case = found(application_for, request.user, number)
    return send(found(submission_for_applicant, request.user, case.uid, pk).document, inline=True)
