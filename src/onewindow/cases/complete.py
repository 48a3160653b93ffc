"""`complete_step`: the one hot function, in SQL, and the errors it raises in plain words."""

from dataclasses import dataclass
from datetime import datetime

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.utils import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onewindow.cases.models import CaseStep
from onewindow.cases.openings import Openings
from onewindow.cases.rules import AlreadyDone, NotYours, Recused
from onewindow.events.rules import Actor, JSONValue

CALL = """
SELECT case_id, opened, is_suspended, authority, needed
FROM cases_complete_step(
    %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s::text[], %s)
"""
BASIS = """
SELECT w.acts_for,
    CASE WHEN w.acts_for IS NULL THEN cases_borrowed(%(officer)s, %(step)s, %(at)s) END,
    EXISTS (SELECT FROM cases_recusal r
        WHERE r.case_id = %(case)s AND r.officer_id = %(officer)s AND r.is_granted)
FROM cases_acts_for(%(officer)s, %(role)s, %(unit)s, %(post)s, %(at)s, '') AS w (acts_for)
"""

KEEPS_OUT = lazy("您在这件办件中已经回避，不能再办理。")


@dataclass(frozen=True)
class StepResult:
    """The case, how many steps were opened, and the letter by which it was done, if by one."""

    case_id: int
    opened: int
    is_suspended: bool
    authority: str


def complete_step(
    step_id: int,
    *,
    by: Actor,
    officer_id: int | None,
    role: str,
    outcome: str,
    opinion: str,
    at: datetime,
    openings: Openings,
    opens: bool = True,
) -> StepResult:
    """Complete one open step in one statement, durable by itself when no transaction is open.

    `openings` knows the due dates of what it may open, or is asked for them and called again.
    `officer_id` None is the system. Raise AlreadyDone when somebody was faster, NotYours when it
    is another post's or a colleague holds it.
    """
    row = (step_id, officer_id, role, by.code, by.name, by.unit, outcome, opinion, at, opens)
    given = openings.at_hand()
    with _cursor() as cursor:
        try:
            while True:
                cursor.execute(CALL, [*row, given.due, openings.regions, given.overrides])
                case_id, opened, is_suspended, authority, needed = cursor.fetchone()
                if not needed:
                    return StepResult(case_id, opened, is_suspended, authority)
                given = openings.find(needed)
        except DatabaseError as error:
            raise _plain(error) from error


def _cursor() -> CursorWrapper:
    """Return a cursor whose values the server binds: its statement stays prepared."""
    if connection.queries_logged:
        # The log shows statements with the values in them.
        return connection.cursor()
    connection.ensure_connection()
    return CursorWrapper(psycopg.Cursor(connection.connection), connection)


def basis_for(
    officer_id: int, role: str, step: CaseStep, *, at: datetime
) -> dict[str, JSONValue] | None:
    """Return by what an officer may do a step now, as its event says it; None when he may not.

    Nothing for a step of his own department, role and post; `for` names the colleague he stands in
    for, `authority` the letter or delegation, which stays locked until the caller's transaction
    ends. Raise Recused for an officer who keeps out of the case.
    """
    asked: dict[str, str | int | datetime | None] = {
        "officer": officer_id, "role": role, "step": step.pk, "case": step.case_id,
        "unit": step.unit_id, "post": step.post_id, "at": at,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(BASIS, asked)
        acts_for, authority, is_recused = cursor.fetchone()
    if is_recused:
        raise Recused(KEEPS_OUT)
    if acts_for is not None:
        return {"for": {"name": acts_for}} if acts_for else {}
    return None if authority is None else {"authority": authority}


def _plain(error: DatabaseError) -> Exception:
    cause = error.__cause__
    if not isinstance(cause, psycopg.Error):
        return error
    detail = cause.diag.message_detail or ""
    if cause.sqlstate == "OW001":
        return AlreadyDone(_faster(detail))
    if cause.sqlstate == "OW002":
        return NotYours(_("这个环节由%(unit)s的相应岗位办理，您没有权限。") % {"unit": detail})
    if cause.sqlstate == "OW003":
        return NotYours(
            _("%(name)s正在办理这个环节。如需接手，请先点“接手办理”。") % {"name": detail}
        )
    if cause.sqlstate == "OW004":
        return Recused(KEEPS_OUT)
    return error


def _faster(detail: str) -> str:
    name, _outcome, when = [*detail.split("|"), "", ""][:3]
    if not name or not when:
        return _("这个环节现在不能办理，请刷新页面查看最新状态。")
    return _("%(name)s已在 %(time)s 办完这个环节，您的操作没有生效。请刷新页面查看结果。") % {
        "name": name, "time": when,
    }  # fmt: skip
