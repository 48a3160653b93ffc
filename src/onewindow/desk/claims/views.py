"""Find a base item or a standard, and claim it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.catalogue import actions, claim_access
from onewindow.catalogue.codes import ExerciseLevel
from onewindow.catalogue.locking import allowed_levels
from onewindow.catalogue.models import ItemVersion, QuarantinedRow
from onewindow.catalogue.storing import definition_of
from onewindow.design.http import found, succeeds
from onewindow.desk.claims.forms import BaseSearch, ClaimForm
from onewindow.desk.claims.lists import base_items, base_rows, listed_standards, standard_rows
from onewindow.desk.items.editing.forms import NewItemForm
from onewindow.desk.items.views import show_version
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.orgs.models import Level, Role

PER_PAGE = 30
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


@require_safe
@officer_required
def base_catalogue(request: OfficerRequest) -> HttpResponse:
    """List the base catalogue, with what the officer's department has claimed."""
    _require_reader(request)
    form = BaseSearch(request.GET)
    shown = form.narrow(base_items(request.officer), request.officer)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    seen = {
        "form": form, "page": page, "quarantined": QuarantinedRow.objects.count(),
        "may_mend": bool(request.roles & {Role.ITEM_MANAGER, Role.ADMINISTRATOR}),
        "rows": base_rows(list(page.object_list), manages=request.frame.manages_items),
    }  # fmt: skip
    return render(request, "desk/claims/base.html", seen)


@require_safe
@officer_required
def standards(request: OfficerRequest) -> HttpResponse:
    """List the standards that can be claimed."""
    _require_reader(request)
    words = request.GET.get("q", "").strip().replace("\0", "")
    department = request.officer.department
    page = Paginator(listed_standards(words), PER_PAGE).get_page(request.GET.get("page"))
    seen = {
        "rows": standard_rows(request.officer, list(page)), "page": page, "words": words,
        "can_start": request.frame.manages_items and department.region.level == Level.PROVINCE,
        "own": department.pk,
    }  # fmt: skip
    return render(request, "desk/claims/standards.html", seen)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def new_standard(request: OfficerRequest) -> HttpResponse:
    """Start a standard in a provincial department."""
    department = request.officer.department
    if not request.frame.manages_items or department.region.level != Level.PROVINCE:
        raise Http404
    form = NewItemForm(request.POST if request.method == "POST" else None)
    by = request.officer.actor
    if form.is_valid() and succeeds(
        form, actions.start_standard, department, **form.cleaned_data, by=by, at=now()
    ):
        version = _draft_with(request, form.cleaned_data["number"])
        return redirect("desk:edit_group", version.pk, "basic")
    status = REFUSED if form.is_bound else HTTPStatus.OK
    return render(request, "desk/claims/new_standard.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def claim_standard(request: OfficerRequest, pk: int) -> HttpResponse:
    """Claim a standard for the officer's department."""
    standard = found(claim_access.claimable_standard, request.officer, request.roles, pk)
    current = found(claim_access.published_standard, standard)
    allowed = allowed_levels(definition_of(current))
    form = _form(request, allowed)
    by = request.officer.actor
    if form.is_valid() and succeeds(
        form, actions.claim_standard, standard, form.place, by=by, at=now()
    ):
        return _claimed(request, form)
    levels = "、".join(str(ExerciseLevel(level).label) for level in allowed)
    return _show(request, form, standard=current, name=current.name, levels=levels)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def claim_base(request: OfficerRequest, pk: int) -> HttpResponse:
    """Claim a base item for the officer's department."""
    base = found(claim_access.claimable_base, request.roles, pk)
    form = _form(request, tuple(ExerciseLevel.values))
    by = request.officer.actor
    if form.is_valid() and succeeds(form, actions.claim_base, base, form.place, by=by, at=now()):
        return _claimed(request, form)
    return _show(request, form, base=base, name=base.name)


@require_POST
@officer_required
def unclaim(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take a claim back while it is only a draft."""
    claim = found(claim_access.managed_claim, request.officer, request.roles, pk)
    form = Form(request.POST)
    by = request.officer.actor
    if form.is_valid() and succeeds(form, actions.unclaim, claim.item, by=by, at=now()):
        messages.success(request, _("已取消认领，草稿已删除。"))
        return redirect("desk:standards")
    version = claim.item.versions.order_by("-number")[0]
    return show_version(request, version, form)


def _require_reader(request: OfficerRequest) -> None:
    if not request.frame.reads_items:
        raise Http404


def _form(request: OfficerRequest, allowed: tuple[str, ...]) -> ClaimForm:
    data = request.POST if request.method == "POST" else None
    return ClaimForm(request.officer.department, allowed, data)


def _claimed(request: OfficerRequest, form: ClaimForm) -> HttpResponse:
    version = _draft_with(request, form.place.number)
    messages.success(
        request, _("已认领“%(name)s”。共有的内容已经抄好并锁定，请填写本地的内容。")
        % {"name": version.name},
    )  # fmt: skip
    return redirect("desk:version", version.pk)


def _draft_with(request: OfficerRequest, number: str) -> ItemVersion:
    return found(claim_access.draft_with, request.officer, number)


def _show(request: OfficerRequest, form: ClaimForm, **seen: object) -> HttpResponse:
    status = REFUSED if form.is_bound else HTTPStatus.OK
    return render(request, "desk/claims/claim.html", {"form": form, **seen}, status=status)
