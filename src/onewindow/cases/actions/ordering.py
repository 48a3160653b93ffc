"""Order a letter: its number is taken and the worker told, if and only if the caller commits."""

from collections.abc import Mapping
from datetime import datetime

from onewindow.cases.clocks import local_day
from onewindow.cases.models import Case, Letter, LetterKind
from onewindow.cases.models.letters import DECISIONS, new_code
from onewindow.cases.printable import require_printable
from onewindow.cases.tasks import order_letter
from onewindow.documents.letters import KINDS
from onewindow.events.rules import JSONValue
from onewindow.orgs.models import Department
from onewindow.orgs.numbers import next_number

# Every decision of a department counts in one series.
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
    Raise MissingGlyph for facts that no letter can show.
    """
    require_printable(dict(data or {}))
    issuer = department or case.department
    letter = Letter.objects.create(
        case=case,
        kind=kind,
        department=department,
        about=about,
        data=dict(data or {}),
        number=_number(case, kind, issuer, at),
        code=new_code(),
        ordered_at=at,
    )
    order_letter(letter.pk)
    return letter


def _number(case: Case, kind: LetterKind, issuer: Department, at: datetime) -> str:
    mark = KINDS[kind].mark
    if not mark:
        return str(case.number)
    series = DECISION_SERIES if kind in DECISIONS else kind.value
    return next_number(issuer, series, mark, year=local_day(at).year)
