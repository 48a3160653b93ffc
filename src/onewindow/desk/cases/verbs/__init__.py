"""Every verb of a case, in the order in which the case page lists them."""

from onewindow.cases.models import Case
from onewindow.desk.cases.verbs.archiving import ARCHIVE
from onewindow.desk.cases.verbs.correcting import CORRECT
from onewindow.desk.cases.verbs.delivering import CONFIRM, HAND_OVER, SEND
from onewindow.desk.cases.verbs.ending_grants import CANCEL, RETRACT, REVOKE
from onewindow.desk.cases.verbs.extending import EXTEND
from onewindow.desk.cases.verbs.hearings import HEARINGS
from onewindow.desk.cases.verbs.meeting import MEET
from onewindow.desk.cases.verbs.parties import HEAR_PARTY, TELL_PARTY
from onewindow.desk.cases.verbs.refusing import NOT_COMPETENT, NOT_REQUIRED, TRANSFER
from onewindow.desk.cases.verbs.spot_correcting import CORRECT_ON_THE_SPOT
from onewindow.desk.cases.verbs.suspending import RESUME, SUSPEND, TELL_AGAIN
from onewindow.desk.cases.verbs.verb import AnyVerb
from onewindow.orgs.models import Officer

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
    ARCHIVE,
)


def offered(case: Case, officer: Officer, roles: frozenset[str]) -> list[AnyVerb]:
    """Return the verbs that an officer can use on a case now."""
    return [verb for verb in VERBS if verb.is_offered(case, officer, roles)]
