"""What happened to a case, read from the ledger in words."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from onewindow.cases.models import Outcome
from onewindow.cases.timeline import told_by
from onewindow.design.shapes import Happening
from onewindow.desk.cases.steps import StepRow
from onewindow.desk.templatetags.desk import day
from onewindow.events.codes import CODES
from onewindow.events.models import Event
from onewindow.events.rules import JSONValue
from onewindow.kernel.workdays.reasons import days_of

Data = Mapping[str, JSONValue]


def happenings(said: Sequence[Event], rows: list[StepRow]) -> list[Happening]:
    """Return the events of a case in words, the latest first; they come in their order."""
    teller = Teller(
        units={row.step.unit.code: row.step.unit.short_name for row in rows},
        opinions={(row.step.code, row.step.ended_at): row.step.opinion for row in rows},
    )
    events = said[::-1]
    at_once = {(event.step, event.at) for event in events if event.code == "step.completed"}
    told = []
    for opened_at, group in groupby(events, key=_opened_at):
        if opened_at:
            told.append(teller.tell_opening(list(group)[::-1]))
            continue
        told += [
            teller.tell(event)
            for event in group
            if event.code != "step.started" or (event.step, event.at) not in at_once
        ]
    return told


def _opened_at(event: Event) -> datetime | None:
    # Steps that open at the same moment are one thing to a reader.
    return event.at if event.code == "step.enabled" else None


@dataclass(frozen=True)
class Teller:
    """Puts events into words; knows the units by code and the opinions by step."""

    units: Mapping[str, str]
    opinions: Mapping[tuple[str, datetime | None], str]

    def tell(self, event: Event) -> Happening:
        """Return one event as an entry of the timeline."""
        data: Data = json.loads(event.data)
        unit = self.units.get(event.unit, "")
        by = " · ".join(part for part in (told_by(event.actor_name, data), unit) if part)
        notes = (self._note(event, data), _authority(data))
        return Happening(_title(event, data), event.at, by, "\n".join(filter(None, notes)))

    def tell_opening(self, events: list[Event]) -> Happening:
        """Return steps that opened together as one entry."""
        opened: list[Data] = [json.loads(event.data) for event in events]
        names = "、".join(str(data.get("name", "")) for data in opened)
        notes = [f"{data.get('name', '')}：{due}" for data in opened if (due := _due(data))]
        by = "、".join(dict.fromkeys(self.units.get(event.unit, "") for event in events))
        return Happening(
            _("轮到：%(steps)s") % {"steps": names}, events[0].at, by, "\n".join(notes)
        )

    def _note(self, event: Event, data: Data) -> str:
        if event.code == "step.completed":
            return self.opinions.get((event.step, event.at), "")
        note = NOTES.get(event.code, _reason)
        return note(data)


def _authority(data: Data) -> str:
    number = data.get("authority")
    return _("凭 %(number)s 办理") % {"number": number} if number else ""


def _reason(data: Data) -> str:
    return str(data.get("reason", "") or data.get("number", ""))


def _taken_over(data: Data) -> str:
    return _("从%(name)s接手：%(reason)s") % {
        "name": data.get("from", ""), "reason": data.get("reason", ""),
    }  # fmt: skip


def _due(data: Data) -> str:
    due_on = data.get("due_on")
    return _("最迟 %(day)s办完") % {"day": _day(due_on)} if due_on not in {None, "None", ""} else ""


def _submitted(data: Data) -> str:
    files = data.get("files")
    count = len(files) if isinstance(files, list) else 0
    return ngettext("%(n)s 个文件", "%(n)s 个文件", count) % {"n": count}


def _accepted(data: Data) -> str:
    return _("承诺 %(promised)s，法定 %(statutory)s") % {
        "promised": _day(data.get("promised_due_on")),
        "statutory": _day(data.get("statutory_due_on")),
    }


def _decided(data: Data) -> str:
    return str(data.get("letter", ""))


def _moved(data: Data) -> str:
    reason = data.get("reason")
    return "\n".join(filter(None, (str(reason or ""), _accepted(data))))


def _suspended(data: Data) -> str:
    told = _("%(name)s，书面告知需要 %(days)s") % {
        "name": data.get("name", ""),
        "days": days_of(int(str(data.get("needed_days"))), str(data.get("unit"))),
    }
    return f"{told}\n{_accepted(data)}"


def _extended(data: Data) -> str:
    said = _("延长 %(days)s 个工作日，%(who)s批准") % {
        "days": data.get("days", ""), "who": data.get("approved_by", ""),
    }  # fmt: skip
    return "\n".join(filter(None, (said, str(data.get("paper", "")), _moved(data))))


def _by_a_day(key: str, words: str) -> Callable[[Data], str]:
    return lambda data: _(words) % {"day": _day(data.get(key))}


def _meeting(data: Data) -> str:
    lines = [f"{data.get('title', '')}（{data.get('meeting', '')}）", str(data.get("reason", ""))]
    resolved = data.get("resolutions")
    lines += [str(each) for each in resolved] if isinstance(resolved, list) else []
    return "\n".join(line for line in lines if line)


def _request_done(data: Data) -> str:
    return f"{data.get('text', '')}：{data.get('result', '')}"


def _handed_on(data: Data) -> str:
    return _("%(from)s → %(to)s：%(reason)s") % {
        "from": data.get("from") or _("待领办"), "to": data.get("to", ""),
        "reason": data.get("reason", ""),
    }  # fmt: skip


def _recused(data: Data) -> str:
    return _("%(name)s：%(reason)s") % {
        "name": data.get("officer", ""), "reason": data.get("reason", ""),
    }  # fmt: skip


def _wished(data: Data) -> str:
    return _("%(name)s：%(reason)s") % {
        "name": data.get("subject", ""), "reason": data.get("wanted", ""),
    }  # fmt: skip


NOTES: Mapping[str, Callable[[Data], str]] = {
    "case.suspended": _suspended,
    "case.suspension_prolonged": _moved,
    "case.resumed": _moved,
    "case.extended": _extended,
    "case.recomputed": _moved,
    "case.party_told": _by_a_day("answer_by", gettext_noop("最迟 %(day)s陈述、申辩")),
    "hearing.told": _by_a_day("request_by", gettext_noop("最迟 %(day)s申请")),
    "hearing.asked": _by_a_day("hold_by", gettext_noop("最迟 %(day)s举行")),
    "hearing.noticed": _by_a_day("set_for", gettext_noop("定于 %(day)s举行")),
    "step.transferred": _handed_on,
    "step.delegated": _handed_on,
    "case.recused": _recused,
    "case.recusal_asked": _recused,
    "case.recusal_declined": _recused,
    "step.correction_requested": lambda data: str(data.get("text", "")),
    "visit.asked": _wished,
    "visit.planned": lambda data: str(data.get("place", "")),
    "visit.recorded": lambda data: str(data.get("conclusion", "")),
    "step.taken_over": _taken_over,
    "case.submitted": _submitted,
    "case.accepted": _accepted,
    "case.decided": _decided,
    "meeting.called": _meeting,
    "meeting.held": _meeting,
    "meeting.cancelled": _meeting,
    "meeting.request_done": _request_done,
}


def _title(event: Event, data: Data) -> str:
    name = _(CODES[event.code]) if event.code in CODES else event.code
    step = str(data.get("name", "")) if event.step else ""
    if event.code == "step.completed":
        outcome = str(data.get("outcome", ""))
        return f"{step}：{Outcome(outcome).label if outcome in Outcome.values else name}"
    return f"{step}：{name}" if step else name


def _day(value: JSONValue) -> str:
    return day(date.fromisoformat(str(value))) if value else ""
