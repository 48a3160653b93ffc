"""What can be done with a case; each verb is one transaction."""

from onewindow.cases.actions.archiving import archive
from onewindow.cases.actions.completing import complete
from onewindow.cases.actions.deciding import decide
from onewindow.cases.actions.drafting import (
    attach_file,
    detach_file,
    discard_draft,
    save_answers,
    start_draft,
)
from onewindow.cases.actions.handing_in import HandedIn, hand_in
from onewindow.cases.actions.intake import accept, not_accept
from onewindow.cases.actions.letters import make_letter, record_download
from onewindow.cases.actions.reviewing import complete_review, start_step, take_over_step
from onewindow.cases.actions.rounds import open_step, send_back
from onewindow.cases.actions.silence import sweep_silent_steps
from onewindow.cases.actions.submitting import submit
from onewindow.cases.actions.withdrawing import withdraw

__all__ = [
    "HandedIn",
    "accept",
    "archive",
    "attach_file",
    "complete",
    "complete_review",
    "decide",
    "detach_file",
    "discard_draft",
    "hand_in",
    "make_letter",
    "not_accept",
    "open_step",
    "record_download",
    "save_answers",
    "send_back",
    "start_draft",
    "start_step",
    "submit",
    "sweep_silent_steps",
    "take_over_step",
    "withdraw",
]
