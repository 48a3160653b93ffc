"""What can be done with an item; each verb is one transaction."""

from onewindow.catalogue.actions.claiming import claim_base, claim_standard, start_standard, unclaim
from onewindow.catalogue.actions.drafting import store_definition, store_draft
from onewindow.catalogue.actions.editing import discard_draft, edit, start_item, start_version
from onewindow.catalogue.actions.following import apply_change, decline_change
from onewindow.catalogue.actions.halting import (
    keep_item,
    resume,
    suspend,
    withdraw,
    withdraw_due,
)
from onewindow.catalogue.actions.publishing import call_back, publish, publish_due
from onewindow.catalogue.actions.questioning import answer_question, ask_about, take_up
from onewindow.catalogue.actions.reviewing import answer_comment, review
from onewindow.catalogue.actions.submitting import submit_for_review

__all__ = [
    "answer_comment",
    "answer_question",
    "apply_change",
    "ask_about",
    "call_back",
    "claim_base",
    "claim_standard",
    "decline_change",
    "discard_draft",
    "edit",
    "keep_item",
    "publish",
    "publish_due",
    "resume",
    "review",
    "start_item",
    "start_standard",
    "start_version",
    "store_definition",
    "store_draft",
    "submit_for_review",
    "suspend",
    "take_up",
    "unclaim",
    "withdraw",
    "withdraw_due",
]
