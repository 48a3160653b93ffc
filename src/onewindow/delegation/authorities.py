"""What an officer may do for other departments today, read from the one SQL function."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from onewindow.delegation.models import Power
from onewindow.orgs.models import Officer

ASK = """
SELECT number, letter_id, delegation_id, department_id, item_id, power, scope, valid_to
FROM delegation_authorities(%s, %s)
ORDER BY letter_id NULLS LAST, delegation_id, item_id, power
"""


@dataclass(frozen=True)
class Authority:
    """One power over the items of a department, or over one; `item_id` None is all of them.

    It comes from a letter or from a delegation, whose number goes into the ledger.
    """

    number: str
    letter_id: int | None
    delegation_id: int | None
    department_id: int
    item_id: int | None
    power: Power
    scope: str
    valid_to: date | None

    @property
    def last_day(self) -> date | None:
        """The last day on which it counts; None: until it is revoked."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None


def authorities_of(officer: Officer, *, on: date | None = None) -> list[Authority]:
    """Return the powers that letters and delegations give an officer on a day (else today)."""
    with connection.cursor() as cursor:
        cursor.execute(ASK, [officer.pk, on])
        return [
            Authority(number, letter, delegation, department, item, Power(power), scope, valid_to)
            for number, letter, delegation, department, item, power, scope, valid_to in cursor
        ]
