"""Play a procedure through before anything is changed."""

from collections import defaultdict
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
from onewindow.kernel.errors import NotAllowedNow
from onewindow.orgs.calendars import calendar_for

if TYPE_CHECKING:
    from onewindow.insight.actions.working import Progress
    from onewindow.procedure.redesign import Evidence, Redesigned
    from onewindow.procedure.simulation import Outcome, Scenario

REPLICATIONS = 30


@dataclass(frozen=True)
class _Played:
    """What is played: the variants by name, the pools of the redesigned one."""

    variants: Sequence["Scenario"]
    names: Sequence[str]
    pools: Mapping[str, str]


def simulate(job: Job, progress: "Progress", *, at: datetime) -> SimulationRun:
    """Play the procedure as it is and as it would be; raise NotAllowedNow before a diagnosis.

    Every item is played by itself; the project shows the one that takes longest.
    """
    from onewindow.procedure.simulation import compare, read_scenario

    project = job.project
    diagnosis = project.diagnoses.order_by("-made_at", "-pk").first()
    subject = project.subjects.select_related("version__item", "item").order_by("pk").first()
    if diagnosis is None or subject is None:
        raise NotAllowedNow(_("请先诊断，再仿真。"))
    progress.tell(0, 100, _("准备方案"))
    calendar = calendar_for(project.owner.region_id)
    seed = crc32(project.number.encode()) % 10_000 + 1
    fit = _fit_of(diagnosis, subject)
    fitted = read_scenario(str(fit["scenario"]), calendar)
    result = redesigned(subject, chosen(subject))
    played = _prepare(result, fitted, evidence_for(subject), job.settings)
    comparison = compare(
        list(played.variants), replications=REPLICATIONS, seed=seed, holidays=calendar,
        progress=_telling(progress),
    )  # fmt: skip
    days = comparison.outcomes[0].working_days
    outcome = {
        "variants": [
            _told(name, each) for name, each in zip(played.names, comparison.outcomes, strict=True)
        ],
        "pools": sorted(played.pools.items()),
        "promised_after": result.after.promised,
        "calibration": {
            "actual": round(_actual(diagnosis), 1),
            "simulated": round(days.median.mean, 1) if days else 0.0,
            "verdict": fit["verdict"],
        },
    }  # fmt: skip
    return _keep(job, project, outcome, (seed, at))


def _prepare(
    result: "Redesigned", fitted: "Scenario", evidence: "Evidence", settings: Mapping[str, object]
) -> _Played:
    from onewindow.insight.scenarios import under_load

    before = under_load(result.original, fitted, evidence)
    after = under_load(result.definition, fitted, evidence)
    others = list(_what_ifs(after, settings))
    return _Played(
        [before, after, *(scenario for _name, scenario in others)],
        [_("现状"), _("再造后"), *(name for name, _scenario in others)],
        after.pools,
    )


def _fit_of(diagnosis: Diagnosis, subject: Subject) -> Mapping[str, object]:
    looks: dict[str, dict[str, dict[str, object] | None]] = diagnosis.found.get("subjects", {})
    fit = looks.get(str(subject.pk), {}).get("fit")
    if not fit:
        raise NotAllowedNow(_("上次诊断没有测出这个流程的用时和人手，请重新诊断，再仿真。"))
    return fit


def _actual(diagnosis: Diagnosis) -> float:
    """Return in how many working days half of the cases were done."""
    spread = diagnosis.measures["throughput"]["working"]
    day = diagnosis.measures["working_time"]["seconds_a_day"]
    return float(spread["p50"] / day) if spread else 0.0


def _what_ifs(after: "Scenario", settings: Mapping[str, object]) -> "list[tuple[str, Scenario]]":
    """Return the conditions asked for on top of each other; unasked, one by one."""
    from onewindow.procedure.simulation import with_arrivals

    if asked := _asked(after, settings):
        scenario, words = after, []
        for name, change in asked:
            scenario = change(scenario)
            words.append(name)
        return [(_("再造后，%(what)s") % {"what": _("、").join(words)}, scenario)]
    more = [
        (_("再造后，办件量 +20%"), with_arrivals(after, 1.2)),
        (_("再造后，办件量 −20%"), with_arrivals(after, 0.8)),
    ]
    return [*more, *_staffed(after)]


def _staffed(after: "Scenario") -> "list[tuple[str, Scenario]]":
    """One person more, and where there are several one fewer, where most work lies on each."""
    from onewindow.procedure.simulation import with_staff

    minutes: dict[str, float] = defaultdict(float)
    for step in after.steps:
        minutes[step.pool] += step.work_minutes.mean * step.share
    by_load = sorted(after.staff, key=lambda each: minutes[each.pools[0]] / each.count)
    several = [staff for staff in by_load if staff.count > 1]
    found = []
    for staff, change in ((by_load[-1:], 1), (several[-1:], -1)):
        for each in staff:
            name = _("再造后，%(who)s %(change)+d 人") % {"who": each.name, "change": change}
            found.append((name, with_staff(after, each.pools[0], change)))
    return found


def _asked(
    after: "Scenario", settings: Mapping[str, object]
) -> "list[tuple[str, Callable[[Scenario], Scenario]]]":
    from onewindow.procedure.simulation import (
        with_arrivals,
        with_instant,
        with_promise,
        with_staff,
    )

    found: list[tuple[str, Callable[[Scenario], Scenario]]] = []
    numbers = {key: int(str(value)) for key, value in settings.items() if key != "pool"}
    if arrivals := numbers.get("arrivals"):
        factor = 1 + arrivals / 100
        found.append((_("办件量 %(n)+d%%") % {"n": arrivals}, lambda s: with_arrivals(s, factor)))
    pool, staff = str(settings.get("pool", "")), numbers.get("staff", 0)
    if pool in after.pools and staff and _left(after, pool) + staff >= 1:
        name = _("%(who)s %(n)+d 人") % {"who": after.pools[pool], "n": staff}
        found.append((name, lambda s: with_staff(s, pool, staff)))
    if limit := numbers.get("limit"):
        found.append((_("承诺 %(n)s 日") % {"n": limit}, lambda s: with_promise(s, limit)))
    if instant := numbers.get("instant"):
        share = instant / 100
        found.append((_("秒批 %(n)s%%") % {"n": instant}, lambda s: with_instant(s, share)))
    return found


def _left(scenario: "Scenario", pool: str) -> int:
    return sum(staff.count for staff in scenario.staff if pool in staff.pools)


def _told(name: str, outcome: "Outcome") -> dict[str, object]:
    """Keep what the pages show of a variant."""
    days = outcome.working_days
    busiest = max(outcome.pools, key=lambda pool: pool.utilisation.mean, default=None)
    return {
        "name": name,
        "median": asdict(days.median) if days else None,
        "p95": asdict(days.p95) if days else None,
        "within_promise": asdict(outcome.within_promise) if outcome.within_promise else None,
        "busiest": busiest.name if busiest else "",
        "busy": asdict(busiest.utilisation) if busiest else None,
        "edges": list(outcome.histogram.edges),
        "shares": list(outcome.histogram.shares),
        "warnings": list(outcome.warnings),
    }


def _telling(progress: "Progress") -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if done % 5 == 0:
            progress.tell(10 + 90 * done // total, 100, _("第 %(n)s 次，共 %(all)s 次") % {
                "n": done, "all": total,
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
