"""Play a procedure through before anything is changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zlib import crc32

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.events.rules import Actor
from onewindow.insight.models import (
    Diagnosis,
    Job,
    ProjectStatus,
    RedesignProject,
    SimulationRun,
    Subject,
)
from onewindow.insight.subjects import chosen, evidence_for, redesigned
from onewindow.insight.whatifs import people, what_ifs
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.calendars import calendar_for

if TYPE_CHECKING:
    from onewindow.insight.actions.working import Progress
    from onewindow.kernel.workdays import WorkCalendar
    from onewindow.procedure.redesign import Redesigned
    from onewindow.procedure.simulation import Outcome, Scenario

REPLICATIONS = 30


@dataclass(frozen=True)
class _Played:
    """An item as it is played: the variants by name, the pools of the redesigned one."""

    subject: Subject
    result: "Redesigned"
    fit: Mapping[str, object]
    variants: Sequence["Scenario"]
    names: Sequence[str]

    @property
    def pools(self) -> list[tuple[str, str, int]]:
        """Whose people can be more or fewer: code, name, how many."""
        after = self.variants[1]
        return [(code, name, people(after, code)) for code, name in sorted(after.pools.items())]


def simulate(job: Job, progress: "Progress", *, at: datetime) -> SimulationRun:
    """Play each item's procedure as it is and as it would be, by itself.

    Raise NotAllowedNow before a diagnosis, or for conditions that cannot be.
    """
    project = job.project
    diagnosis = project.diagnoses.order_by("-made_at", "-pk").first()
    subjects = project.subjects.select_related("version__item", "item").order_by("pk")
    if diagnosis is None or not subjects:
        raise NotAllowedNow(_("请先诊断，再仿真。"))
    progress.tell(0, 100, _("准备方案"))
    calendar = calendar_for(project.owner.region_id)
    seed = crc32(project.number.encode()) % 10_000 + 1
    played = [_prepare(subject, diagnosis, job.settings, calendar) for subject in subjects]
    tell = _Telling(progress, sum(len(each.variants) for each in played))
    items = [_outcome(each, diagnosis, (calendar, seed), tell) for each in played]
    return _keep(job, project, {"items": items}, (seed, at))


def _prepare(
    subject: Subject, diagnosis: Diagnosis, settings: Mapping[str, object], calendar: "WorkCalendar"
) -> _Played:
    from onewindow.insight.scenarios import under_load
    from onewindow.procedure.simulation import read_scenario

    fit, evidence = _fit_of(diagnosis, subject), evidence_for(subject)
    fitted = read_scenario(str(fit["scenario"]), calendar)
    result = redesigned(subject, chosen(subject))
    before = under_load(result.original, fitted, evidence)
    after = under_load(result.definition, fitted, evidence)
    is_meant = str(settings.get("item", subject.pk)) == str(subject.pk)
    others = what_ifs(after, settings) if is_meant else []
    return _Played(
        subject, result, fit, [before, after, *(scenario for _name, scenario in others)],
        [_("现状"), _("再造后"), *(name for name, _scenario in others)],
    )  # fmt: skip


def _outcome(
    played: _Played, diagnosis: Diagnosis, play: "tuple[WorkCalendar, int]", tell: "_Telling"
) -> dict[str, object]:
    """Play one item; return what the pages show of it."""
    from onewindow.procedure.simulation import compare

    calendar, seed = play
    comparison = compare(
        list(played.variants), replications=REPLICATIONS, seed=seed, holidays=calendar,
        progress=tell.of(len(played.variants)),
    )  # fmt: skip
    days = comparison.outcomes[0].working_days
    return {
        "subject": played.subject.pk,
        "name": played.subject.name,
        "cases": evidence_for(played.subject).cases,
        "variants": [
            _told(name, each) for name, each in zip(played.names, comparison.outcomes, strict=True)
        ],
        "pools": played.pools,
        "promised_after": played.result.after.promised,
        "calibration": {
            "actual": round(_actual(diagnosis, played.subject), 1),
            "simulated": round(days.median.mean, 1) if days else 0.0,
            "verdict": played.fit["verdict"],
        },
    }


def _fit_of(diagnosis: Diagnosis, subject: Subject) -> Mapping[str, object]:
    looks: dict[str, dict[str, dict[str, object] | None]] = diagnosis.found.get("subjects", {})
    fit = looks.get(str(subject.pk), {}).get("fit")
    if not fit:
        raise NotAllowedNow(
            _("上次诊断没有测出“%(name)s”的用时和人手，请重新诊断，再仿真。")
            % {"name": subject.name}
        )
    return fit


def _actual(diagnosis: Diagnosis, subject: Subject) -> float:
    """Return in how many working days half of the item's cases were done."""
    own = diagnosis.found.get("subjects", {}).get(str(subject.pk), {}).get("median")
    if own is not None:
        return float(own)
    spread = diagnosis.measures["throughput"]["working"]
    day = diagnosis.measures["working_time"]["seconds_a_day"]
    return float(spread["p50"] / day) if spread else 0.0


def _told(name: str, outcome: "Outcome") -> dict[str, object]:
    """Keep what the pages show of a variant."""
    days = outcome.working_days
    busiest = max(outcome.pools, key=lambda pool: pool.utilisation.mean, default=None)
    return {
        "name": name,
        "mean": asdict(days.mean) if days else None,
        "median": asdict(days.median) if days else None,
        "p95": asdict(days.p95) if days else None,
        "within_promise": asdict(outcome.within_promise) if outcome.within_promise else None,
        "busiest": busiest.name if busiest else "",
        "busy": asdict(busiest.utilisation) if busiest else None,
        "edges": list(outcome.histogram.edges),
        "shares": list(outcome.histogram.shares),
        "warnings": list(outcome.warnings),
    }


@dataclass
class _Telling:
    """Says how far all items together are."""

    progress: "Progress"
    variants: int
    played: int = 0

    def of(self, variants: int) -> Callable[[int, int], None]:
        """Return what the next item tells, of so many variants."""
        before, self.played = self.played, self.played + variants

        def tell(done: int, total: int) -> None:
            if done % 5 == 0:
                each = total // variants
                now, whole = before * each + done, self.variants * each
                self.progress.tell(10 + 90 * now // whole, 100, _("第 %(n)s 次，共 %(all)s 次") % {
                    "n": now, "all": whole,
                })  # fmt: skip

        return tell


def _keep(
    job: Job, project: RedesignProject, outcome: dict[str, object], play: tuple[int, datetime]
) -> SimulationRun:
    seed, at = play
    codes = sorted(
        f"{subject.pk}:{code}" for subject in project.subjects.all() for code in chosen(subject)
    )
    with transaction.atomic():
        run = SimulationRun.objects.create(
            project=project, job=job, made_at=at, seed=seed, replications=REPLICATIONS,
            settings=job.settings, accepted=codes, outcome=outcome,
        )  # fmt: skip
        RedesignProject.objects.filter(
            pk=project.pk, status__in=[ProjectStatus.DIAGNOSED, ProjectStatus.PROPOSED]
        ).update(status=ProjectStatus.SIMULATED)
        events.record(
            "redesign.simulated", chain=project.chain, by=Actor(job.asked_by, job.asked_by_name),
            at=at, data={"seed": seed, "replications": REPLICATIONS, "accepted": codes},
        )  # fmt: skip
    return run
