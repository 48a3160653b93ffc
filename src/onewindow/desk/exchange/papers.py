"""The papers of a department: to take along, and to hand in."""

from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onewindow.catalogue import access
from onewindow.catalogue.exchange import FormProblems
from onewindow.catalogue.models import ItemContact
from onewindow.catalogue.papers import contacts, content, statistics
from onewindow.catalogue.papers.facts import Counts, ItemFacts, counts_by_type, counts_of, facts_of
from onewindow.catalogue.papers.paper import Paper
from onewindow.catalogue.papers.writing import write_paper_docx, write_paper_xlsx
from onewindow.desk.exchange.uploads import PaperForm, StatisticsForm
from onewindow.desk.items.views import MEDIA_TYPES
from onewindow.desk.signing import OfficerRequest, officer_required
from onewindow.orgs.models import Department

WRITERS = {"docx": write_paper_docx, "xlsx": write_paper_xlsx}


@dataclass
class PapersPage:
    """The papers of one department, or of all of them for an administrator."""

    departments: list[Department]
    chosen: Department | None
    contacts_form: PaperForm = field(default_factory=PaperForm)
    statistics_form: StatisticsForm = field(default_factory=StatisticsForm)
    differences: list[statistics.Difference] | None = None

    @cached_property
    def covered(self) -> list[Department]:
        """The departments that the papers speak of."""
        return [self.chosen] if self.chosen else self.departments

    @cached_property
    def facts(self) -> list[ItemFacts]:
        """Their items."""
        return facts_of(self.covered)

    @cached_property
    def total(self) -> Counts:
        """All of them."""
        return counts_of(_("合计"), self.facts)

    @cached_property
    def by_type(self) -> list[Counts]:
        """The counts of each type."""
        return counts_by_type(self.facts)

    @cached_property
    def contacts(self) -> list[ItemContact]:
        """The contacts."""
        listed = ItemContact.objects.filter(department__in=self.covered)
        ordered = listed.order_by("department__short_name", "position")
        return list(ordered.select_related("department"))

    @property
    def name(self) -> str:
        """Whose papers these are."""
        return self.chosen.name if self.chosen else _("全部部门")

    @property
    def query(self) -> str:
        """What the addresses of this department's papers end with."""
        return urlencode({"department": self.chosen.short_code}) if self.chosen else ""

    def paper(self, code: str) -> Paper:
        """Return one paper; raise Http404 for an unknown one."""
        match code:
            case "statistics":
                is_of_many = self.chosen is None
                return content.statistics_paper(self.name, self.facts, is_of_many=is_of_many)
            case "statement":
                return content.statement_paper(self.name, self.facts, localdate())
            case "contacts":
                return content.contacts_paper(self.name, self.contacts)
        raise Http404


@require_safe
@officer_required
def papers(request: OfficerRequest) -> HttpResponse:
    """Show the counts, the contacts, what can be taken along and what can be handed in."""
    return _show(request, _page(request))


@require_safe
@officer_required
def paper(request: OfficerRequest, code: str, kind: str) -> HttpResponse:
    """Send one paper as Word or Excel file."""
    page = _page(request)
    if kind not in WRITERS:
        raise Http404
    made = page.paper(code)
    response = HttpResponse(WRITERS[kind](made), content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{made.title}（{page.name}）.{kind}"
    )
    return response


@require_POST
@officer_required
def take_contacts(request: OfficerRequest) -> HttpResponse:
    """Replace a department's contacts by those of a paper, or list every problem."""
    page = _page(request)
    department = _one(page)
    form = page.contacts_form = PaperForm(request.POST, request.FILES, prefix="contacts")
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            read = contacts.read_contacts(upload.read(), upload.name, department)
        except FormProblems as error:
            form.refuse(error.problems)
        else:
            contacts.keep_contacts(department, read, by=request.officer.actor, at=now())
            messages.success(request, _("已登记 %(n)s 名联系人。") % {"n": len(read)})
            return redirect(f"{reverse('desk:papers')}?{page.query}")
    return _show(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
@officer_required
def take_statistics(request: OfficerRequest) -> HttpResponse:
    """Compare a paper with the data, and on request write what differs into drafts."""
    page = _page(request)
    department = _one(page)
    form = page.statistics_form = StatisticsForm(request.POST, request.FILES, prefix="statistics")
    if not form.is_valid():
        return _show(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    upload = form.cleaned_data["file"]
    try:
        stated = statistics.read_statistics(upload.read(), upload.name)
    except FormProblems as error:
        form.refuse(error.problems)
        return _show(request, page, HTTPStatus.UNPROCESSABLE_ENTITY)
    page.differences = statistics.compare(stated, page.facts)
    if form.cleaned_data["writes"]:
        done, left = statistics.write_into_drafts(
            department, stated, by=request.officer.actor, at=now()
        )
        messages.success(request, _said(done, left))
    return _show(request, page)


def _said(done: list[str], left: list[str]) -> str:
    said = _("已写进 %(n)s 份草稿。") % {"n": len(done)}
    if left:
        said += _("这些事项没有草稿，请先起草新版：%(names)s。") % {"names": "、".join(left)}
    return said


def _page(request: OfficerRequest) -> PapersPage:
    departments = list(access.departments_managed(request.officer, request.roles))
    if not departments:
        raise Http404
    code = _asked(request)
    chosen = next((each for each in departments if each.short_code == code), None)
    if code and chosen is None:
        raise Http404
    if len(departments) == 1:
        chosen = departments[0]
    page = PapersPage(departments, chosen)
    page.contacts_form = PaperForm(prefix="contacts")
    page.statistics_form = StatisticsForm(prefix="statistics")
    return page


def _asked(request: HttpRequest) -> str:
    return request.POST.get("department") or request.GET.get("department", "")


def _one(page: PapersPage) -> Department:
    if page.chosen is None:
        raise Http404
    return page.chosen


def _show(
    request: OfficerRequest, page: PapersPage, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    return render(request, "desk/exchange/papers.html", {"page": page}, status=status)
