"""The letters of a hearing: to the applicant, to each interested party, to the public."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from onewindow.cases.actions.ordering import order
from onewindow.cases.clocks import local_day
from onewindow.cases.models import Hearing, InterestedParty, LetterKind
from onewindow.events.rules import JSONValue


def order_right(hearing: Hearing, *, at: datetime) -> None:
    """Order the letters about the right to a hearing."""
    until = hearing.request_by.isoformat() if hearing.request_by else None
    data: dict[str, JSONValue] = {"interest": hearing.subject, "until": until}
    _to_everybody(hearing, LetterKind.HEARING_RIGHT, "", data, at)


def order_notice(hearing: Hearing, *, at: datetime, is_announced: bool) -> None:
    """Order the invitations, and the announcement where there is one."""
    data = {**_session(hearing), "subject": hearing.subject}
    again = f"/{hearing.notices}" if hearing.notices > 1 else ""
    _to_everybody(hearing, LetterKind.HEARING_NOTICE, again, data, at)
    if is_announced:
        about = f"hearing/{hearing.number}{again}"
        data["is_public_interest"] = hearing.is_ex_officio
        if hearing.set_for is not None:
            # Whoever wants to come enrols until the day before.
            data["enrol_until"] = (local_day(hearing.set_for) - timedelta(days=1)).isoformat()
        order(hearing.case, LetterKind.HEARING_ANNOUNCEMENT, at=at, about=about, data=data)


def order_record(hearing: Hearing, *, at: datetime) -> None:
    """Order the record of a hearing, to be read and signed."""
    ended_at = hearing.ended_at.isoformat() if hearing.ended_at else None
    data: dict[str, JSONValue] = {
        **_session(hearing), "at": hearing.held_at.isoformat() if hearing.held_at else None,
        "ended_at": ended_at, "people": _lines(hearing.present), "said": _lines(hearing.minutes),
    }  # fmt: skip
    order(
        hearing.case, LetterKind.HEARING_RECORD, at=at, about=f"hearing/{hearing.number}", data=data
    )


def _to_everybody(
    hearing: Hearing, kind: LetterKind, again: str, data: dict[str, JSONValue], at: datetime
) -> None:
    about = f"hearing/{hearing.number}{again}"
    order(hearing.case, kind, at=at, about=about, data=data)
    for party in InterestedParty.objects.filter(case=hearing.case).order_by("number"):
        to: dict[str, JSONValue] = {**data, "addressee": party.name}
        order(hearing.case, kind, at=at, about=f"{about}/party/{party.number}", data=to)


def _session(hearing: Hearing) -> dict[str, JSONValue]:
    return {
        "at": hearing.set_for.isoformat() if hearing.set_for else None, "place": hearing.place,
        "presider": hearing.presider_name, "recorder": hearing.recorder_name,
        "is_public": hearing.is_public,
    }  # fmt: skip


def _lines(text: str) -> list[list[str]]:
    """Split `speaker: words` lines; a line without a speaker belongs to nobody."""
    return [list(pair) for pair in _pairs(text)]


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, (each.strip() for each in text.splitlines())):
        speaker, mark, words = line.replace(":", "：", 1).partition("：")
        yield (speaker, words.strip()) if mark else ("", speaker)
