"""The append-only ledger of what happened."""

from onewindow.events.actions import OutsideTransaction, UnknownEventCode, record
from onewindow.events.rules import SYSTEM, Actor, Lifecycle

__all__ = ["SYSTEM", "Actor", "Lifecycle", "OutsideTransaction", "UnknownEventCode", "record"]
