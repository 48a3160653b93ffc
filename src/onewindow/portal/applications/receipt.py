"""What was handed in and when, for the applicant to keep (收件凭证)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onewindow.cases.access import application_for
from onewindow.cases.models import Case, Submission
from onewindow.catalogue.models import Material
from onewindow.design.http import SignedInRequest, found
from onewindow.portal.signing import applicant_required


@dataclass(frozen=True)
class Received:
    """One file: what it is for, its name and size, and the digest that names its very bytes."""

    asked_for: str
    name: str
    size: int
    digest: str


def received_files(case: Case) -> Sequence[Received]:
    """Return the files of a case in the order of the materials; those of the form come last."""
    rows = case.submissions.select_related("document", "material", "field")
    return [_received(each) for each in sorted(rows, key=_place)]


def _place(submission: Submission) -> tuple[bool, int, int]:
    return submission.field_id is not None, submission.asked_for.position, submission.pk


def _received(submission: Submission) -> Received:
    asked, document = submission.asked_for, submission.document
    label = asked.name if isinstance(asked, Material) else asked.label
    return Received(label, document.name, document.size, document.sha256)


@require_safe
@applicant_required
def receipt(request: SignedInRequest, number: str) -> HttpResponse:
    """Show the receipt of a case that was handed in, to be printed or saved."""
    case = found(application_for, request.user, number)
    if case.submitted_at is None:
        raise Http404
    shown = {"case": case, "files": received_files(case)}
    return render(request, "portal/applications/receipt.html", shown)
