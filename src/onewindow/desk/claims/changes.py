"""Changes of standards: who has followed, what is different, follow it or say why not."""

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onewindow.catalogue import actions, claim_access
from onewindow.catalogue.differences import Change, compare
from onewindow.catalogue.element_rules import shared_elements
from onewindow.catalogue.models import ChangeStatus, ItemVersion, StandardChange
from onewindow.catalogue.succession import latest
from onewindow.design.http import found, succeeds
from onewindow.design.shapes import Clock
from onewindow.desk.claims.forms import DeclineForm
from onewindow.desk.clocks import Calendars, calendars, clock_until
from onewindow.desk.items.elements import Shown
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.orgs.models import Role

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A change, where it stands in words, and what is left of its time while it is open."""

    change: StandardChange
    name: str
    words: str
    tone: str
    clock: Clock | None
    is_own: bool

    @property
    def is_waiting(self) -> bool:
        """Whether the item has not followed, and nobody said why."""
        return not self.change.is_followed and self.change.status != ChangeStatus.DECLINED


@require_safe
@officer_required
def changes(request: OfficerRequest) -> HttpResponse:
    """List the changes of standards, those that wait first."""
    listed = found(claim_access.changes_for, request.officer, request.roles)
    current = listed.exclude(status=ChangeStatus.REPLACED).order_by("due_on", "pk")
    rows = _rows(request, list(current))
    rows.sort(key=lambda row: not row.is_waiting)
    late = [row for row in rows if row.is_waiting and row.clock and row.clock.left < 0]
    shown = late if request.GET.get("overdue") else rows
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    seen = {
        "rows": list(page), "page": page, "all": len(rows), "late": len(late),
        "waiting": sum(row.is_waiting for row in rows),
    }  # fmt: skip
    return render(request, "desk/claims/changes.html", seen)


@require_safe
@officer_required
def change(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show what the standard's new version changes in one item."""
    listed = found(claim_access.changes_for, request.officer, request.roles)
    return _show(request, found(listed.get, pk=pk), DeclineForm())


@require_POST
@officer_required
def apply_change(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the standard's new values over into the item's draft."""
    change = found(claim_access.managed_change, request.officer, request.roles, pk)
    refused = forms.Form(request.POST)
    by = request.officer.actor
    if refused.is_valid() and succeeds(refused, actions.apply_change, change, by=by, at=now()):
        change = found(claim_access.managed_change, request.officer, request.roles, pk)
        messages.success(request, _("新标准的内容已经写进草稿，请核对后提交联合审核。"))
        version = change.version
        return redirect("desk:version", version.pk) if version else redirect("desk:changes")
    form = DeclineForm()
    return _show(request, change, form, refused=refused)


@require_POST
@officer_required
def decline_change(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say why the item does not follow now."""
    change = found(claim_access.managed_change, request.officer, request.roles, pk)
    form = DeclineForm(request.POST)
    if form.is_valid() and succeeds(
        form, actions.decline_change, change, by=request.officer.actor, at=now(),
        reason=form.cleaned_data["reason"],
    ):  # fmt: skip
        messages.success(request, _("已记录暂不采用的理由。"))
        return redirect("desk:changes")
    return _show(request, change, form)


def _show(
    request: OfficerRequest, change: StandardChange, form: DeclineForm,
    refused: forms.Form | None = None,
) -> HttpResponse:  # fmt: skip
    last = latest(change.item) or change.standard_version
    row = _rows(request, [change])[0]
    decides = row.is_own and Role.ITEM_MANAGER in request.roles and change.can_be_decided
    seen = {
        "row": row, "change": change, "version": last, "decides": decides, "form": form,
        "differences": shared_changes(last, change.standard_version), "refused": refused,
    }  # fmt: skip
    is_refused = form.is_bound or refused is not None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
    return render(request, "desk/claims/change.html", seen, status=status)


def shared_changes(version: ItemVersion, standard: ItemVersion) -> list[Change]:
    """Return the shared elements in which a standard differs from what an item says."""
    own, new = Shown(version), Shown(standard)
    shared = shared_elements() - {"base"}
    found = compare(own.definition, new.definition, old_names=own.names, new_names=new.names)
    return [each for each in found if each.code in shared]


def _rows(request: OfficerRequest, listed: list[StandardChange]) -> list[Row]:
    of, own = calendars(), request.officer.department_id
    names = dict(
        ItemVersion.objects.filter(item__in=[each.item_id for each in listed])
        .order_by("number")
        .values_list("item_id", "name")
    )
    return [
        Row(each, names.get(each.item_id, ""), *_state(each), _clock(each, of),
            is_own=each.item.department_id == own)
        for each in listed
    ]  # fmt: skip


def _state(change: StandardChange) -> tuple[str, str]:
    if change.is_followed:
        return _("已跟进"), "good"
    if change.is_lost:
        return _("草稿已放弃，待重新处理"), "warn"
    if change.status == ChangeStatus.APPLIED:
        return _("已写进草稿，待审核发布"), "warn"
    tone = "idle" if change.status == ChangeStatus.DECLINED else "warn"
    return change.get_status_display(), tone


def _clock(change: StandardChange, of: Calendars) -> Clock | None:
    if change.is_followed or change.status in {ChangeStatus.DECLINED, ChangeStatus.REPLACED}:
        return None
    calendar = of(change.item.region_id)
    return clock_until(change.due_on, localdate(change.opened_at), localdate(now()), calendar)
