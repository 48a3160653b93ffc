"""Every verb of an application, in the order in which its page offers them."""

from onewindow.cases.models import Case
from onewindow.portal.applications.verbs.asking_human import ASK_HUMAN
from onewindow.portal.applications.verbs.correcting import CORRECT
from onewindow.portal.applications.verbs.hearing import ASK_HEARING, WAIVE_HEARING
from onewindow.portal.applications.verbs.recusing import RECUSAL
from onewindow.portal.applications.verbs.supplying import SUPPLY
from onewindow.portal.applications.verbs.verb import AnyVerb
from onewindow.portal.applications.verbs.withdrawing import WITHDRAW

VERBS: tuple[AnyVerb, ...] = (
    CORRECT,
    SUPPLY,
    ASK_HEARING,
    WAIVE_HEARING,
    ASK_HUMAN,
    WITHDRAW,
    RECUSAL,
)


def offered(case: Case, powers: frozenset[str]) -> list[AnyVerb]:
    """Return the verbs that somebody with these powers over a case can use on it now."""
    return [verb for verb in VERBS if verb.power in powers and not verb.closed(case)]
