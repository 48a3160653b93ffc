"""The list of versions: narrowed by words, department and kind, on shelves by status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.definition.elements import elements
from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.catalogue.models.versions import ItemVersionQuerySet
from onewindow.design.forms import PlainForm
from onewindow.design.sheets import Sheet

if TYPE_CHECKING:
    from django.http import QueryDict

PER_PAGE = 30
# What has to be done first.
ORDER = (
    VersionStatus.RETURNED,
    VersionStatus.DRAFT,
    VersionStatus.IN_REVIEW,
    VersionStatus.SCHEDULED,
    VersionStatus.SUSPENDED,
    VersionStatus.PUBLISHED,
    VersionStatus.SUPERSEDED,
    VersionStatus.WITHDRAWN,
)


class ListForm(PlainForm):
    """What the list is narrowed by; what is not understood narrows nothing."""

    q = forms.CharField(label=_("名称或项目序号"), required=False, max_length=100)
    department = forms.ChoiceField(label=_("部门"), required=False)
    item_type = forms.ChoiceField(label=_("事项类型"), required=False)
    status = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, versions: ItemVersionQuerySet) -> None:
        super().__init__(data)
        found = versions.order_by("item__department__short_name").values_list(
            "item__department__short_code", "item__department__short_name"
        )
        departments = list(found.distinct())
        types = elements()["item_type"].options().items()
        every = ("", gettext("全部"))
        self.fields["department"] = forms.ChoiceField(
            label=_("部门"), required=False, choices=[every, *departments]
        )
        self.fields["item_type"] = forms.ChoiceField(
            label=_("事项类型"), required=False, choices=[every, *types]
        )
        if len(departments) < 2:
            del self.fields["department"]
        self.full_clean()

    def narrow(self, versions: ItemVersionQuerySet) -> ItemVersionQuerySet:
        """Return the versions that fit, of every status."""
        said = self.cleaned_data
        words = said.get("q", "")
        wanted = Q()
        if words:
            wanted &= Q(name__icontains=words) | Q(form_number__icontains=words)
        if said.get("department"):
            wanted &= Q(item__department__short_code=said["department"])
        if said.get("item_type"):
            wanted &= Q(item_type=said["item_type"])
        return versions.filter(wanted)

    @property
    def chosen_status(self) -> str:
        """The shelf that is open; nothing for all."""
        status: str = self.cleaned_data.get("status", "")
        return status if status in VersionStatus.values else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether it narrows by more than the shelf."""
        return any(self.cleaned_data.get(name) for name in ("q", "department", "item_type"))


@dataclass(frozen=True)
class Shelf:
    """The versions of one status; `query` leads there with the rest as it is."""

    status: str
    name: str
    count: int
    is_open: bool
    query: str


@dataclass(frozen=True)
class Shelves:
    """All shelves with their counts, and the versions of the open one."""

    shelves: list[Shelf]
    total: int
    all_query: str
    versions: ItemVersionQuerySet

    def page(self, number: str | None) -> Page[ItemVersion]:
        """Return one page of the open shelf."""
        return Paginator(self.versions, PER_PAGE).get_page(number)


def shelves_of(versions: ItemVersionQuerySet, form: ListForm, query: QueryDict) -> Shelves:
    """Return the versions that fit, the open shelf among them."""
    fitting = form.narrow(versions)
    counted = fitting.order_by().values_list("status").annotate(n=Count("pk"))
    counts: dict[str, int] = dict(counted)
    chosen = form.chosen_status
    shelves = [
        Shelf(
            status.value, str(status.label), counts.get(status.value, 0), status == chosen,
            _with(query, status.value),
        )
        for status in ORDER
        if counts.get(status.value) or status == chosen
    ]  # fmt: skip
    shown = fitting.filter(status=chosen) if chosen else fitting
    listed = shown.order_by("item__department__short_name", "name", "-number")
    return Shelves(shelves, sum(counts.values()), _with(query, ""), listed)


def sheet_of(versions: ItemVersionQuerySet) -> Sheet:
    """Return the list as a table to take along."""
    types = elements()["item_type"].options()
    heads = (
        gettext("部门"), gettext("项目序号"), gettext("事项名称"), gettext("事项类型"),
        gettext("版本"), gettext("状态"), gettext("法定时限"), gettext("审查时限（承诺）"),
        gettext("发布日期"), gettext("事项编码"),
    )  # fmt: skip
    rows = [
        (
            each.item.department.name, each.form_number, each.name,
            types.get(each.item_type, each.item_type), each.number, each.get_status_display(),
            each.statutory_limit, each.review_limit,
            localdate(each.published_at).isoformat() if each.published_at else "",
            each.item.code,
        )
        for each in versions.select_related("item__department")
    ]  # fmt: skip
    return Sheet(gettext("事项版本"), heads, rows)


def _with(query: QueryDict, status: str) -> str:
    changed = query.copy()
    for name in ("page", "status"):
        changed.pop(name, None)
    if status:
        changed["status"] = status
    return changed.urlencode()
