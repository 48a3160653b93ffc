"""What if: the conditions under which a redesigned procedure is played once more."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from onewindow.kernel.errors import NotAllowedNow

if TYPE_CHECKING:
    from onewindow.procedure.simulation import Scenario

NAMES = ("item", "pool")


def what_ifs(after: "Scenario", settings: Mapping[str, object]) -> "list[tuple[str, Scenario]]":
    """Return the conditions asked for on top of each other; unasked, one by one.

    Raise NotAllowedNow for people who are not there, or of whom nobody would be left.
    """
    from onewindow.procedure.simulation import with_arrivals

    if asked := _asked(after, settings):
        scenario, words = after, []
        for name, change in asked:
            scenario = change(scenario)
            words.append(name)
        return [(_("再造后，%(what)s") % {"what": _("、").join(words)}, scenario)]
    more = [
        (_("再造后，办件量 +20%"), with_arrivals(after, 1.2)),
        (_("再造后，办件量 −20%"), with_arrivals(after, 0.8)),
    ]
    return [*more, *_staffed(after)]


def _staffed(after: "Scenario") -> "list[tuple[str, Scenario]]":
    """One person more, and where there are several one fewer, where most work lies on each."""
    from onewindow.procedure.simulation import with_staff

    minutes: dict[str, float] = defaultdict(float)
    for step in after.steps:
        minutes[step.pool] += step.work_minutes.mean * step.share
    by_load = sorted(after.staff, key=lambda each: minutes[each.pools[0]] / each.count)
    several = [staff for staff in by_load if staff.count > 1]
    found = []
    for staff, change in ((by_load[-1:], 1), (several[-1:], -1)):
        for each in staff:
            who = after.pools.get(each.pools[0], each.name)
            name = _("再造后，%(who)s %(change)+d 人") % {"who": who, "change": change}
            found.append((name, with_staff(after, each.pools[0], change)))
    return found


def _asked(
    after: "Scenario", settings: Mapping[str, object]
) -> "list[tuple[str, Callable[[Scenario], Scenario]]]":
    from onewindow.procedure.simulation import (
        with_arrivals,
        with_instant,
        with_promise,
        with_staff,
    )

    found: list[tuple[str, Callable[[Scenario], Scenario]]] = []
    numbers = {key: int(str(value)) for key, value in settings.items() if key not in NAMES}
    if arrivals := numbers.get("arrivals"):
        factor = 1 + arrivals / 100
        found.append((_("办件量 %(n)+d%%") % {"n": arrivals}, lambda s: with_arrivals(s, factor)))
    pool, staff = str(settings.get("pool", "")), numbers.get("staff", 0)
    if pool and staff:
        _require_people(after, pool, staff)
        name = _("%(who)s %(n)+d 人") % {"who": after.pools[pool], "n": staff}
        found.append((name, lambda s: with_staff(s, pool, staff)))
    if limit := numbers.get("limit"):
        found.append((_("承诺 %(n)s 日") % {"n": limit}, lambda s: with_promise(s, limit)))
    if instant := numbers.get("instant"):
        share = instant / 100
        found.append((_("秒批 %(n)s%%") % {"n": instant}, lambda s: with_instant(s, share)))
    return found


def _require_people(scenario: "Scenario", pool: str, change: int) -> None:
    if pool not in scenario.pools:
        raise NotAllowedNow(_("采纳的建议变了，这个岗位已经没有。请重新选择岗位，再仿真。"))
    if people(scenario, pool) + change < 1:
        raise NotAllowedNow(
            _("“%(who)s”只有 %(n)s 人，不能再少。") % {
                "who": scenario.pools[pool], "n": people(scenario, pool),
            }
        )  # fmt: skip


def people(scenario: "Scenario", pool: str) -> int:
    """Count who serves a pool."""
    return sum(staff.count for staff in scenario.staff if pool in staff.pools)
