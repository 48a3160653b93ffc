"""What happened to a project, read from its ledger in words."""

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from onewindow.cases.timeline import told_by
from onewindow.design.shapes import Happening
from onewindow.events.codes import CODES
from onewindow.events.models import Event
from onewindow.events.rules import JSONValue
from onewindow.projects.models import Project, StageCode
from onewindow.projects.reading import item_names

Data = Mapping[str, JSONValue]


def happenings(project: Project) -> list[Happening]:
    """Return the events of a project, the latest first."""
    events = list(Event.objects.filter(chain=project.chain).order_by("-seq"))
    told = [(event, _data(event)) for event in events]
    names = item_names(str(data.get("item", "")) for _event, data in told)
    return [
        Happening(
            _title(event.code, data), event.at, told_by(event.actor_name, data),
            _note(event.code, data, names),
        )
        for event, data in told
    ]  # fmt: skip


def _data(event: Event) -> Data:
    data: Data = json.loads(event.data)
    return data


def _title(code: str, data: Data) -> str:
    name = _(CODES[code])
    stage = str(data.get("stage", ""))
    if stage not in StageCode.values:
        return name
    return _("%(stage)s：%(what)s") % {"stage": StageCode(stage).label, "what": name}


def _note(code: str, data: Data, names: Mapping[str, str]) -> str:
    if code == "project.handed_in":
        item = str(data.get("item", ""))
        return f"{names.get(item, item)} {data.get('number', '')}"
    if code in {"project.stage_done", "project.done"}:
        limit = data.get("days") or data.get("total")
        return _("%(day)s，用了 %(used)s 个工作日，时限 %(limit)s 个") % {
            "day": data.get("on", ""), "used": data.get("used", ""), "limit": limit,
        }  # fmt: skip
    if code == "project.stage_begun":
        return _("%(day)s，时限 %(limit)s 个工作日") % {
            "day": data.get("on", ""), "limit": data.get("days", ""),
        }  # fmt: skip
    if code.startswith("meeting."):
        return f"{data.get('title', '') or data.get('text', '')}（{data.get('meeting', '')}）"
    return str(data.get("reason", ""))
