"""What each letter of a case says: one builder for each kind."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from onewindow.cases.letters import afterwards, intake, people, review
from onewindow.cases.letters.decision import decision_letter
from onewindow.cases.models import Letter, LetterKind
from onewindow.documents.letters import Paper

Builder = Callable[[Letter], Paper]

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        LetterKind.APPLICATION: intake.application,
        LetterKind.RECEIPT: intake.receipt,
        LetterKind.DEFERRAL_PROMISE: people.deferral_promise,
        LetterKind.COMMITMENT: people.commitment,
        LetterKind.MANDATE: people.mandate,
        LetterKind.CORRECTION: intake.correction,
        LetterKind.LAPSE: intake.lapse,
        LetterKind.NOT_REQUIRED: intake.not_required,
        LetterKind.NON_ACCEPTANCE: intake.non_acceptance,
        LetterKind.TRANSFER: intake.transfer,
        LetterKind.ACCEPTANCE: intake.acceptance,
        LetterKind.SPECIAL_TIME: review.special_time,
        LetterKind.EXTENSION: review.extension,
        LetterKind.INTERESTED_PARTY: review.interested_party,
        LetterKind.HEARING_RIGHT: review.hearing_right,
        LetterKind.HEARING_NOTICE: review.hearing_notice,
        LetterKind.HEARING_ANNOUNCEMENT: review.hearing_announcement,
        LetterKind.HEARING_RECORD: review.hearing_record,
        LetterKind.INSPECTION_RECORD: review.inspection_record,
        LetterKind.APPROVAL_FORM: review.approval_form,
        LetterKind.GRANT: decision_letter,
        LetterKind.REFUSAL: decision_letter,
        LetterKind.CHANGE_GRANT: decision_letter,
        LetterKind.CHANGE_REFUSAL: decision_letter,
        LetterKind.RENEWAL_GRANT: decision_letter,
        LetterKind.RENEWAL_REFUSAL: decision_letter,
        LetterKind.DELIVERY_RECEIPT: afterwards.delivery_receipt,
        LetterKind.RECTIFICATION: afterwards.rectification,
        LetterKind.REVOCATION: afterwards.revocation,
        LetterKind.RETRACTION: afterwards.retraction,
        LetterKind.CANCELLATION: afterwards.cancellation,
    }
)


def content_of(letter: Letter) -> Paper:
    """Return what a letter says; raise KeyError for a kind that nobody builds, LetterIncomplete."""
    return BUILDERS[letter.kind](letter)
