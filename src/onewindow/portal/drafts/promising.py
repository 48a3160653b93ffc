"""Promise to bring what may follow later, or that the conditions are met; taken back on request."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from onewindow.cases.access import draft_for
from onewindow.cases.actions import promising
from onewindow.cases.models import Case, Commitment, Deferral
from onewindow.design.forms import PlainForm
from onewindow.design.http import SignedInRequest, found, succeeds
from onewindow.portal.drafts.sections import way_of
from onewindow.portal.signing import applicant_required


class SignatureForm(PlainForm):
    """A typed name and a tick."""

    agrees = forms.BooleanField(
        label=lazy("我已读明白上面的内容，自愿作出承诺，愿意承担不履行的后果。")
    )
    name = forms.CharField(
        label=lazy("签名"), max_length=100, help_text=lazy("写您登记的姓名，等同于手写签名。")
    )


SIGNS = {"deferral": promising.sign_deferral, "commitment": promising.sign_commitment}


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def promise(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Show what can be promised; POST signs one promise, or takes all of them back."""
    case = found(draft_for, request.user, uid)
    if case.number:
        return redirect("portal:application", case.number)
    what = request.POST.get("what", "")
    if request.method == "POST" and what == "nothing":
        promising.take_back(case)
        messages.success(request, _("已收回承诺。"))
        return redirect("portal:promise", uid)
    signed = {kind: SignatureForm(prefix=kind) for kind in SIGNS}
    if request.method == "POST":
        if what not in SIGNS:
            raise Http404
        form = signed[what] = SignatureForm(request.POST, prefix=what)
        if form.is_valid() and succeeds(
            form, SIGNS[what], case, name=form.cleaned_data["name"], by=request.user, at=now()
        ):
            messages.success(request, _("已签署，提交申请时生效；提交以前可以收回。"))
            return redirect("portal:promise", uid)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "portal/drafts/promise.html", _shown(case, signed), status=status)


def _shown(case: Case, signed: dict[str, SignatureForm]) -> dict[str, object]:
    version = case.version
    can_commit = version.commitment_limit and not version.guarded_fields
    return {
        "case": case, "way": way_of(case), "forms": signed,
        "later": promising.deferrable_missing(case) if version.deferral_limit else [],
        "terms": version.commitment_terms if can_commit else [],
        "deferral": Deferral.objects.filter(case=case).first(),
        "commitment": Commitment.objects.filter(case=case).first(),
    }  # fmt: skip
