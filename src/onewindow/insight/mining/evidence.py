"""What a log says of the steps and materials of a definition, as a redesign asks for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.conformance import MATERIALS
from onewindow.eventlog.office import DAY
from onewindow.eventlog.running import Row, integer, number, rows
from onewindow.eventlog.zones import local
from onewindow.insight.mining.picture import Timed
from onewindow.insight.vocabulary import CORRECTION
from onewindow.procedure.redesign import (
    Days,
    Definition,
    Evidence,
    MaterialEvidence,
    Share,
    StepEvidence,
)

if TYPE_CHECKING:
    from onewindow.eventlog import EventLog

REFUSED = ("不予许可", "不同意", "不予受理", "refused", "disagreed", "not_accepted")
CHANGED = ("退回", "补正", "修改", "要求补正", "sent_back", "corrected")
AGREED = ("同意", "准予", "通过", "agreed", "granted", "accepted")


def evidence_of(log: "EventLog", found: Timed, definition: Definition, *, source: str) -> Evidence:
    """Gather the figures of every step that the log knows by its name."""
    by_name = {step.name: step.code for step in definition.steps}
    names = list(by_name)
    table = found.table.filter(found.table.activity.isin(names))
    figures = {str(row["activity"]): row for row in rows(_per_step(table))}
    at_some_hour = _with_hours(table, log.source.zone)
    batches = {str(row["activity"]): row for row in rows(_batches(at_some_hour))}
    has_outcome = any(integer(row["told"]) for row in figures.values())
    cases = number(found.table.case_id.nunique())
    return Evidence(
        source=source,
        cases=cases,
        steps={
            by_name[name]: _step(row, batches.get(name, {}), has_outcome=has_outcome)
            for name, row in figures.items()
        },
        materials=_materials(log, definition, cases),
        throughput=_throughput(found, definition),
        corrected=_corrected(found.table, cases),
        granted=_granted(table, definition) if has_outcome else None,
    )


def _per_step(table: ir.Table) -> ir.Table:
    total = table.waited.fill_null(0.0) + table.took.fill_null(0.0)
    return table.group_by("activity").aggregate(
        runs=table.count(),
        people=table.resource.nunique(),
        told=(table.outcome.fill_null("") != "").sum(),
        refused=table.outcome.isin(REFUSED).sum(),
        changed=table.outcome.isin(CHANGED).sum(),
        agreed=table.outcome.isin(AGREED).sum(),
        waited_n=table.waited.count(),
        took_n=table.took.count(),
        **{
            f"{name}_{int(share * 100)}": column.quantile(share)
            for name, column in (("waited", table.waited), ("took", table.took), ("total", total))
            for share in (0.5, 0.8, 0.95)
        },
    )


def _with_hours(table: ir.Table, zone: str) -> ir.Table:
    """Leave out who is not named, and midnight: a date without a time tells of no moment."""
    begun = table.mutate(moment=ibis.coalesce(table.begun_us, table.at_us))
    span = rows(begun.aggregate(first=begun.moment.min(), last=begun.moment.max()))[0]
    ends = integer(span["first"]), integer(span["last"])
    return begun.filter(
        (begun.resource.fill_null("") != "") & (local(begun.moment, zone, span=ends) % DAY != 0)
    )


def _batches(table: ir.Table) -> ir.Table:
    """Work of one person on one activity that begins at the same moment is a batch."""
    together = ibis.window(group_by=["activity", "resource", "moment"])
    sized = table.mutate(size=table.case_id.count().over(together))
    several = sized.filter(sized["size"] > 1)
    return several.group_by("activity").aggregate(
        batched=several.count(),
        **{
            f"waited_{int(share * 100)}": several.waited.quantile(share)
            for share in (0.5, 0.8, 0.95)
        },
    )


def _step(row: Row, batch: Row, *, has_outcome: bool) -> StepEvidence:
    runs = integer(row["runs"])
    told = integer(row["told"]) if has_outcome else 0
    batched = integer(batch.get("batched"))
    return StepEvidence(
        runs=runs,
        waiting=_days(row, "waited", integer(row["waited_n"])),
        processing=_days(row, "took", integer(row["took_n"])),
        total=_days(row, "total", runs),
        refused=Share(integer(row["refused"]), runs) if told else None,
        changed=Share(integer(row["changed"]), runs) if told else None,
        agreeing=Share(integer(row["agreed"]), told) if told else None,
        batched=Share(batched, runs),
        batch_waiting=_days(batch, "waited", batched),
        people=integer(row["people"]),
    )


def _throughput(found: Timed, definition: Definition) -> Days | None:
    """From acceptance to decision, in working days."""
    table = found.table
    accepted = table.filter(table.activity == definition.acceptance.name)
    decided = table.filter(table.activity == definition.decision.name)
    begun = accepted.group_by("case_id").aggregate(begun=accepted.w_at.min())
    ended = decided.group_by("case_id").aggregate(ended=decided.w_at.max())
    both = begun.join(ended, "case_id")
    day = found.seconds_a_day * 1_000_000
    both = both.mutate(days=ibis.greatest(both.ended - both.begun, 0) / day)
    figures = both.aggregate(
        n=both.count(),
        **{f"days_{int(share * 100)}": both.days.quantile(share) for share in (0.5, 0.8, 0.95)},
    )
    row = rows(figures)[0]
    return _days(row, "days", integer(row["n"]))


def _corrected(table: ir.Table, cases: int) -> Share:
    sent_back = table.filter(table.activity.isin(CORRECTION) | table.outcome.isin(CHANGED))
    return Share(number(sent_back.case_id.nunique()), cases)


def _granted(table: ir.Table, definition: Definition) -> Share:
    decided = table.filter(table.activity == definition.decision.name)
    row = rows(decided.aggregate(n=decided.count(), granted=decided.outcome.isin(AGREED).sum()))[0]
    return Share(integer(row["granted"]), integer(row["n"]))


def _materials(
    log: "EventLog", definition: Definition, cases: int
) -> Mapping[str, MaterialEvidence]:
    """Count how often each material was asked for again, where the log names or codes it."""
    columns = [name for name in MATERIALS if name in log.events.columns]
    if not columns:
        return {}
    said = log.events[columns[0]]
    found = rows(log.events.filter(said.notnull() & (said != "")).select(said=said))
    named = Counter(_names(found))
    return {
        each.code: MaterialEvidence(asked=cases, missing=Share(count, cases))
        for each in definition.materials
        if (count := sum(named[name] for name in {each.code, each.name}))
    }


def _names(found: Iterable[Row]) -> Iterable[str]:
    for row in found:
        yield from (name.strip() for name in str(row["said"]).split("、"))


def _days(row: Row, name: str, count: int) -> Days | None:
    if not count or row.get(f"{name}_50") is None:
        return None
    p50, p80, p95 = (round(float(str(row[f"{name}_{at}"])), 2) for at in (50, 80, 95))
    return Days(count, p50, p80, p95)
