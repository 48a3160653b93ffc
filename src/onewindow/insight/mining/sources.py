"""The log of a project: the uploaded file, or our own cases written out of the ledger."""

import csv
import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from onewindow.cases.models import Case, StepStatus
from onewindow.documents.storage import path_of
from onewindow.events.models import Event
from onewindow.insight.models import LogSource, RedesignProject, Subject
from onewindow.kernel.errors import DomainError
from onewindow.procedure.step import StepKind

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog

# What the same in every line says of the whole case.
CHANNEL, RESULT = "渠道", "办理结果"
RESULTS = {
    "granted": "准予",
    "refused": "不予许可",
    "not_accepted": "不予受理",
    "not_required": "不需要许可",
}
HEADS = (
    "case_id", "activity", "enabled", "started", "at", "resource", "unit", "outcome", "materials",
    CHANNEL, RESULT,
)  # fmt: skip
MAPPING = {
    "case": "case_id", "activity": "activity", "at": "at", "started": "started",
    "enabled": "enabled", "resource": "resource", "unit": "unit",
}  # fmt: skip
# What happens to a case besides its steps, under the name that a map gives it.
BESIDES = {
    "case.submitted": "提交申请", "case.correction_asked": "告知补正", "case.corrected": "提交补正",
    "case.withdrawn": "撤回申请",
}  # fmt: skip
STEPS = ("step.enabled", "step.started", "step.completed")
# Of so many cases the events are read together.
BATCH = 500


@contextmanager
def open_log(project: RedesignProject) -> "Iterator[tuple[EventLog, str]]":
    """Open the log of a project, with its digest; raise DomainError where there is none."""
    from onewindow.eventlog import read

    if project.source == LogSource.FILE:
        if project.log is None:
            raise DomainError(_("项目没有日志文件。"))
        with tempfile.TemporaryDirectory(prefix="onewindow-lab-") as folder:
            # Told apart by content, but its name is said in messages.
            named = Path(folder) / project.log.name
            named.symlink_to(path_of(project.log.sha256))
            yield read(named, mapping=project.mapping or None), project.log.sha256
        return
    with tempfile.TemporaryDirectory(prefix="onewindow-lab-") as folder:
        path = Path(folder) / "cases.csv"
        if not write_cases(project, path):
            raise DomainError(
                _("选定的时期里还没有办件，无法诊断。请换一个时期，或者上传别的系统的日志。")
            )
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield read(path, mapping=MAPPING), digest


def cases_of(project: RedesignProject, subject: Subject) -> list[str] | None:
    """Return the numbers of an item's own cases; None for a log that does not tell items apart."""
    if project.source != LogSource.CASES:
        return None
    cases = Case.objects.submitted().filter(version__item=subject.item_id)
    return [str(number) for number in cases.values_list("number", flat=True)]


def in_time(project: RedesignProject) -> dict[str, int] | None:
    """Count our own decided cases and those decided after their promised day; None for a log."""
    if project.source != LogSource.CASES:
        return None
    is_decision = Q(steps__kind=StepKind.DECISION, steps__status=StepStatus.DONE)
    decided = _cases(project).annotate(decided_at=Max("steps__ended_at", filter=is_decision))
    found = decided.filter(decided_at__isnull=False, promised_due_on__isnull=False)
    is_late = Q(decided_at__date__gt=F("promised_due_on"))
    return found.aggregate(count=Count("pk"), late=Count("pk", filter=is_late))


def write_cases(project: RedesignProject, path: Path) -> int:
    """Write a line for every finished step of the project's cases; return how many lines."""
    return write_steps(_cases(project), path)


def _cases(project: RedesignProject) -> QuerySet[Case]:
    items = [subject.item_id for subject in project.subjects.all()]
    cases = Case.objects.submitted().filter(version__item__in=items)
    if project.period_from:
        cases = cases.filter(submitted_at__gte=_midnight(project.period_from))
    if project.period_to:
        cases = cases.filter(submitted_at__date__lte=project.period_to)
    return cases


def write_steps(cases: QuerySet[Case], path: Path) -> int:
    """Write a line for every finished step of cases; return how many lines."""
    found = [(case.chain, case.agent_id) for case in cases.only("number", "agent").iterator()]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADS)
        for begin in range(0, len(found), BATCH):
            some = found[begin : begin + BATCH]
            told = _told([chain for chain, _agent in some])
            for chain, agent in some:
                lines = list(_lines(chain, told[chain]))
                whole = ("代办" if agent else "本人"), _result(lines)
                table.writerows((*line, *whole) for line in lines)
                count += len(lines)
    return count


def _told(chains: Sequence[str]) -> Mapping[str, Sequence[Event]]:
    """Return what happened to cases, each in its order."""
    told: defaultdict[str, list[Event]] = defaultdict(list)
    events = Event.objects.filter(chain__in=chains, code__in=(*STEPS, *BESIDES))
    for event in events.order_by("chain", "seq"):
        told[event.chain].append(event)
    return told


def _result(lines: Sequence[tuple[str, ...]]) -> str:
    """Say how a case ended, or that it has not."""
    if any(line[1] == BESIDES["case.withdrawn"] for line in lines):
        return "撤回"
    return next((RESULTS[line[7]] for line in reversed(lines) if line[7] in RESULTS), "在办")


def _lines(chain: str, events: Iterable[Event]) -> Iterator[tuple[str, ...]]:
    enabled: dict[str, str] = {}
    started: dict[str, str] = {}
    case = chain.partition("/")[2]
    for event in events:
        at = event.at.isoformat()
        who = "applicant" if event.actor.startswith("applicant/") else event.actor
        if event.code == "step.enabled":
            enabled[event.step] = at
        elif event.code == "step.started":
            started[event.step] = at
        else:
            data = json.loads(event.data)
            name = BESIDES.get(event.code) or str(data.get("name") or event.step)
            yield (
                case, name, enabled.pop(event.step, ""), started.pop(event.step, ""), at, who,
                event.unit or ("申请人" if who == "applicant" else ""),
                str(data.get("outcome", "")), "、".join(map(str, data.get("items", ()))),
            )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, get_default_timezone())
