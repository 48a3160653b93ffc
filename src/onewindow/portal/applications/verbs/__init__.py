"""Every verb of an application, in the order in which its page offers them."""

from onewindow.cases.models import Case
from onewindow.portal.applications.verbs.verb import AnyVerb
from onewindow.portal.applications.verbs.withdrawing import WITHDRAW

VERBS: tuple[AnyVerb, ...] = (WITHDRAW,)


def offered(case: Case) -> list[AnyVerb]:
    """Return the verbs that the applicant can use on a case now."""
    return [verb for verb in VERBS if not verb.closed(case)]
