"""Record a delegation, issue a letter, register a seal."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onewindow.delegation import actions
from onewindow.delegation.access import managed_department
from onewindow.delegation.actions.authorising import Mandate
from onewindow.delegation.models import DelegationKind, Grant, Power, SealKind
from onewindow.delegation.seal_images import receive_seal
from onewindow.delegation.wording import NotLawful, sentence
from onewindow.design.http import found
from onewindow.desk.registers.forms import (
    FIELDS,
    DelegationForm,
    LetterForm,
    PeriodForm,
    SealForm,
)
from onewindow.desk.registers.kinds import KINDS
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.documents.actions import receive
from onewindow.kernel.errors import DomainError
from onewindow.orgs.models import Department


@dataclass(frozen=True)
class Creation:
    """The form of a register and what makes a grant of it."""

    form: Callable[[OfficerRequest, Department], PeriodForm]
    make: Callable[[PeriodForm, OfficerRequest, Department], Grant]


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def create(request: OfficerRequest, code: str) -> HttpResponse:
    """Ask for what a grant needs; what the law does not allow is said at its field."""
    if code not in CREATIONS:
        raise Http404
    department = found(managed_department, request.officer, request.roles)
    creation = CREATIONS[code]
    form = creation.form(request, department)
    status = HTTPStatus.OK
    if request.method == "POST":
        made = _made(form, creation, request, department)
        if made is not None:
            messages.success(request, _("已登记：%(what)s。") % {"what": made})
            return redirect("desk:grant", code, made.pk)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    seen = {"kind": KINDS[code], "form": form}
    return render(request, "desk/registers/create.html", seen, status=status)


def _made(
    form: PeriodForm, creation: Creation, request: OfficerRequest, department: Department
) -> Grant | None:
    if not form.is_valid():
        return None
    try:
        return creation.make(form, request, department)
    except NotLawful as refused:
        for problem in refused.problems:
            form.add_error(FIELDS.get(problem.field, problem.field), sentence(problem.reason))
    except DomainError as refused:
        form.add_error(None, refused.message)
    return None


def _delegation_form(request: OfficerRequest, department: Department) -> DelegationForm:
    is_sent = request.method == "POST"
    return DelegationForm(
        department, request.POST if is_sent else None, request.FILES if is_sent else None
    )


def _letter_form(request: OfficerRequest, department: Department) -> LetterForm:
    data = request.POST if request.method == "POST" else None
    return LetterForm(department, data, by=request.officer, on=localdate())


def _seal_form(request: OfficerRequest, _department: Department) -> SealForm:
    return SealForm(request.POST, request.FILES) if request.method == "POST" else SealForm()


def _delegate(form: PeriodForm, request: OfficerRequest, department: Department) -> Grant:
    if not isinstance(form, DelegationForm):
        raise TypeError(form)
    answers, file = form.cleaned_data, form.cleaned_data["document"]
    paper = receive(file.file, name=file.name, groups=("text", "image")) if file else None
    handover = actions.Handover(
        kind=DelegationKind(answers["kind"]),
        powers=[Power(code) for code in answers["powers"]],
        basis=answers["basis"],
        filing_number=answers["filing_number"],
        filed_on=answers["filed_on"],
        scope=answers["scope"],
        valid_from=form.first_day,
        valid_to=form.valid_to,
    )
    return actions.delegate(
        form.chosen_item, handover, to=answers["to"], giver=department,
        by=request.officer.actor, at=now(), document=paper,
    )  # fmt: skip


def _authorise(form: PeriodForm, request: OfficerRequest, department: Department) -> Grant:
    if not isinstance(form, LetterForm):
        raise TypeError(form)
    mandate = Mandate(
        powers=[Power(code) for code in form.cleaned_data["powers"]],
        items=form.chosen_items,
        seals=form.chosen_seals,
        valid_from=form.first_day,
        valid_to=form.valid_to or form.first_day,
    )
    by = request.officer.actor
    return actions.authorise(department, form.chosen_officer, mandate, by=by, at=now())


def _register_seal(form: PeriodForm, request: OfficerRequest, department: Department) -> Grant:
    file = form.cleaned_data["image"]
    return actions.register_seal(
        department, SealKind(form.cleaned_data["kind"]),
        receive_seal(file.file, name=file.name), by=request.officer.actor, at=now(),
        valid_from=form.first_day, valid_to=form.valid_to,
    )  # fmt: skip


CREATIONS = {
    "delegations": Creation(_delegation_form, _delegate),
    "authorisations": Creation(_letter_form, _authorise),
    "seals": Creation(_seal_form, _register_seal),
}
