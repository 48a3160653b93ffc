"""Let somebody act for me, or for a company that I lead."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onewindow.catalogue.models import ItemVersion
from onewindow.design.http import SignedInRequest
from onewindow.documents.actions import Received, receive
from onewindow.kernel.errors import DomainError
from onewindow.mandates import actions
from onewindow.mandates.access import companies_led_by
from onewindow.mandates.models import Mandate
from onewindow.mandates.wording import NotLawful, sentence
from onewindow.portal.mandates.forms import FIELDS, PAPERS, SOME, GiveForm
from onewindow.portal.signing import applicant_required


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_required
def give(request: SignedInRequest) -> HttpResponse:
    """Ask for the agent, what he may do and until when; a search keeps what was filled in."""
    on = localdate()
    companies = companies_led_by(request.user, on)
    name = request.user.name
    is_sent = request.method == "POST" and "find" not in request.POST
    if is_sent:
        form = GiveForm(companies, request.POST, request.FILES, on=on, name=name)
        if form.is_valid() and (mandate := _give(form, request)):
            messages.success(
                request, _("委托已发出。%(name)s登录后在“我的委托”里接受，委托就生效。")
                % {"name": mandate.agent_name},
            )  # fmt: skip
            return redirect("portal:mandate", mandate.number)
    else:
        form = GiveForm(companies, on=on, name=name, kept=_kept(request))
    shown = {"form": form, "has_companies": bool(companies)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
    return render(request, "portal/mandates/give.html", shown, status=status)


def _kept(request: SignedInRequest) -> QueryDict | None:
    if request.method == "POST":
        return request.POST
    # PostgreSQL knows no NUL: nothing is called so.
    slug = request.GET.get("item", "").replace("\0", "")
    asked = ItemVersion.objects.public().filter(item__slug=slug)
    item = asked.values_list("item", flat=True).first()
    if item is None:
        return None
    kept = QueryDict(mutable=True)
    kept.update({"scope": SOME, "items": str(item)})
    return kept


def _give(form: GiveForm, request: SignedInRequest) -> Mandate | None:
    paper = request.FILES.get("paper")
    try:
        received: Received | None = None
        if paper is not None:
            received = receive(paper, name=paper.name or _("委托书"), groups=PAPERS)
        return actions.give(
            form.terms, by=request.user, to=form.agent, company=form.company,
            helper=form.cleaned_data["helper"], items=[each.item for each in form.versions],
            paper=received, at=now(),
        )  # fmt: skip
    except NotLawful as refused:
        for field, reason in refused.problems:
            form.add_error(FIELDS.get(field, field), sentence(reason))
    except DomainError as refused:
        form.add_error(None, refused.message)
    return None
