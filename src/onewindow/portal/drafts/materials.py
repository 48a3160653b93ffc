"""Uploading the materials of a draft."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.cases.access import draft_for, submission_for_applicant
from onewindow.cases.actions import detach_file
from onewindow.design.downloads import send
from onewindow.design.http import SignedInRequest, found, succeeds
from onewindow.portal.drafts.forms import EmptyForm
from onewindow.portal.drafts.sections import way_of
from onewindow.portal.drafts.uploading import upload_forms
from onewindow.portal.signing import applicant_required


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def materials(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """List the materials with their files; POST takes files for one of them."""
    case = found(draft_for, request.user, uid)
    if case.number:
        return redirect("portal:application", case.number)
    forms, status = upload_forms(case, request), HTTPStatus.OK
    chosen = next((form for form in forms if form.is_bound), None)
    if request.method == "POST":
        if chosen is None:
            raise Http404
        if chosen.take_in(case, by=request.user, at=now()):
            messages.success(request, _("已上传 %(count)d 个文件。") % {"count": chosen.kept})
            return redirect(f"{reverse('portal:materials', args=[uid])}#{chosen.anchor}")
        forms, status = upload_forms(case, request, failed=chosen), HTTPStatus.UNPROCESSABLE_ENTITY
    shown = {"case": case, "way": way_of(case), "forms": forms, "section": "materials"}
    return render(request, "portal/drafts/materials.html", shown, status=status)


@require_safe
@applicant_required
def draft_file(request: SignedInRequest, uid: UUID, pk: int) -> FileResponse:
    """Send a file of a draft back to whoever uploaded it."""
    return send(found(submission_for_applicant, request.user, uid, pk).document, inline=True)


@require_POST
@applicant_required
def remove_file(request: SignedInRequest, uid: UUID, pk: int) -> HttpResponse:
    """Take a file out of a draft."""
    submission = found(submission_for_applicant, request.user, uid, pk)
    form = EmptyForm(request.POST)
    if succeeds(form, detach_file, submission, by=request.user, at=now()):
        messages.success(request, _("已移除“%(name)s”。") % {"name": submission.document.name})
        if submission.field is not None:
            return redirect(f"{reverse('portal:fields', args=[uid])}#id_{submission.field.code}")
        anchor = f"material-{submission.asked_for.code}"
        return redirect(f"{reverse('portal:materials', args=[uid])}#{anchor}")
    shown = {"case": submission.case, "problem": form.non_field_errors()}
    return render(
        request, "portal/drafts/closed.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY
    )
