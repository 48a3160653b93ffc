"""What happened to a case, read from the ledger in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from onewindow.cases.models import Case, Outcome
from onewindow.design.shapes import Happening
from onewindow.desk.cases.steps import StepRow
from onewindow.desk.templatetags.desk import day
from onewindow.events.codes import CODES
from onewindow.events.models import Event
from onewindow.events.rules import JSONValue

Data = Mapping[str, JSONValue]


def happenings(case: Case, rows: list[StepRow]) -> list[Happening]:
    """Return the events of a case, the latest first."""
    teller = Teller(
        units={row.step.unit.code: row.step.unit.short_name for row in rows},
        opinions={row.step.code: row.step.opinion for row in rows},
    )
    events = Event.objects.filter(chain=case.chain).order_by("-seq")
    return [teller.tell(event) for event in events]


@dataclass(frozen=True)
class Teller:
    """Puts events into words; knows the units by code and the opinions by step."""

    units: Mapping[str, str]
    opinions: Mapping[str, str]

    def tell(self, event: Event) -> Happening:
        """Return one event as an entry of the timeline."""
        data: Data = json.loads(event.data)
        unit = self.units.get(event.unit, "")
        by = " · ".join(part for part in (event.actor_name, unit) if part)
        return Happening(_title(event, data), event.at, by, self._note(event, data))

    def _note(self, event: Event, data: Data) -> str:
        if event.code == "step.completed":
            return self.opinions.get(event.step, "")
        note = NOTES.get(event.code, _reason)
        return note(data)


def _reason(data: Data) -> str:
    return str(data.get("reason", "") or data.get("number", ""))


def _taken_over(data: Data) -> str:
    return _("从%(name)s接手：%(reason)s") % {
        "name": data.get("from", ""), "reason": data.get("reason", ""),
    }  # fmt: skip


def _enabled(data: Data) -> str:
    due_on = data.get("due_on")
    if due_on in {None, "None", ""}:
        return ""
    return _("本环节最迟 %(day)s办完") % {"day": _day(due_on)}


def _submitted(data: Data) -> str:
    files = data.get("files")
    return _("%(n)s 个文件") % {"n": len(files) if isinstance(files, list) else 0}


def _accepted(data: Data) -> str:
    return _("承诺 %(promised)s，法定 %(statutory)s") % {
        "promised": _day(data.get("promised_due_on")),
        "statutory": _day(data.get("statutory_due_on")),
    }


def _decided(data: Data) -> str:
    return str(data.get("letter", ""))


NOTES = {
    "step.taken_over": _taken_over,
    "step.enabled": _enabled,
    "case.submitted": _submitted,
    "case.accepted": _accepted,
    "case.decided": _decided,
}


def _title(event: Event, data: Data) -> str:
    name = CODES.get(event.code, event.code)
    step = str(data.get("name", "")) if event.step else ""
    if event.code == "step.completed":
        outcome = str(data.get("outcome", ""))
        return f"{step}：{Outcome(outcome).label if outcome in Outcome.values else name}"
    return f"{step}：{name}" if step else name


def _day(value: JSONValue) -> str:
    return day(date.fromisoformat(str(value))) if value else ""
