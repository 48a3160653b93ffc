"""The materials of a stage on one page: files for all of them are taken in with one button."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from onewindow.cases.actions import detach_file, hand_in
from onewindow.cases.models import Submission
from onewindow.design.http import SignedInRequest, found
from onewindow.kernel.errors import DomainError
from onewindow.portal.projects.filing import drafts_for
from onewindow.portal.projects.forms import CommonUploadForm
from onewindow.portal.projects.merging import CommonMaterial, merge_materials
from onewindow.portal.signing import applicant_required


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def materials(request: SignedInRequest, code: str, stage: str) -> HttpResponse:
    """List the materials of all drafts, those of one name once; POST takes or removes files.

    Whichever button is pressed, every file that was chosen is taken in.
    """
    row, cases = drafts_for(request, code, stage)
    if not cases:
        return redirect("portal:project", code)
    common = merge_materials(cases)
    forms, status = [CommonUploadForm(each) for each in common], HTTPStatus.OK
    if request.method == "POST":
        pressed = found(_pressed, common, request)
        forms = [CommonUploadForm(each, request.POST, request.FILES) for each in common]
        if _take_all(request, forms, pressed):
            if "next" in request.POST:
                return redirect("portal:stage_submission", code, stage)
            address = reverse("portal:stage_materials", args=[code, stage])
            return redirect(f"{address}#material-{pressed.key}" if pressed else address)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        for form, each in zip(forms, merge_materials(cases), strict=True):
            form.common = each
    shown = {
        "stage": row, "project": row.project, "cases": cases, "forms": forms, "step": 2,
    }  # fmt: skip
    return render(request, "portal/projects/materials.html", shown, status=status)


def _pressed(common: Sequence[CommonMaterial], request: SignedInRequest) -> CommonMaterial | None:
    """Return the material whose button was pressed; raise DoesNotExist for an unknown one."""
    key = str(request.POST.get("material") or request.POST.get("remove", "").partition(" ")[0])
    named = next((each for each in common if each.key == key), None)
    if named is None and "next" not in request.POST:
        raise Submission.DoesNotExist
    return named


def _take_all(
    request: SignedInRequest, forms: Sequence[CommonUploadForm], pressed: CommonMaterial | None
) -> bool:
    if pressed is not None and "remove" in request.POST:
        _remove(request, pressed)
    elif pressed is not None and not any(form.sent for form in forms):
        next(form for form in forms if form.common is pressed).ask()
    taken = [_take(request, form) for form in forms]
    return all(taken)


def _remove(request: SignedInRequest, common: CommonMaterial) -> None:
    """Take a file out of every draft that has it."""
    rows = Submission.objects.filter(
        case__in=[case for case, _material in common.places], material__name=common.name,
        document__sha256=request.POST["remove"].partition(" ")[2],
    )  # fmt: skip
    for row in rows.select_related("case__version", "document"):
        detach_file(row, by=request.user, at=now())


def _take(request: SignedInRequest, chosen: CommonUploadForm) -> bool:
    """Take files in for every draft that wants them; a bad one costs no other."""
    if not chosen.is_valid():
        return False
    refused: list[str] = []
    sent = chosen.cleaned_data[chosen.name]
    for case, material in chosen.common.places:
        for file in sent:
            file.seek(0)
        try:
            taken = hand_in(case, material, sent, by=request.user, at=now())
        except DomainError as error:
            refused.append(error.message)
        else:
            refused += taken.refusals
    chosen.refuse(refused)
    return not refused
