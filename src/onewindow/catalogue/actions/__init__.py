"""What can be done with an item; each verb is one transaction."""

from onewindow.catalogue.actions.claiming import claim_base, claim_standard, start_standard, unclaim
from onewindow.catalogue.actions.drafting import store_definition, store_draft
from onewindow.catalogue.actions.editing import discard_draft, edit, start_item, start_version
from onewindow.catalogue.actions.following import apply_change, decline_change
from onewindow.catalogue.actions.publishing import publish
from onewindow.catalogue.actions.reviewing import answer_comment, review
from onewindow.catalogue.actions.submitting import submit_for_review

__all__ = [
    "answer_comment",
    "apply_change",
    "claim_base",
    "claim_standard",
    "decline_change",
    "discard_draft",
    "edit",
    "publish",
    "review",
    "start_item",
    "start_standard",
    "start_version",
    "store_definition",
    "store_draft",
    "submit_for_review",
    "unclaim",
]
