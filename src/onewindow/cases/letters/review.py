"""What the letters of the review say (行政许可法 34, 36, 42, 45 to 48)."""

from django.db.models import Q

from onewindow.cases.letters.shared import Told
from onewindow.cases.models import CaseStep, Letter, Outcome, StepStatus
from onewindow.documents.letters.hearing import (
    Hearing,
    HearingAnnouncement,
    HearingNotice,
    HearingRecord,
    HearingRight,
)
from onewindow.documents.letters.review import Extension, InterestedPartyNotice, SpecialTime
from onewindow.documents.letters.sheets import (
    ApprovalForm,
    Finding,
    InspectionRecord,
    Inspector,
    Opinion,
)

FITS = {"True": True, "False": False, "": None}


def special_time(letter: Letter) -> SpecialTime:
    """Return which procedure takes how long."""
    told = Told(letter)
    facts = told.facts
    return SpecialTime(
        **told.about,
        procedure=facts.text("procedure"),
        reasons=facts.reasons(),
        starts_on=facts.day("starts_on"),
        needed=facts.span(),
        ends_on=facts.day_or_none("ends_on"),
        carried_out_by=facts.text("carried_out_by"),
        basis=facts.text("basis"),
    )


def extension(letter: Letter) -> Extension:
    """Return why it takes longer and until when."""
    told = Told(letter)
    facts = told.facts
    return Extension(
        **told.about,
        reasons=facts.reasons(),
        days=facts.span(),
        due_on=facts.day("due_on"),
        extended_due_on=facts.day("extended_due_on"),
        is_joint=facts.flag("is_joint"),
        is_provisional=facts.flag("is_provisional"),
    )


def interested_party(letter: Letter) -> InterestedPartyNotice:
    """Return how a permit would touch somebody else."""
    told = Told(letter)
    facts = told.facts
    return InterestedPartyNotice(
        **told.about,
        applicant=told.applicant.name,
        interest=facts.text("interest"),
        content_of_permit=facts.text("content_of_permit", told.case.version.name),
        until=facts.day("until"),
        phone=told.phone,
    )


def hearing_right(letter: Letter) -> HearingRight:
    """Return who may ask for a hearing until when."""
    told = Told(letter)
    return HearingRight(
        **told.about,
        applicant=told.applicant.name,
        interest=told.facts.text("interest"),
        until=told.facts.day("until"),
        phone=told.phone,
    )


def hearing_notice(letter: Letter) -> HearingNotice:
    """Return when and where the hearing is."""
    told = Told(letter)
    return HearingNotice(
        **told.about,
        hearing=_hearing(told),
        applicant=told.applicant.name,
        phone=told.phone,
    )


def hearing_announcement(letter: Letter) -> HearingAnnouncement:
    """Return what everybody is told of a hearing."""
    told = Told(letter)
    facts = told.facts
    return HearingAnnouncement(
        head=told.head,
        matter=told.matter,
        applicant=told.applicant.name,
        subject=facts.text("subject", told.case.version.name),
        hearing=_hearing(told),
        enrol_until=facts.day_or_none("enrol_until"),
        enrol_ways=facts.text("enrol_ways"),
        seats=facts.number("seats"),
        is_public_interest=facts.flag("is_public_interest", default=True),
        phone=told.phone,
    )


def hearing_record(letter: Letter) -> HearingRecord:
    """Return who said what."""
    told = Told(letter)
    return HearingRecord(
        head=told.head,
        matter=told.matter,
        hearing=_hearing(told),
        ended_at=told.facts.moment("ended_at"),
        people=told.facts.pairs("people"),
        said=told.facts.pairs("said"),
    )


def inspection_record(letter: Letter) -> InspectionRecord:
    """Return what was found on the spot."""
    told = Told(letter)
    facts = told.facts
    return InspectionRecord(
        head=told.head,
        matter=told.matter,
        applicant=told.applicant,
        place=facts.text("place"),
        began_at=facts.moment("began_at"),
        ended_at=facts.moment("ended_at"),
        inspectors=tuple(Inspector(*row[:3]) for row in facts.rows("inspectors")),
        findings=tuple(
            Finding(subject, wanted, found, fits=FITS.get(fits))
            for subject, wanted, found, fits in facts.rows("findings")
        ),
        conclusion=facts.text("conclusion"),
        present=facts.text("present"),
        statement=facts.text("statement"),
    )


def approval_form(letter: Letter) -> ApprovalForm:
    """Return every step's opinion, in order."""
    told = Told(letter)
    case = told.case
    # What the applicant was asked to mend stands there; an opinion that was given anew does not.
    stands = Q(status=StepStatus.DONE) | Q(outcome=Outcome.CORRECTION)
    steps = case.steps.filter(stands).select_related("unit").order_by("ended_at", "pk")
    return ApprovalForm(
        head=told.head,
        matter=told.matter,
        applicant=told.applicant,
        opinions=tuple(_opinion(step) for step in steps),
        due_on=case.promised_due_on,
        statutory_due_on=case.statutory_due_on,
        summary=told.facts.text("summary"),
    )


def _opinion(step: CaseStep) -> Opinion:
    outcome = step.get_outcome_display()
    by = step.officer_name or "系统"
    return Opinion(step.name, step.unit.short_name, outcome, step.opinion, by, step.ended_at)


def _hearing(told: Told) -> Hearing:
    facts = told.facts
    return Hearing(
        at=facts.moment("at"),
        place=facts.text("place"),
        presider=facts.text("presider"),
        recorder=facts.text("recorder"),
        is_public=facts.flag("is_public", default=True),
    )
