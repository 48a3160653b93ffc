"""Reviews that wait for the officer, and one office's review of a version."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onewindow.catalogue import access, actions
from onewindow.design.http import found, succeeds
from onewindow.desk.reviews.forms import ReviewForm
from onewindow.desk.reviews.page import ReviewPage
from onewindow.desk.reviews.waiting import waiting_rows
from onewindow.desk.signing import OfficerRequest, officer_required


@require_safe
@officer_required
def reviews(request: OfficerRequest) -> HttpResponse:
    """List the reviews that wait for the officer."""
    waiting = access.reviews_waiting_for(request.officer, request.roles)
    return render(request, "desk/reviews/list.html", {"waiting": waiting_rows(waiting, now())})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def review(request: OfficerRequest, pk: int, office: str) -> HttpResponse:
    """Show a version with the office's own elements first, and take its verdict."""
    review = found(access.review_for, request.officer, request.roles, pk, office)
    page = ReviewPage(review, request.officer, request.roles)
    if request.method != "POST":
        return _show(request, page, ReviewForm(page.own_labels))
    form = ReviewForm(page.own_labels, request.POST)
    if form.is_valid() and succeeds(
        form, actions.review, review, by=request.officer.actor, agrees=form.is_agreement,
        comments=form.comments, comment=form.cleaned_data["comment"], at=now(),
    ):  # fmt: skip
        messages.success(
            request, _("意见已提交：%(what)s。") % {"what": review.get_verdict_display()}
        )
        return redirect("desk:version", pk)
    review = found(access.review_for, request.officer, request.roles, pk, office)
    page = ReviewPage(review, request.officer, request.roles)
    return _show(request, page, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _show(
    request: OfficerRequest, page: ReviewPage, form: ReviewForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    page.take(form)
    seen = {"page": page, "version": page.version, "review": page.review, "form": form}
    return render(request, "desk/reviews/review.html", seen, status=status)
