"""The department answers the comments of the last round, and hands the version in again."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onewindow.catalogue import access, actions
from onewindow.catalogue.models import ItemVersion, ReviewComment, ReviewRound
from onewindow.catalogue.rounds import changed_since, comments_of, labels, open_round
from onewindow.catalogue.storing import definition_of
from onewindow.design.http import found, succeeds
from onewindow.desk.clocks import answer_clock
from onewindow.desk.reviews.forms import AnswersForm
from onewindow.desk.signing import OfficerRequest, officer_required


@dataclass(frozen=True)
class Row:
    """A comment, whether its element says something else by now, and the fields of the answer."""

    comment: ReviewComment
    element: str
    is_changed: bool
    how: forms.BoundField
    text: forms.BoundField


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def answers(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show every comment of the last round, take the answers, and hand the version in if asked."""
    version = found(access.managed_version, request.officer, request.roles, pk)
    last = open_round(version)
    if last is None:
        raise Http404
    comments = comments_of(version, last.number)
    if request.method != "POST":
        return _show(request, version, last, AnswersForm(comments))
    form = AnswersForm(comments, request.POST)
    if not form.is_valid() or not succeeds(form, _answer, form, by=request, at=now()):
        return _show(request, version, last, form)
    if request.POST.get("then") != "submit":
        messages.success(request, _("答复已保存。"))
        return redirect("desk:answers", pk)
    by = request.officer.actor
    if not succeeds(form, actions.submit_for_review, version, by=by, at=now()):
        return _show(request, version, last, form)
    messages.success(request, _("已答复并再次提交联合审核。"))
    return redirect("desk:version", pk)


@transaction.atomic
def _answer(form: AnswersForm, *, by: OfficerRequest, at: datetime) -> None:
    for comment, how, text in form.answers:
        if (comment.resolution, comment.answer) != (how, text):
            actions.answer_comment(
                comment, by=by.officer.actor, resolution=how, text=text, at=at
            )  # fmt: skip


def _show(
    request: OfficerRequest, version: ItemVersion, last: ReviewRound, form: AnswersForm
) -> HttpResponse:
    changed = changed_since(last, definition_of(version))
    rows = [
        Row(comment, labels([comment.element]), comment.element in changed, *form.boxes(comment))
        for comment in comments_of(version, last.number)
    ]
    seen = {
        "version": version, "last": last, "rows": rows, "form": form,
        "clock": answer_clock(version, last, now()),
        "waiting": sum(not row.comment.resolution for row in rows),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/reviews/answers.html", seen, status=status)
