"""What the applicant's own papers of a case say: mandate, promise, commitment."""

from onewindow.cases.letters.shared import Told, bases_of
from onewindow.cases.models import Letter
from onewindow.documents.letters import Addressee
from onewindow.documents.letters.promises import (
    COMMITMENT_RULES,
    CommitmentPaper,
    DeferralPromise,
    MandatePaper,
)


def mandate(letter: Letter) -> MandatePaper:
    """Return who acts for the applicant, in what, until when."""
    told = Told(letter)
    facts = told.facts
    agent = Addressee(facts.text("agent"), facts.text("agent_code_label"), facts.text("agent_code"))
    return MandatePaper(
        head=told.head,
        principal=told.applicant,
        agent=agent,
        scope=facts.text("scope", told.case.version.name),
        powers=facts.texts("powers"),
        valid_from=facts.day("valid_from"),
        valid_to=facts.day("valid_to"),
        principal_phone=facts.text("principal_phone"),
        agent_phone=facts.text("agent_phone"),
    )


def deferral_promise(letter: Letter) -> DeferralPromise:
    """Return what follows later, and until when."""
    told = Told(letter)
    return DeferralPromise(
        head=told.head,
        matter=told.matter,
        applicant=told.applicant,
        deferred=told.facts.pairs("deferred"),
        due_on=told.facts.day("due_on"),
        basis=told.facts.text("basis"),
    )


def commitment(letter: Letter) -> CommitmentPaper:
    """Return what the office told and the applicant promised."""
    told = Told(letter)
    facts = told.facts
    return CommitmentPaper(
        head=told.head,
        matter=told.matter,
        applicant=told.applicant,
        bases=bases_of(told.case),
        conditions=facts.texts("conditions"),
        checked_within=facts.span(),
        materials=facts.texts("materials"),
        basis=facts.text("basis", COMMITMENT_RULES),
    )
