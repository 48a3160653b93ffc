"""What the pages say of a mandate."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from onewindow.accounts.models import User
from onewindow.cases.access import applications_of
from onewindow.cases.models import Case
from onewindow.cases.timeline import told_by
from onewindow.delegation.items import item_names
from onewindow.design.shapes import Happening
from onewindow.events.codes import CODES
from onewindow.events.models import Event
from onewindow.mandates.access import is_giver
from onewindow.mandates.models import Mandate, MandateKind, Power, State

TONES = {
    State.IN_FORCE: "good", State.OFFERED: "warn", State.UPCOMING: "", State.REVOKED: "bad",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A mandate in a list."""

    mandate: Mandate
    state: State
    scope: str

    @property
    def tone(self) -> str:
        """The look of its state."""
        return TONES.get(self.state, "idle")

    @property
    def is_offer(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == State.OFFERED

    @property
    def powers(self) -> list[str]:
        """What the agent may do, in words."""
        return [str(Power(code).label) for code in self.mandate.powers]


def rows_of(mandates: Iterable[Mandate], on: date) -> list[Row]:
    """Return the rows of a list, the names of all items in one query."""
    listed = list(mandates)
    names = item_names({item.pk for each in listed for item in each.items.all()})
    return [Row(each, each.state(on), _scope(each, names)) for each in listed]


def _scope(mandate: Mandate, names: dict[int, str]) -> str:
    if mandate.covers_all:
        return _("全部事项")
    return _("、").join(sorted(names[item.pk] for item in mandate.items.all()))


class MandatePage:
    """One mandate as one of its two sides sees it on a day."""

    def __init__(self, mandate: Mandate, user: User, on: date) -> None:
        self.mandate = mandate
        self.row = rows_of([mandate], on)[0]
        self.is_mine = mandate.agent_id == user.pk
        self.may_revoke = self._runs and is_giver(user, mandate, on)
        self.may_answer = self.row.is_offer and not is_giver(user, mandate, on)
        self._user = user

    @property
    def _runs(self) -> bool:
        return self.row.state in {State.OFFERED, State.UPCOMING, State.IN_FORCE}

    @property
    def may_resign(self) -> bool:
        """Whether the agent can give it up; a head of a company cannot resign here."""
        is_head = self.mandate.kind == MandateKind.REPRESENTATIVE
        return self.is_mine and not is_head and self._runs

    @cached_property
    def cases(self) -> list[Case]:
        """What was begun by it, as far as this side may see it."""
        begun = applications_of(self._user).filter(mandate=self.mandate)
        return list(begun.order_by("-changed_at")[:50])

    @cached_property
    def happenings(self) -> list[Happening]:
        """What the ledger says of it and of what was done by it, the latest first."""
        names = {case.chain: case.version.name for case in self.cases if case.number}
        events = Event.objects.filter(chain__in=[self.mandate.chain, *names])
        told = []
        for event in events.order_by("-at", "-seq"):
            data = json.loads(event.data)
            behalf = data.get("for") or {}
            if event.chain in names and behalf.get("mandate") != self.mandate.number:
                continue
            title = _(CODES.get(event.code, event.code))
            about = names.get(event.chain, "")
            note = "\n".join(filter(None, (about, str(data.get("reason", "")))))
            told.append(Happening(title, event.at, told_by(event.actor_name, data), note))
        return told
