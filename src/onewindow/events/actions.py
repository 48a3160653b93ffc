"""Write into the ledger."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from onewindow.events.codes import CODES
from onewindow.events.rules import Actor, JSONValue, canonical_json

APPEND = "SELECT events_append(%s, %s, %s, %s, %s, %s, %s, %s, %s)"


class OutsideTransaction(RuntimeError):
    """An event without the transaction of what it reports could tell of what never happened."""


class UnknownEventCode(ValueError):
    """An event code that the table of codes does not list."""


def record(
    code: str,
    *,
    chain: str,
    by: Actor,
    at: datetime,
    step: str = "",
    lifecycle: str = "",
    data: Mapping[str, JSONValue] | None = None,
) -> None:
    """Append one event to a chain; raise OutsideTransaction, UnknownEventCode."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{code} must be recorded inside a transaction")
    if code not in CODES:
        raise UnknownEventCode(code)
    told = dict(data or {})
    if by.on_behalf is not None:
        # An agent's every act names whom he acts for; no verb can forget it.
        told["for"] = by.on_behalf.as_data()
    row = (chain, code, at, by.code, by.name, by.unit, step, lifecycle, canonical_json(told))
    with connection.cursor() as cursor:
        cursor.execute(APPEND, row)
