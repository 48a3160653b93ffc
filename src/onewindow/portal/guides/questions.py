"""Ask about a guide without a name (问一问), and read the answer by its code."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from onewindow.catalogue.access import published_version, question_by_code
from onewindow.catalogue.actions import ask_about
from onewindow.catalogue.models import GuideQuestion, ItemVersion
from onewindow.catalogue.models.guide_questions import LONGEST
from onewindow.design.forms import PlainForm
from onewindow.design.http import found, kept_by_nobody
from onewindow.kernel.errors import DomainError

MOST_A_DAY = 5
COUNTED = "questions_asked"


class QuestionForm(PlainForm):
    """One short question."""

    text = forms.CharField(
        label=_("您的问题"),
        help_text=_("300 字以内。不要写姓名、身份证号、电话号码。"),
        min_length=4,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "min_length": _("请把问题写完整一点。"), "max_length": _("请缩短到 300 字以内。"),
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a question; lead to the page on which its answer will be."""
    version = found(published_version, slug)
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (asked := _ask(request, form, version)):
        return redirect("portal:question", slug, asked.code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    shown = {"form": form, "version": version}
    return render(request, "portal/guides/ask.html", shown, status=status)


def _ask(request: HttpRequest, form: QuestionForm, version: ItemVersion) -> GuideQuestion | None:
    asked_today = _asked_today(request.session)
    if asked_today >= MOST_A_DAY:
        form.add_error(None, gettext("一天最多问 5 个问题，请明天再问，或者打咨询电话。"))
        return None
    try:
        question = ask_about(version.item, form.cleaned_data["text"], at=now())
    except DomainError as error:
        form.add_error("text", error.message)
        return None
    request.session[COUNTED] = {"on": localdate().isoformat(), "n": asked_today + 1}
    return question


def _asked_today(session: SessionBase) -> int:
    counted = session.get(COUNTED) or {}
    return int(counted["n"]) if counted.get("on") == localdate().isoformat() else 0


@require_safe
def question(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show a question and its answer to whoever knows the address."""
    asked = found(question_by_code, slug, code)
    address = request.build_absolute_uri(reverse("portal:question", args=[slug, code]))
    shown = {"question": asked, "address": address}
    response = render(request, "portal/guides/question.html", shown)
    # The address opens it: no search engine, and no page that is linked from here, learns it.
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    kept_by_nobody(response)
    return response
