"""Every verb of a case, in the order in which the case page lists them."""

from onewindow.desk.cases.handling import Handling
from onewindow.desk.cases.verbs.archiving import ARCHIVE
from onewindow.desk.cases.verbs.assigning import DELEGATE, TRANSFER_STEP
from onewindow.desk.cases.verbs.correcting import CORRECT
from onewindow.desk.cases.verbs.delivering import CONFIRM, HAND_OVER, SEND
from onewindow.desk.cases.verbs.ending_grants import CANCEL, RETRACT, REVOKE
from onewindow.desk.cases.verbs.extending import EXTEND
from onewindow.desk.cases.verbs.hearings import HEARINGS
from onewindow.desk.cases.verbs.meeting import MEET
from onewindow.desk.cases.verbs.parties import HEAR_PARTY, TELL_PARTY
from onewindow.desk.cases.verbs.promises import PROMISES
from onewindow.desk.cases.verbs.recusing import DECIDE_RECUSAL, ORDER_RECUSAL, RECUSE
from onewindow.desk.cases.verbs.refusing import NOT_COMPETENT, NOT_REQUIRED, TRANSFER
from onewindow.desk.cases.verbs.requesting import REQUEST_CORRECTION
from onewindow.desk.cases.verbs.rounds import OPEN_STEP, SEND_BACK
from onewindow.desk.cases.verbs.spot_correcting import CORRECT_ON_THE_SPOT
from onewindow.desk.cases.verbs.suspending import RESUME, SUSPEND, TELL_AGAIN
from onewindow.desk.cases.verbs.verb import AnyVerb
from onewindow.desk.cases.verbs.visiting import (
    ASK_VISIT,
    PLAN_VISIT,
    RECORD_VISIT,
    SIGN_VISIT,
)

VERBS: tuple[AnyVerb, ...] = (
    CORRECT_ON_THE_SPOT,
    CORRECT,
    NOT_REQUIRED,
    NOT_COMPETENT,
    TRANSFER,
    SUSPEND,
    TELL_AGAIN,
    RESUME,
    EXTEND,
    TELL_PARTY,
    HEAR_PARTY,
    *HEARINGS,
    MEET,
    HAND_OVER,
    SEND,
    CONFIRM,
    REVOKE,
    RETRACT,
    CANCEL,
    REQUEST_CORRECTION,
    SIGN_VISIT,
    RECORD_VISIT,
    PLAN_VISIT,
    ASK_VISIT,
    OPEN_STEP,
    SEND_BACK,
    DELEGATE,
    TRANSFER_STEP,
    DECIDE_RECUSAL,
    ORDER_RECUSAL,
    RECUSE,
    *PROMISES,
    ARCHIVE,
)


def offered(handling: Handling) -> list[AnyVerb]:
    """Return the verbs that an officer can use on a case now."""
    return [verb for verb in VERBS if verb.is_offered(handling)]
