"""Cases that stand still: for a test, for a hearing that is to be called, or is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

from django.utils.timezone import localtime, now

from onewindow.cases import actions
from onewindow.cases.actions import Place
from onewindow.cases.models import Case, Hearing
from onewindow.catalogue.limits import Limit
from tests import cast
from tests.cases.building import City, make_accepted

Form = dict[str, object]


@dataclass(frozen=True)
class Upload:
    """A file as it comes in."""

    name: str | None
    file: IO[bytes]


@dataclass(frozen=True)
class Halts:
    """The cases by how far they are."""

    stopped: Case
    to_be_heard: Case
    heard: Case
    in_time: Case


def make_halts(city: City) -> Halts:
    """Make the cases; what has a time limit is told now, as pages ask for today."""
    decider, at = city.officer("lead", "decider"), now()
    stopped = make_accepted(city)
    actions.suspend(
        stopped, kind="testing", reason="检测水质", needed=Limit(5), by=decider.actor, at=at
    )
    actions.tell_party(stopped, name="示例·邻居", interest="采光", by=decider, at=at)
    actions.tell_hearing_right(stopped, subject="采光", by=decider, at=at)
    to_be_heard, heard = make_accepted(city), make_accepted(city)
    told = actions.tell_hearing_right(to_be_heard, subject="采光", by=decider, at=at)
    actions.ask_for_hearing(told, by=city.applicant.actor, name=city.applicant.name, at=at)
    before = at - timedelta(days=30)
    call(actions.order_hearing(heard, subject="公共利益", by=decider, at=before), city, before)
    return Halts(stopped, to_be_heard, heard, make_accepted(city, at=at))


def call(hearing: Hearing, city: City, at: datetime) -> None:
    """Call a hearing for a day that is past by now."""
    presider = cast.make_officer("presider", department=city.version.item.department)
    place = Place(at + timedelta(days=15), "三楼会议室", presider, "示例·记录员")
    actions.give_notice(hearing, place, by=city.officer("lead", "decider"), at=at)


def hearing_form(_world: object) -> Form:
    """Return the form that calls a hearing in two weeks, presided over by somebody else."""
    day = localtime(now()) + timedelta(days=15)
    presider = cast.make_officer("presider")
    return {
        "on": day.date().isoformat(), "time": "09:30", "place": "三楼会议室",
        "presider": presider.pk, "recorder": "示例·记录员", "is_public": "on",
    }  # fmt: skip


HALT_FORMS: Mapping[str, Callable[[object], Form]] = {
    "desk:case_suspend": lambda _: {
        "kind": "testing", "days": "5", "unit": "working", "reason": "检测水质",
    },
    "desk:case_tell_again": lambda _: {
        "suspension": "1", "days": "5", "unit": "working", "reason": "设备故障",
    },
    "desk:case_resume": lambda _: {"suspension": "1", "result": "合格"},
    "desk:case_extend": lambda _: {
        "days": "5", "reason": "情况复杂", "approved_by": "示例·副市长", "paper": "示政批 8 号",
    },
    "desk:case_party": lambda _: {"name": "示例·邻居", "interest": "采光"},
    "desk:case_party_statement": lambda _: {"party": "1", "statement": "不同意加高。"},
    "desk:case_hearing_right": lambda _: {"subject": "采光"},
    "desk:case_hearing_order": lambda _: {"subject": "公共利益"},
    "desk:case_hearing_request": lambda _: {"name": "示例·邻居"},
    "desk:case_hearing_notice": hearing_form,
    "desk:case_hearing_record": lambda _: {
        "on": localtime(now()).date().isoformat(), "begins": "00:00", "ends": "00:00",
        "present": "主持人：示例·主持", "said": "申请人：同意。",
    },
    "desk:case_hearing_drop": lambda _: {"waiver": "当面提交", "is_in_writing": "on"},
    "portal:waive_hearing": lambda _: {"is_sure": "on"},
}  # fmt: skip
