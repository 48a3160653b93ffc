"""Accept or reject proposals; say whether law allows them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onewindow.design.http import found, succeeds
from onewindow.desk.lab.forms import DecisionForm, LawForm
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.insight import access
from onewindow.insight.actions import proposing
from onewindow.insight.models import ProjectProposal, ProposalDecision
from onewindow.orgs.models import Role
from onewindow.procedure.redesign.errors import quoted


@require_POST
@officer_required
def lab_decide(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    """Decide about one proposal."""
    proposal = _asked(request, number, pk, access.CARRIES_OUT)
    form = DecisionForm(request.POST)
    if form.is_valid() and succeeds(
        form, proposing.decide, proposal, ProposalDecision(form.cleaned_data["decision"]),
        reason=form.cleaned_data["reason"], by=request.officer.actor, at=now(),
    ):  # fmt: skip
        return redirect(f"{reverse('desk:lab_project', args=[number])}#proposal-{pk}")
    return _refused(request, proposal, form)


@require_POST
@officer_required
def lab_law(request: OfficerRequest, number: str, pk: int) -> HttpResponse:
    """Say for the legislative office whether law allows a proposal."""
    proposal = _asked(request, number, pk, access.CONFIRMS_LAW)
    form = LawForm(request.POST)
    if form.is_valid() and succeeds(
        form, proposing.check_law, proposal, agrees=form.cleaned_data["agrees"] == "yes",
        note=form.cleaned_data["note"], by=request.officer.actor, at=now(),
    ):  # fmt: skip
        messages.success(request, _("已记录法制意见。"))
        return redirect(f"{reverse('desk:lab_project', args=[number])}#proposal-{pk}")
    return _refused(request, proposal, form)


def _asked(
    request: OfficerRequest, number: str, pk: int, needed: frozenset[Role]
) -> ProjectProposal:
    project = found(access.project_for, request.officer, request.roles, number, needed)
    return found(access.proposal_of, project, pk)


def _refused(
    request: OfficerRequest, proposal: ProjectProposal, form: DecisionForm | LawForm
) -> HttpResponse:
    """Lead back to the proposals, which say why: the address of a decision is no page."""
    for errors in form.errors.values():
        for error in errors:
            said = _("%(title)s：%(why)s") % {"title": quoted(proposal.title), "why": error}
            messages.error(request, said, extra_tags="proposals")
    number = proposal.subject.project.number
    return redirect(f"{reverse('desk:lab_project', args=[number])}#proposals")
