"""Look for cases, read one, open its files and its letter."""

from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from onewindow.cases import access, report
from onewindow.cases.clocks import local_day
from onewindow.cases.facts import with_facts
from onewindow.cases.models import Case
from onewindow.design.downloads import send
from onewindow.design.http import found
from onewindow.desk.cases.forms import SearchForm
from onewindow.desk.cases.handling import Handling
from onewindow.desk.cases.page import CasePage
from onewindow.desk.cases.verbs import offered
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.desk.slices import slice_of
from onewindow.projects.access import stage_of_case, with_stages

PER_PAGE = 30


@require_safe
@officer_required
def cases(request: OfficerRequest) -> HttpResponse:
    """Search among the cases that the officer may read, newest first."""
    form = SearchForm(request.GET)
    mine = form.narrow(access.cases_for(request.officer, request.roles))
    page = slice_of(mine, form.among(), request.GET, size=PER_PAGE)
    return render(request, "desk/cases/list.html", {"form": form, "page": page})


@require_safe
@officer_required
def case(request: OfficerRequest, number: str) -> HttpResponse:
    """Show one case: its clocks, steps, materials, opinions and events."""
    officer, roles, reach = request.officer, request.roles, request.reach
    case = found(_case_for, request, number)
    seen = access.materials_seen_by(officer, roles, case, reach)
    handling = Handling(case, officer, roles, reach)
    page = CasePage(case, local_day(now()), seen=seen, lines=handling.lines)
    shown = {
        "page": page, "case": case, "own": handling.own_step(), "verbs": offered(handling),
        "stage": stage_of_case(case),
    }  # fmt: skip
    return render(request, "desk/cases/case.html", shown)


def _case_for(request: OfficerRequest, number: str) -> Case:
    """Return a case he may read with the project it may belong to; raise Case.DoesNotExist."""
    cases = access.cases_for(request.officer, request.roles, request.reach)
    return with_facts(with_stages(cases), number)


@require_safe
@officer_required
def timeline(request: OfficerRequest, number: str) -> HttpResponse:
    """Answer the steps and clocks of a case as JSON."""
    case = found(access.case_for, request.officer, request.roles, number)
    return JsonResponse(report.report(case).as_dict(), json_dumps_params={"ensure_ascii": False})


@require_safe
@officer_required
def file(request: OfficerRequest, number: str, pk: int) -> FileResponse:
    """Send a file of a case; `?inline` shows it in the browser where that is safe."""
    submission = found(access.submission_for_officer, request.officer, request.roles, number, pk)
    return send(submission.document, inline="inline" in request.GET)


@require_safe
@officer_required
def letter(request: OfficerRequest, number: str, pk: int | None = None) -> FileResponse:
    """Send a letter of a case, that of the decision without `pk`."""
    letter = found(access.letter_for_officer, request.officer, request.roles, number, pk)
    if letter.document is None:
        raise LookupError(letter)
    return send(letter.document, inline="inline" in request.GET)
