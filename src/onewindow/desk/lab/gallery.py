"""The charts of one diagnosis, from what it stored."""

from collections.abc import Sequence
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onewindow.desk.lab.plates import DAY, NOBODY, Kept, Plate, handing_over, on_time, why
from onewindow.desk.lab.rhythm import Arrivals, arrivals, load
from onewindow.desk.lab.seen import Seen


class Gallery:
    """Charts with what they say; an older diagnosis may lack what some need."""

    def __init__(self, seen: Seen) -> None:
        self.seen, self.measures = seen, seen.measures

    @property
    def plates(self) -> Sequence[Plate]:
        """All but the arrivals, in the order of the page."""
        return (self.why, self.on_time, self.handovers, self.load)

    @cached_property
    def why(self) -> Plate:
        """Why cases wait."""
        return why(self.measures.get("waiting", ()))

    @cached_property
    def on_time(self) -> Plate:
        """Whether cases and steps were in time."""
        looks = [
            each["conformance"]
            for each in self.seen.found.get("subjects", {}).values()
            if each.get("conformance", {}).get("limits")
        ]
        names = "%(step)s（%(item)s）" if len(looks) > 1 else "%(step)s"
        steps = [
            Kept(
                names % {"step": each["step"], "item": look.get("procedure", "")},
                each["count"], each["late"], _limit(each),
            )
            for look in looks
            for each in look["limits"]
        ]  # fmt: skip
        dated = self.measures["deadlines"]
        own = self.seen.found.get("in_time")
        if own and own["count"]:
            return on_time(Kept(_("全部办件"), own["count"], own["late"], _("承诺时限")), steps)
        if not dated:
            return on_time(None, steps)
        first = dated[0]
        whole = Kept(_("全部办件"), first["cases"], first["late"], first["attribute"])
        late_by = first["late_by"]["p50"] / DAY if first["late_by"] else None
        return on_time(whole, steps, late_by=late_by)

    @cached_property
    def handovers(self) -> Plate:
        """How cases pass from department to department."""
        pairs = self.measures.get("handovers", {}).get("units", ())
        return handing_over(pairs, self.seen.diagnosis.cases, self.seen.called)

    @cached_property
    def load(self) -> Plate:
        """When departments work."""
        found = self.measures.get("load", {})
        whole = found.get("by_weekday_and_hour", [[0] * 24] * 7)
        units = [each for each in found.get("units", ()) if each["name"] not in NOBODY]
        return load(units, whole, self.seen.hours, self.seen.called)

    @cached_property
    def arrivals(self) -> Arrivals:
        """When cases come in."""
        found = self.measures["arrivals"]
        return arrivals(found["by_hour"], found["by_weekday"], found["by_month"])


def _limit(found: dict[str, object]) -> str:
    count = int(str(found["limit"]))
    if found["limit_unit"] == "working":
        return _("%(n)s 个工作日") % {"n": count}
    return ngettext("%(n)s 天", "%(n)s 天", count) % {"n": count}
