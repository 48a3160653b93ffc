"""Order a letter: its number is taken and the worker told, if and only if the caller commits."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case, Letter, LetterKind
from onewindow.cases.models.letters import DECISIONS, new_code
from onewindow.cases.rules import letter_number
from onewindow.cases.tasks import order_letter
from onewindow.events.rules import JSONValue
from onewindow.orgs.models import Department

NEXT_NUMBER = """
INSERT INTO cases_letternumber (department_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (department_id, series, year) DO UPDATE SET last = cases_letternumber.last + 1
RETURNING last
"""
# The nature (性质) in the number of a letter: every decision of a department counts in one series.
NATURES = {
    **dict.fromkeys(DECISIONS, "许决"),
    LetterKind.CORRECTION: "许补",
    LetterKind.LAPSE: "许视撤",
    LetterKind.NOT_REQUIRED: "许不需",
    LetterKind.NON_ACCEPTANCE: "许不受",
    LetterKind.TRANSFER: "许移",
    LetterKind.ACCEPTANCE: "许受",
    LetterKind.SPECIAL_TIME: "许特",
    LetterKind.EXTENSION: "许延",
    LetterKind.INTERESTED_PARTY: "许告",
    LetterKind.HEARING_RIGHT: "许听告",
    LetterKind.HEARING_NOTICE: "许听通",
    LetterKind.HEARING_ANNOUNCEMENT: "许听公",
    LetterKind.RECTIFICATION: "许改",
    LetterKind.REVOCATION: "许撤",
    LetterKind.RETRACTION: "许回",
    LetterKind.CANCELLATION: "许注",
}
DECISION_SERIES = "decision"


def order(
    case: Case,
    kind: LetterKind,
    *,
    at: datetime,
    about: str = "",
    data: Mapping[str, JSONValue] | None = None,
    department: Department | None = None,
) -> Letter:
    """Number a letter in the series of the department (the case's own) and queue it.

    Papers that no department issues carry the number of the case. Call it inside a transaction,
    after everything that may still refuse: the series of the department is locked from here on.
    """
    issuer = department or case.department
    letter = Letter.objects.create(
        case=case,
        kind=kind,
        about=about,
        data=dict(data or {}),
        number=_number(case, kind, issuer, at),
        code=new_code(),
        ordered_at=at,
    )
    order_letter(letter.pk)
    return letter


def _number(case: Case, kind: LetterKind, issuer: Department, at: datetime) -> str:
    if kind not in NATURES:
        return str(case.number)
    year = local_day(at).year
    series = DECISION_SERIES if kind in DECISIONS else kind.value
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [issuer.pk, series, year])
        number = int(cursor.fetchone()[0])
    return letter_number(issuer.letter_name or issuer.short_name, NATURES[kind], year, number)
