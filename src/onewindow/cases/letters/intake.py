"""What the letters of the intake say (行政许可法 29 to 32)."""

from datetime import date

from onewindow.cases.clocks import local_day
from onewindow.cases.letters.frozen import UNITS
from onewindow.cases.letters.shared import Told, files_by_material, filled_in
from onewindow.cases.models import Letter
from onewindow.cases.models import NonAcceptance as Refused
from onewindow.catalogue.limits import limits_for
from onewindow.catalogue.reading import questions_of
from onewindow.documents.letters import LetterIncomplete
from onewindow.documents.letters.corrections import (
    CorrectionNotice,
    Defect,
    Lapse,
    TransferNotice,
)
from onewindow.documents.letters.intake import (
    AcceptanceNotice,
    NonAcceptance,
    NonAcceptanceGround,
    NotRequired,
    Receipt,
    ReceivedMaterial,
)
from onewindow.documents.letters.promises import Application


def application(letter: Letter) -> Application:
    """Return the application as it was handed in; private numbers are masked."""
    told = Told(letter)
    case = told.case
    agent = case.filer.name if case.agent or case.company else ""
    return Application(
        head=told.head,
        matter=told.matter,
        applicant=told.applicant,
        submitted_at=case.submitted_at or case.created_at,
        answers=_answers(letter),
        fields=filled_in(case, is_masked=True),
        materials=tuple((name, "\n".join(files)) for name, files in files_by_material(case)),
        agent=told.facts.text("agent", agent),
        delivery=case.get_delivery_method_display(),
        kind=case.get_kind_display(),
    )


def receipt(letter: Letter) -> Receipt:
    """Return what was handed in and when."""
    told = Told(letter)
    return Receipt(
        **told.about,
        received_at=told.facts.moment_or_none("received_at") or letter.ordered_at,
        materials=tuple(ReceivedMaterial(*row) for row in files_by_material(told.case)),
        channel=told.facts.text("channel", "网上提交"),
        phone=told.phone,
    )


def acceptance(letter: Letter) -> AcceptanceNotice:
    """Return until when the case will be decided."""
    told = Told(letter)
    case = told.case
    promised = limits_for(case.version, case.answers).promised
    if case.promised_due_on is None:
        raise LetterIncomplete("受理通知书缺少办结日期。")
    return AcceptanceNotice(
        **told.about,
        received_on=local_day(case.received_at or case.created_at),
        limit=f"{promised.days}{UNITS[promised.unit.value]}",
        due_on=told.facts.day_or_none("due_on") or case.promised_due_on,
        statutory_due_on=told.facts.day_or_none("statutory_due_on") or case.statutory_due_on,
        is_provisional=told.facts.flag("is_provisional", default=case.is_due_provisional),
        is_deemed=told.facts.flag("is_deemed"),
        phone=told.phone,
    )


def non_acceptance(letter: Letter) -> NonAcceptance:
    """Return why the application is not accepted, and who else is competent."""
    told = Told(letter)
    reasons = told.facts.reasons()
    if not reasons:
        reasons = tuple(Refused.objects.filter(case=told.case).values_list("reason", flat=True))
    return NonAcceptance(
        **told.about,
        received_on=_received_on(told),
        reasons=reasons,
        ground=NonAcceptanceGround(told.facts.text("ground", NonAcceptanceGround.OTHER)),
        competent=told.facts.text("competent"),
        is_safety=told.facts.flag("is_safety"),
        remedies=told.remedies,
    )


def not_required(letter: Letter) -> NotRequired:
    """Return why no permit is needed."""
    told = Told(letter)
    return NotRequired(
        **told.about,
        received_on=_received_on(told),
        reasons=told.facts.reasons(),
        remedies=told.remedies,
    )


def correction(letter: Letter) -> CorrectionNotice:
    """Return everything that has to be mended."""
    told = Told(letter)
    return CorrectionNotice(
        **told.about,
        received_on=_received_on(told),
        defects=tuple(Defect(*row[:3]) for row in told.facts.rows("defects")),
        due_on=told.facts.day_or_none("due_on"),
        lapses=told.facts.text("lapses"),
        phone=told.phone,
    )


def lapse(letter: Letter) -> Lapse:
    """Return what was asked for and did not come."""
    told = Told(letter)
    return Lapse(
        **told.about,
        asked_on=told.facts.day("asked_on"),
        asked_in=told.facts.text("asked_in"),
        due_on=told.facts.day("due_on"),
        missing=told.facts.texts("missing"),
        basis=told.facts.text("basis"),
        remedies=told.remedies,
    )


def transfer(letter: Letter) -> TransferNotice:
    """Return where the case went."""
    told = Told(letter)
    return TransferNotice(
        **told.about,
        to=told.facts.text("to"),
        transferred_on=told.facts.day_or_none("transferred_on") or local_day(letter.ordered_at),
        reasons=told.facts.reasons(),
        is_upward=told.facts.flag("is_upward"),
        phone=told.facts.text("phone") or told.phone,
    )


def _received_on(told: Told) -> date:
    return local_day(told.case.received_at or told.case.created_at)


def _answers(letter: Letter) -> tuple[tuple[str, str], ...]:
    answers = letter.case.answers
    rows = []
    for question in questions_of(letter.case.version):
        if question.code in answers:
            value = answers[question.code]
            options = dict(question.choices)
            said = ("是" if value else "否") if isinstance(value, bool) else str(value)
            rows.append((question.text, options.get(said, said)))
    return tuple(rows)
