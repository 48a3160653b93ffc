"""What can be done with a case; each verb is one transaction."""

from onewindow.cases.actions.accepting import accept, sweep_unanswered
from onewindow.cases.actions.archiving import archive
from onewindow.cases.actions.assigning import colleagues_for, delegate_step, transfer_step
from onewindow.cases.actions.completing import complete
from onewindow.cases.actions.correcting import Wanted, ask_correction
from onewindow.cases.actions.deciding import decide
from onewindow.cases.actions.delivering import (
    Recipient,
    choose_delivery,
    confirm_receipt,
    hand_over,
    send_off,
)
from onewindow.cases.actions.drafting import (
    attach_file,
    detach_file,
    discard_draft,
    save_answers,
    start_draft,
)
from onewindow.cases.actions.ending_grants import Ending, end_grant
from onewindow.cases.actions.extending import Approval, extend
from onewindow.cases.actions.following import start_follow_up
from onewindow.cases.actions.handing_in import HandedIn, hand_in, hand_in_correction
from onewindow.cases.actions.hearings import (
    Minutes,
    Place,
    ask_for_hearing,
    drop_hearing,
    give_notice,
    order_hearing,
    record_hearing,
    tell_hearing_right,
)
from onewindow.cases.actions.intake import not_accept, not_require, transfer
from onewindow.cases.actions.lapsing import sweep_uncorrected
from onewindow.cases.actions.letters import make_letter, record_download
from onewindow.cases.actions.mending import answer_correction, attach_to_correction
from onewindow.cases.actions.parties import hear_party, tell_party
from onewindow.cases.actions.pre_reviewing import pass_pre_review, sweep_pre_reviews
from onewindow.cases.actions.recusing import (
    ask_recusal,
    decide_recusal,
    order_recusal,
    recuse,
)
from onewindow.cases.actions.requesting import (
    drop_request,
    mark_merged,
    request_correction,
    requests_to_merge,
)
from onewindow.cases.actions.reviewing import complete_review, start_step, take_over_step
from onewindow.cases.actions.rounds import open_step, send_back
from onewindow.cases.actions.running_out import sweep_expired_grants, sweep_silent_renewals
from onewindow.cases.actions.silence import sweep_silent_steps
from onewindow.cases.actions.spot_correcting import correct_on_the_spot
from onewindow.cases.actions.submitting import submit
from onewindow.cases.actions.suspending import resume, suspend, tell_again
from onewindow.cases.actions.visiting import ask_for_visit, plan_visit, record_visit, sign_visit
from onewindow.cases.actions.withdrawing import withdraw

__all__ = [
    "Approval",
    "Ending",
    "HandedIn",
    "Minutes",
    "Place",
    "Recipient",
    "Wanted",
    "accept",
    "answer_correction",
    "archive",
    "ask_correction",
    "ask_for_hearing",
    "ask_for_visit",
    "ask_recusal",
    "attach_file",
    "attach_to_correction",
    "choose_delivery",
    "colleagues_for",
    "complete",
    "complete_review",
    "confirm_receipt",
    "correct_on_the_spot",
    "decide",
    "decide_recusal",
    "delegate_step",
    "detach_file",
    "discard_draft",
    "drop_hearing",
    "drop_request",
    "end_grant",
    "extend",
    "give_notice",
    "hand_in",
    "hand_in_correction",
    "hand_over",
    "hear_party",
    "make_letter",
    "mark_merged",
    "not_accept",
    "not_require",
    "open_step",
    "order_hearing",
    "order_recusal",
    "pass_pre_review",
    "plan_visit",
    "record_download",
    "record_hearing",
    "record_visit",
    "recuse",
    "request_correction",
    "requests_to_merge",
    "resume",
    "save_answers",
    "send_back",
    "send_off",
    "sign_visit",
    "start_draft",
    "start_follow_up",
    "start_step",
    "submit",
    "suspend",
    "sweep_expired_grants",
    "sweep_pre_reviews",
    "sweep_silent_renewals",
    "sweep_silent_steps",
    "sweep_unanswered",
    "sweep_uncorrected",
    "take_over_step",
    "tell_again",
    "tell_hearing_right",
    "tell_party",
    "transfer",
    "transfer_step",
    "withdraw",
]
