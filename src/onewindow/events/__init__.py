"""The append-only ledger of what happened."""

from onewindow.events.actions import OutsideTransaction, UnknownEventCode, record
from onewindow.events.rules import SYSTEM, Actor, Lifecycle, Principal

__all__ = [
    "SYSTEM",
    "Actor",
    "Lifecycle",
    "OutsideTransaction",
    "Principal",
    "UnknownEventCode",
    "record",
]
