"""What can be done with a project; each verb is one transaction."""

from onewindow.projects.actions.closing import close_stage, reopen_stage
from onewindow.projects.actions.filing import file_items, hand_in
from onewindow.projects.actions.following import follow, follow_all
from onewindow.projects.actions.registering import Details, change, register

__all__ = [
    "Details",
    "change",
    "close_stage",
    "file_items",
    "follow",
    "follow_all",
    "hand_in",
    "register",
    "reopen_stage",
]
