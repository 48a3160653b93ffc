"""A meeting that was called, and one with minutes and a request, for the permission table."""

import io
from dataclasses import dataclass
from datetime import timedelta

from django.utils.timezone import localdate, now

from onewindow.cases.meetings import actions
from onewindow.cases.meetings.actions import Plan, Resolved
from onewindow.cases.models import Case, Meeting, ResolutionKind
from onewindow.documents.actions import receive
from tests.cases.building import REVIEWS, City, make_accepted
from tests.documents.samples import pdf

Form = dict[str, object]


@dataclass(frozen=True)
class Meetings:
    """The meeting to come has a file; the one that was held asked something of `ghj`."""

    called: Meeting
    held: Meeting


def make_meetings(city: City) -> Meetings:
    """Make both on a case in review; the planners are invited."""
    case = make_accepted(city)
    held = _call(city, case)
    planning = city.officer(REVIEWS[0], "reviewer").department
    asked = Resolved(
        ResolutionKind.REQUEST, "复核退界", case, planning, localdate() + timedelta(days=9)
    )
    actions.hold(
        held, by=city.officer("lead", "decider"), minutes="同意。", came={planning.pk},
        resolved=[asked], at=now(),
    )  # fmt: skip
    return Meetings(_call(city, case), held)


def _call(city: City, case: Case) -> Meeting:
    file = receive(io.BytesIO(pdf(b"% meeting")), name="方案.pdf")
    plan = Plan(
        title="示例会商", begins_at=now() + timedelta(days=2), place="一楼", agenda="退界",
        departments=[city.officer(REVIEWS[0], "reviewer").department], materials=[file],
    )  # fmt: skip
    meeting = actions.call([case], plan, by=city.officer("lead", "decider"), at=now())
    # Minutes are written once it has begun.
    Meeting.objects.filter(pk=meeting.pk).update(begins_at=now())
    meeting.refresh_from_db()
    return meeting


def call_form(meetings: Meetings) -> Form:
    """Return what somebody fills in to call one."""
    invited = meetings.called.invitees.get().department
    return {
        "title": "示例会商", "day": str(localdate() + timedelta(days=3)), "time": "09:30",
        "length": "60", "place": "二楼", "agenda": "退界", "departments": [invited.pk],
    }  # fmt: skip
