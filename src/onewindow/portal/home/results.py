"""The results as the pages show them: a link or what to do instead, the facts, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from onewindow.catalogue.models import BaseItem, ItemVersion, SearchEntry
from onewindow.catalogue.search import Hit
from onewindow.catalogue.search.ranking import Why


@dataclass(frozen=True)
class Result:
    """An item that was found; a base item has no version: it is not handled online yet."""

    name: str
    department: str
    version: ItemVersion | None
    base: BaseItem | None
    why: str
    same: int

    @property
    def url(self) -> str:
        """The guide, or the search for an item that has none."""
        if self.version is not None:
            return reverse("portal:guide", args=[self.version.item.slug])
        return self.same_url

    @property
    def same_url(self) -> str:
        """All items of this name."""
        return f"{reverse('portal:search')}?{urlencode({'named': self.name})}"


def results_of(hits: Sequence[Hit]) -> list[Result]:
    """Return hits with what the page says of them, in their order, by one query."""
    entries = with_items(SearchEntry.objects.filter(pk__in=[hit.candidate.pk for hit in hits]))
    found = {entry.pk: entry for entry in entries}
    return [
        _result(found[hit.candidate.pk], why=why_text(hit.why), same=hit.candidate.same)
        for hit in hits
        if hit.candidate.pk in found
    ]


def results_of_entries(entries: Iterable[SearchEntry]) -> list[Result]:
    """Return entries that were found without words."""
    return [_result(entry, why="", same=1) for entry in entries]


def with_items(entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    """Return entries with all that a result says."""
    return entries.select_related("version__item__department", "base").defer("words")


def why_text(why: Why) -> str:
    """Say in words why an item was found."""
    said = {"said": why.said, "found": why.found}
    texts = {
        "alias": _("也叫“%(found)s”"),
        "word": _("“%(said)s”在事项名称里叫“%(found)s”"),
        "main_name": _("主项“%(found)s”里有“%(said)s”"),
        "department": _("由“%(found)s”办理"),
        "sound": _("读音与“%(said)s”相同"),
        "initials": _("拼音首字母是“%(said)s”"),
        "short": _("像是“%(said)s”的全称"),
        "spelling": _("写法与“%(said)s”相近"),
    }
    return texts.get(why.kind, _("名称里有“%(said)s”")) % said


def _result(entry: SearchEntry, *, why: str, same: int) -> Result:
    return Result(entry.name, entry.department_name, entry.version, entry.base, why, same)
