"""Cases made through the verbs of every day, on many days and in every state, to be copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from benchmarks.million.city import FIRST_REVIEWER, HALL, LEAD, REVIEWS

if TYPE_CHECKING:
    from benchmarks.million.city import City
    from onewindow.cases.models import Case, CaseStep

CHINA = ZoneInfo("Asia/Shanghai")
YEARS = 3
# Running cases began within so many days; the others on a day of each month.
RECENT = 30
# How often each way is taken, among the running and among the ended.
RUNNING = {"submitted": 2, "reviewing": 6, "reviewed": 2, "objected": 1}
ENDED = {"granted": 85, "refused": 4, "withdrawn": 5, "not_accepted": 6}


@dataclass(frozen=True)
class Template:
    """A case to be copied so often in proportion to others."""

    case: int
    day: date
    is_running: bool
    weight: float


def make(city: "City", today: date) -> Iterator[Template]:
    """Make templates for every day and way; what is submitted waits for two days at most."""
    for ago in range(RECENT):
        day = today - timedelta(days=ago)
        for way, weight in RUNNING.items():
            if way == "submitted" and ago > 2:
                continue
            # The newer, the more of them still run.
            case = _make(city, datetime.combine(day, time(9), CHINA), way)
            yield Template(case.pk, day, is_running=True, weight=weight * (RECENT - ago))
    for month in range(1, YEARS * 12):
        day = today - timedelta(days=30 * month + 20)
        for way, weight in ENDED.items():
            case = _make(city, datetime.combine(day, time(9), CHINA), way)
            yield Template(case.pk, day, is_running=False, weight=weight)


def _make(city: "City", at: datetime, way: str) -> "Case":
    from onewindow.cases import actions

    case = _submitted(city, at)
    hour, day = timedelta(hours=1), timedelta(days=1)
    _make_letters(case)
    if way == "withdrawn":
        actions.withdraw(case, by=city.applicant, reason="示例", at=at + hour)
    elif way == "not_accepted":
        clerk = city.officers[f"d{HALL}"]
        actions.not_accept(_step(case, "accept"), by=clerk, at=at + hour, reason="示例：材料不符")
    elif way != "submitted":
        actions.accept(_step(case, "accept"), by=city.officers[f"d{HALL}"], at=at + hour)
        _make_letters(case)
        _review(city, case, at + 2 * hour, way)
    if way in {"granted", "refused"}:
        decider, granted = city.officers[f"d{LEAD}"], way == "granted"
        reason = "" if granted else "示例：不符合条件"
        step = _step(case, "decide")
        actions.decide(step, by=decider, is_granted=granted, reason=reason, at=at + 3 * day)
    _make_letters(case)
    return case


def _make_letters(case: "Case") -> None:
    """Do what the worker does: every letter within a minute, also those that letters bring."""
    from onewindow.cases import actions

    ordered = case.letters.filter(document=None).order_by("pk")
    while letter := ordered.first():
        actions.make_letter(letter.pk, at=letter.ordered_at + timedelta(minutes=1))


def _submitted(city: "City", at: datetime) -> "Case":
    from onewindow.cases import actions
    from onewindow.documents.models import Document

    case = actions.start_draft(city.version, by=city.applicant, company=None, at=at)
    document = Document.objects.create(
        sha256="0" * 64, name="申请表.pdf", size=1, media_type="application/pdf",
        uploaded_by=city.applicant.actor.code, created_at=at,
    )  # fmt: skip
    actions.attach_file(case, city.version.materials.get(), document, at=at)
    return actions.submit(case, at=at)


def _review(city: "City", case: "Case", at: datetime, way: str) -> None:
    from onewindow.cases import actions

    done = {"reviewing": REVIEWS[:2], "objected": REVIEWS[:3]}.get(way, REVIEWS)
    for n, code in enumerate(done):
        objects = way == "objected" and n == 0
        actions.complete_review(
            _step(case, code), by=city.officers[f"d{FIRST_REVIEWER + n}"], at=at,
            outcome="disagreed" if objects else "agreed",
            opinion="示例：不符合规划" if objects else "示例：符合条件",
        )  # fmt: skip


def _step(case: "Case", code: str) -> "CaseStep":
    from tests.cases.building import step

    return step(case, code)
