"""Read what people ask, answer it, put it among the frequent questions of a draft."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onewindow.catalogue import access, actions
from onewindow.delegation.items import item_names
from onewindow.design.forms import PlainForm
from onewindow.design.http import found, succeeds
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.kernel.errors import DomainError

ON_A_PAGE = 30


class AnswerForm(PlainForm):
    """What the one who asked will read."""

    answer = forms.CharField(
        label=_("答复"),
        help_text=_("提问的人凭网址看得到。写明白怎么办，不要让人再打电话问。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@require_safe
@officer_required
def questions(request: OfficerRequest) -> HttpResponse:
    """List the questions without an answer, oldest first; or the answered ones, latest first."""
    asked = found(access.questions_for, request.officer, request.roles)
    is_answered = request.GET.get("state") == "answered"
    listed = (
        asked.answered().order_by("-answered_at", "-pk")
        if is_answered
        else asked.open().order_by("asked_at", "pk")
    )
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    names = item_names([each.item_id for each in page])
    rows = [(each, names[each.item_id]) for each in page]
    shown = {
        "page": page, "rows": rows, "is_answered": is_answered, "many_open": asked.open().count(),
        "many_answered": asked.answered().count(),
    }  # fmt: skip
    return render(request, "desk/questions/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def answer(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one question; take the answer."""
    question = found(access.question_for, request.officer, request.roles, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and succeeds(
        form, actions.answer_question, question, form.cleaned_data["answer"],
        by=request.officer.actor, at=now(),
    ):  # fmt: skip
        messages.success(request, gettext("已答复，提问的人用他的网址看得到。"))
        return redirect("desk:answer_question", pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    name = item_names([question.item_id])[question.item_id]
    shown = {"question": question, "name": name, "form": form}
    return render(request, "desk/questions/question.html", shown, status=status)


@require_POST
@officer_required
def take_up(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put question and answer into the open draft, or note them for the next one."""
    question = found(access.question_for, request.officer, request.roles, pk)
    try:
        draft = actions.take_up(question, by=request.officer.actor, at=now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("desk:answer_question", pk)
    if draft is None:
        said = gettext("已记下。这个事项现在没有草稿，新建版本以后再来收进去。")
    else:
        said = gettext("已收进第 %(n)s 版草稿的常见问题。") % {"n": draft.number}
    messages.success(request, said)
    return redirect("desk:answer_question", pk)
