"""A draft: its task list, the questions, the form, the check and the submission."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.accounts.models import User
from onewindow.cases import actions
from onewindow.cases.access import draft_for
from onewindow.cases.instant.access import is_decided_at_once
from onewindow.cases.models import Case
from onewindow.cases.openness import openness_of
from onewindow.cases.promise import promise_of
from onewindow.catalogue.reading import fields_for, questions_of
from onewindow.design.http import SignedInRequest, found, succeeds
from onewindow.portal.answers import AnswersForm
from onewindow.portal.drafts.delivery import DeliveryForm
from onewindow.portal.drafts.forms import EmptyForm, FieldsForm
from onewindow.portal.drafts.prefill import prefilled
from onewindow.portal.drafts.sections import after, way_of
from onewindow.portal.drafts.summary import files_of, summary_of
from onewindow.portal.signing import applicant_required

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def draft(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Show what is done and what is open; POST throws the draft away."""
    case = found(draft_for, request.user, uid)
    form = EmptyForm()
    if request.method == "POST" and succeeds(
        form, actions.discard_draft, case, by=request.user, at=now()
    ):
        messages.success(request, _("草稿已删除。"))
        return redirect("portal:applications")
    if case.number:
        return redirect("portal:application", case.number)
    shown = {"case": case, "way": way_of(case), "openness": openness_of(case.version, at=now())}
    return render(request, "portal/drafts/draft.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def answers(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Ask the questions that narrow the application; whatever was answered is kept."""
    case = found(draft_for, request.user, uid)
    if case.number:
        return redirect("portal:application", case.number)
    questions = questions_of(case.version)
    data = request.POST if request.method == "POST" else None
    form = AnswersForm(questions, data, saved=case.answers)
    if data is not None and succeeds(
        form, actions.save_answers, case, by=request.user, answers=form.answers(), at=now()
    ):
        if "later" in data:
            return redirect("portal:draft", uid)
        if form.asks_beyond(data.getlist("asked")):
            # A question that was not on the page is no mistake: it is asked now.
            return redirect("portal:answers", uid)
        if form.is_valid():
            return redirect(after(case, "answers"))
    shown = {"case": case, "way": way_of(case), "form": form, "section": "answers"}
    status = UNPROCESSABLE if form.is_bound else HTTPStatus.OK
    return render(request, "portal/drafts/answers.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def fields(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Ask for the fields of the form; whatever was typed is kept, right or wrong."""
    case = found(draft_for, request.user, uid)
    if case.number:
        return redirect("portal:application", case.number)
    rows = fields_for(case.version, case.answers)
    data = request.POST if request.method == "POST" else None
    files = request.FILES if data is not None else None
    form = FieldsForm(
        rows, data, saved=case.fields, known=prefilled(case, rows, request.user), files=files
    )
    if data is not None and succeeds(
        form, actions.save_answers, case, by=request.user, fields=form.kept(), at=now()
    ):
        form.take_in(case, by=request.user, at=now())
        if "later" in data:
            return redirect("portal:draft", uid)
        if "more" in data:
            return redirect(f"{reverse('portal:fields', args=[uid])}#id_{data['more']}")
        if form.is_valid():
            return redirect(after(case, "fields"))
    shown = {
        "case": case, "way": way_of(case), "form": form, "section": "fields",
        "files": files_of(case),
    }  # fmt: skip
    status = UNPROCESSABLE if form.is_bound else HTTPStatus.OK
    return render(request, "portal/drafts/fields.html", shown, status=status)


@require_safe
@applicant_required
def check(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Show every answer before it is handed in."""
    case = found(draft_for, request.user, uid)
    if case.number:
        return redirect("portal:application", case.number)
    shown = summary_of(case) | {
        "promise": promise_of(case.version, case.answers, now()),
        "openness": openness_of(case.version, at=now()),
        "form": DeliveryForm.of(case),
        "is_instant": is_decided_at_once(case),
    }
    return render(request, "portal/drafts/check.html", shown)


@require_POST
@applicant_required
def submit(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Hand the draft in; doing it twice leads to the same case."""
    case = found(draft_for, request.user, uid)
    form = DeliveryForm.of(case, request.POST)
    if case.number or (form.is_valid() and succeeds(form, _hand_in, case, form, request.user)):
        case.refresh_from_db(fields=["number"])
        return redirect("portal:application", case.number)
    shown = summary_of(case) | {
        "promise": promise_of(case.version, case.answers, now()),
        "openness": openness_of(case.version, at=now()),
        "form": form,
        "is_instant": is_decided_at_once(case),
    }
    return render(request, "portal/drafts/check.html", shown, status=UNPROCESSABLE)


def _hand_in(case: Case, form: DeliveryForm, user: User) -> None:
    method, address = form.chosen()
    at = now()
    if method != case.delivery_method or address:
        actions.choose_delivery(case, method, by=user, at=at, address=address)
    actions.submit(case, by=user, at=at, wants_human=form.cleaned_data["wants_human"])
