"""Pages to write a draft: a new version, a new item, one group, a file, giving it up."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.catalogue import access, actions
from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.models.versions import EDITABLE
from onewindow.design.downloads import send
from onewindow.design.http import found, succeeds
from onewindow.desk.items.editing.files import FileForm, file_of
from onewindow.desk.items.editing.forms import NewItemForm
from onewindow.desk.items.editing.page import GROUP_BY_CODE, EditPage
from onewindow.desk.items.views import show_version
from onewindow.desk.signing import OfficerRequest, officer_required

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
FIRST = "basic"


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def new_item(request: OfficerRequest) -> HttpResponse:
    """Start an item that has no form yet."""
    if not request.frame.manages_items:
        raise Http404
    form = NewItemForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (version := form.start(by=request.officer, at=now())):
        return redirect("desk:edit_group", version.pk, FIRST)
    status = REFUSED if form.is_bound else HTTPStatus.OK
    return render(request, "desk/items/editing/new.html", {"form": form}, status=status)


@require_POST
@officer_required
def new_version(request: OfficerRequest, pk: int) -> HttpResponse:
    """Start the next version of an item from the one in force."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    form = forms.Form(request.POST)
    if form.is_valid() and succeeds(
        form, actions.start_version, version.item, by=request.officer.actor, at=now()
    ):
        draft = version.item.versions.editable().get()
        messages.success(
            request, _("已开始第 %(n)s 版，内容抄自现在的版本。") % {"n": draft.number}
        )
        return redirect("desk:edit_group", draft.pk, FIRST)
    return show_version(request, version, form)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def edit_group(request: OfficerRequest, pk: int, group: str) -> HttpResponse:
    """Show one group of a draft, save it, add and move rows; nothing typed is lost."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    if group not in GROUP_BY_CODE:
        raise Http404
    if request.method != "POST":
        if version.status not in EDITABLE:
            return redirect("desk:version", pk)
        page = EditPage(version, GROUP_BY_CODE[group])
        page.apply(f"{request.GET.get('add', '')}:add")
        return _show(request, page)
    page = EditPage(version, GROUP_BY_CODE[group], request.POST)
    action = request.POST.get("do", "save")
    if not action.endswith(":add"):
        page.apply(action)
    is_saved = page.is_valid() and page.save(by=request.officer.actor, at=now())
    if action == "autosave":
        return _say_saved(request, page)
    if not is_saved:
        page.apply(action if action.endswith(":add") else "")
        return _show(request, page, REFUSED)
    messages.success(request, _("已保存。"))
    return redirect(_after(page, action))


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def edit_file(request: OfficerRequest, pk: int, table: str, code: str, column: str) -> HttpResponse:
    """Upload the blank form, the sample or the result's picture of one row, or take it away."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    row = found(file_of, version, table, code, column)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid() and form.store(row, by=request.officer.actor, at=now()):
        messages.success(request, _("已保存。"))
        return redirect(reverse("desk:edit_group", args=[pk, table]) + f"#{table}-{code}")
    shown = {"version": version, "row": row, "form": form}
    status = REFUSED if form.is_bound else HTTPStatus.OK
    return render(request, "desk/items/editing/file.html", shown, status=status)


@require_safe
@officer_required
def version_file(
    request: OfficerRequest, pk: int, table: str, code: str, column: str
) -> FileResponse:
    """Send a file of a version."""
    version = found(access.version_for, request.officer, request.roles, pk)
    row = found(file_of, version, table, code, column)
    return send(found(row.document), inline="inline" in request.GET)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def discard(request: OfficerRequest, pk: int) -> HttpResponse:
    """Ask whether to give a draft up; then do it."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid() and succeeds(
        form, actions.discard_draft, version, by=request.officer.actor, at=now()
    ):
        messages.success(request, _("已放弃“%(name)s”的草稿。") % {"name": version.name})
        others = ItemVersion.objects.filter(item=version.item_id).order_by("-number")
        last = others.first()
        return redirect("desk:version", last.pk) if last else redirect("desk:items")
    if version.status not in EDITABLE:
        return (
            redirect("desk:version", pk)
            if not form.is_bound
            else show_version(request, version, form)
        )
    shown = {"version": version, "form": form}
    status = REFUSED if form.is_bound else HTTPStatus.OK
    return render(request, "desk/items/editing/discard.html", shown, status=status)


def _show(request: OfficerRequest, page: EditPage, status: int = HTTPStatus.OK) -> HttpResponse:
    shown = {"page": page, "version": page.version}
    return render(request, "desk/items/editing/group.html", shown, status=status)


def _say_saved(request: OfficerRequest, page: EditPage) -> HttpResponse:
    fresh = EditPage(found(_again, page.version.pk), page.group)
    shown = {"page": page, "seen": fresh.seen if page.is_saved else "", "at": now()}
    status = HTTPStatus.OK if page.is_saved else REFUSED
    return render(request, "desk/items/editing/_saved.html", shown, status=status)


def _again(pk: int) -> ItemVersion:
    return ItemVersion.objects.select_related("item__department").get(pk=pk)


def _after(page: EditPage, action: str) -> str:
    pk = page.version.pk
    here = reverse("desk:edit_group", args=[pk, page.group.code])
    table, *rest = action.split(":")
    if rest == ["add"]:
        return f"{here}?add={table}#new"
    if rest:
        return f"{here}#table-{table}"
    following = page.next_group if action == "next" else None
    if action == "next" and following is None:
        return reverse("desk:version", args=[pk])
    return reverse("desk:edit_group", args=[pk, following.code]) if following else f"{here}#saved"
