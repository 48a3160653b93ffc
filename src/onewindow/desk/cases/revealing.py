"""显示全号: masked numbers in full, once, for a reason; and the list of who saw what."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from onewindow.cases import access
from onewindow.cases.actions.revealing import masked_fields, reveal
from onewindow.cases.models import Case
from onewindow.design.forms import PlainForm
from onewindow.design.http import found, succeeds
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.events.models import Event
from onewindow.orgs.models import Role

PER_PAGE = 50


class RevealForm(PlainForm):
    """Which fields, and why."""

    fields_wanted = forms.MultipleChoiceField(
        label=_("要看哪几项"), widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("会记入办理过程，督查人员可以查到，例如：核对身份证原件。"),
    )  # fmt: skip

    def __init__(self, case: Case, roles: Collection[str], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.rows = masked_fields(case, roles)
        asked = self.fields["fields_wanted"]
        if isinstance(asked, forms.ChoiceField):
            asked.choices = [(row.code, row.label) for row in self.rows]


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def personal(request: OfficerRequest, number: str) -> HttpResponse:
    """Ask why, then show the values on this one answer; loading it again asks again."""
    case = found(access.case_for, request.officer, request.roles, number)
    is_sent = request.method == "POST"
    form = RevealForm(case, request.roles, request.POST if is_sent else None)
    if not form.rows:
        raise Http404
    shown: list[tuple[str, str]] = []
    if is_sent and form.is_valid():
        said = form.cleaned_data

        def run() -> None:
            shown.extend(
                reveal(
                    case, said["fields_wanted"], by=request.officer, roles=request.roles,
                    reason=said["reason"], at=now(),
                )
            )  # fmt: skip

        succeeds(form, run)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent and not shown else HTTPStatus.OK
    seen = {"case": case, "form": form, "shown": shown}
    return render(request, "desk/cases/personal.html", seen, status=status)


@dataclass(frozen=True)
class Revealed:
    """One look at data in full."""

    at: datetime
    by: str
    case: str
    fields: str
    reason: str

    @classmethod
    def of(cls, event: Event) -> "Revealed":
        """Read what the ledger says."""
        data = json.loads(event.data)
        fields = "、".join(data.get("fields", ()))
        number = event.chain.partition("/")[2]
        return cls(event.at, event.actor_name, number, fields, str(data.get("reason", "")))


@require_safe
@officer_required
def reveals(request: OfficerRequest) -> HttpResponse:
    """List for supervisors who saw personal data in full, the last first."""
    if Role.SUPERVISOR not in request.roles:
        raise Http404
    looked = Event.objects.filter(code="personal.revealed").order_by("-pk")
    page = Paginator(looked, PER_PAGE).get_page(request.GET.get("page"))
    rows = [Revealed.of(event) for event in page]
    return render(request, "desk/cases/reveals.html", {"page": page, "rows": rows})
