"""What the minutes 会商纪要 say on paper."""

from datetime import datetime

from django.utils.timezone import localdate, localtime

from onewindow.cases.models import Meeting, Resolution
from onewindow.documents.letters import Head
from onewindow.documents.letters.frame import printed_date, printed_time
from onewindow.documents.letters.meetings import Absent, MinutesPaper, Resolved


def paper_of(meeting: Meeting, *, at: datetime, is_sample: bool) -> MinutesPaper:
    """Return the content of a meeting's minutes from its rows."""
    invited = list(meeting.invitees.select_related("department").order_by("pk"))
    cases = meeting.cases.select_related("version").order_by("pk")
    resolved = meeting.resolutions.select_related("case", "department").order_by("position")
    return MinutesPaper(
        head=Head(
            department=meeting.department.name, number=meeting.number, on=localdate(at), code="",
            sample=is_sample,
        ),
        subject=meeting.title,
        held=printed_time(localtime(meeting.begins_at)),
        place=meeting.place,
        caller=f"{meeting.department.name} {meeting.by_name}",
        about=f"{meeting.about_code} {meeting.about_name}" if meeting.about else "",
        cases=tuple((str(case.number), case.version.name) for case in cases),
        present=tuple(each.department.name for each in invited if each.came),
        absent=tuple(Absent(each.department.name, each.said) for each in invited if not each.came),
        agenda=meeting.agenda,
        minutes=meeting.minutes,
        resolved=tuple(_resolved(each) for each in resolved),
    )  # fmt: skip


def _resolved(each: Resolution) -> Resolved:
    due = printed_date(each.due_on) if each.due_on else ""
    about = str(each.case.number) if each.case else "—"
    return Resolved(each.text, each.department.name, due, about)
