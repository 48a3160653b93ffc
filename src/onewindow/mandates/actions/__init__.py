"""What can be done with a mandate; each verb is one transaction."""

from onewindow.mandates.actions.answering import accept, decline
from onewindow.mandates.actions.closing import close_ended
from onewindow.mandates.actions.ending import resign, revoke
from onewindow.mandates.actions.giving import AgentNamed, give
from onewindow.mandates.actions.registering import register

__all__ = [
    "AgentNamed",
    "accept",
    "close_ended",
    "decline",
    "give",
    "register",
    "resign",
    "revoke",
]
