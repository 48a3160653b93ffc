"""Everything the page of one grant shows."""

import json
from functools import cached_property

from django.utils.translation import gettext as _

from onewindow.delegation.models import AuthorisationLetter, Seal, State
from onewindow.design.shapes import Happening
from onewindow.desk.registers.rows import Row
from onewindow.events.codes import CODES
from onewindow.events.models import Event


class GrantPage:
    """One grant on one day."""

    def __init__(self, row: Row, headings: tuple[str, ...]) -> None:
        self.row = row
        self._headings = headings

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Every value with its heading, as far as there is one."""
        pairs = zip(self._headings, self.row.values, strict=True)
        return [(heading, value) for heading, value in pairs if value]

    @property
    def is_running(self) -> bool:
        """Whether it can still be revoked."""
        return self.row.state in {State.IN_FORCE, State.UPCOMING}

    @property
    def seals(self) -> list[Seal]:
        """The seals that a letter lets its officer use."""
        grant = self.row.grant
        return list(grant.seals.all()) if isinstance(grant, AuthorisationLetter) else []

    @cached_property
    def happenings(self) -> list[Happening]:
        """What the ledger says of it, the latest first."""
        events = Event.objects.filter(chain=self.row.grant.chain).order_by("-seq")
        return [
            Happening(_(CODES[event.code]), event.at, event.actor_name, _note(event.data))
            for event in events
        ]


def _note(text: str) -> str:
    said = json.loads(text)
    return str(said.get("reason", ""))
