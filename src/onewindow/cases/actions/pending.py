"""What a decision has to wait for."""

from datetime import datetime

from django.utils.translation import gettext as _

from onewindow.cases.actions.supplying import require_nothing_deferred
from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case, Hearing, InterestedParty, Suspension
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.calendars import is_in_time


def require_nothing_pending(case: Case, at: datetime) -> None:
    """Raise NotAllowedNow while a special procedure or a hearing is not over (Arts 36, 45, 47)."""
    require_nothing_deferred(case)
    today = local_day(at)
    if running := Suspension.objects.filter(case=case).running().order_by("number").first():
        raise NotAllowedNow(
            _("特别程序“%(name)s”还没有结束，结束后才能作出决定。") % {"name": running.name}
        )
    if any(each.holds_up(today) for each in Hearing.objects.filter(case=case).under_way()):
        raise NotAllowedNow(_("听证还没有结束，或者申请听证的期限还没有过，不能作出决定。"))
    waiting = InterestedParty.objects.filter(case=case, stated_at=None).order_by("-answer_by")
    last = waiting.values_list("answer_by", flat=True).first()
    if last is not None and is_in_time(case.department.region_id, last, on=today):
        raise NotAllowedNow(
            _("利害关系人陈述、申辩的期限还没有过，不能作出决定（行政许可法第三十六条）。")
        )
