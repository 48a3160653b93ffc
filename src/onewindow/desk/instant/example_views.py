"""The test cases of a table, and values to try out."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onewindow.cases.instant import access
from onewindow.cases.instant.actions import drafting
from onewindow.cases.instant.engine import engine_name
from onewindow.cases.instant.testing import Example, try_out
from onewindow.cases.instant.tracing import trace_of
from onewindow.design.http import found, succeeds
from onewindow.desk.instant.forms import ExampleForm, ValuesForm, initial_of
from onewindow.desk.instant.page import TablePage
from onewindow.desk.signing import OfficerRequest, officer_required


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def table_tests(request: OfficerRequest, pk: int) -> HttpResponse:
    """List the test cases with what comes out; add, change and remove those of a draft."""
    if request.method != "POST":
        table = found(access.table_for, request.officer, request.roles, pk)
        page = TablePage(request, table)
        named = [each for each in page.examples if each.name == request.GET.get("case")]
        initial = initial_of(named[0]) if named else {}
        return _show(request, page, ExampleForm(page.table, initial=initial))
    table = found(access.table_for, request.officer, request.roles, pk, access.WRITES)
    page = TablePage(request, table)
    form = ExampleForm(page.table, request.POST)
    removed = request.POST.get("remove")
    if removed is not None:
        form = ExampleForm(page.table, {"name": removed, "expected": "human"})
    if form.is_valid():
        after = _after(page.examples, form, removed)
        saved = succeeds(
            form, drafting.save_examples, table, after, seen=table.revision,
            by=request.officer.actor, at=now(),
        )  # fmt: skip
        if saved:
            messages.success(request, _("已保存测试用例。"))
            return redirect("desk:table_tests", pk)
    return _show(request, page, form, HTTPStatus.UNPROCESSABLE_ENTITY)


@require_safe
@officer_required
def table_trial(request: OfficerRequest, pk: int) -> HttpResponse:
    """Try values out: what comes out, by which row, and why not by the others."""
    table = found(access.table_for, request.officer, request.roles, pk)
    page = TablePage(request, table)
    form = ValuesForm(page.table, request.GET if "try" in request.GET else None)
    shown: dict[str, object] = {"page": page, "form": form}
    if form.is_bound and form.is_valid():
        judgement = try_out(page.table, form.values)
        trace = trace_of(page.table, form.values, judgement, engine=engine_name())
        shown |= {"judgement": judgement, "trace": trace}
    return render(request, "desk/instant/trial.html", shown)


def _after(before: list[Example], form: ExampleForm, removed: str | None) -> list[Example]:
    if removed is not None:
        return [each for each in before if each.name != removed]
    old = form.cleaned_data["before"]
    if old in {each.name for each in before}:
        return [form.example if each.name == old else each for each in before]
    return [*before, form.example]


def _show(
    request: OfficerRequest, page: TablePage, form: ExampleForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "desk/instant/tests.html", {"page": page, "form": form}, status=status)
