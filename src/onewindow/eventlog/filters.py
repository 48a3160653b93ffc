"""A part of a log: always whole cases, so that what follows what stays true."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.errors import LogError
from onewindow.eventlog.fingerprints import PARTS
from onewindow.eventlog.log import EventLog
from onewindow.eventlog.zones import micros, zone_of


@dataclass(frozen=True)
class Filter:
    """Which cases: all conditions together, within one any of its values.

    `since` and `until` (inclusive) are local days of the case's first event; `units`, `activities`
    and `people` ask whether the case has any of them, `without` whether it has none of the
    activities; `outcomes` are last activities; `variants` are ranks, 1 the most frequent;
    `attributes` are those of cases, `{"channel": ("Internet",)}`.
    """

    since: date | None = None
    until: date | None = None
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    variants: tuple[int, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def where(log: EventLog, asked: Filter) -> EventLog:
    """Return the cases that fit; raise LogError for an attribute that the log does not have."""
    spans = log.flow.spans
    kept = _by_period(spans, asked, log.source.zone)
    kept = _by_steps(log, kept, asked)
    if asked.variants:
        kept = kept.semi_join(_ranked(log.flow.kinds, asked.variants), list(PARTS))
    named = kept.join(log.flow.cases.table, kept.case == log.flow.cases.table.number)
    chosen = named.select(case_id=named.name)
    if asked.attributes:
        fitting = log.cases.filter(_fits(log, asked.attributes)).select("case_id")
        chosen = chosen.semi_join(fitting, "case_id")
    return log.of_cases(chosen.cache())


def _by_period(spans: ir.Table, asked: Filter, zone: str) -> ir.Table:
    place = zone_of(zone)

    def midnight(day: date) -> int:
        return micros(datetime.combine(day, time(), place).astimezone(UTC))

    if asked.since is not None:
        spans = spans.filter(spans.started_us >= midnight(asked.since))
    if asked.until is not None:
        after = date.fromordinal(asked.until.toordinal() + 1)
        spans = spans.filter(spans.started_us < midnight(after))
    return spans


def _by_steps(log: EventLog, spans: ir.Table, asked: Filter) -> ir.Table:
    flow, steps = log.flow, log.flow.steps
    if asked.outcomes:
        last = flow.last.filter(flow.last["last"].isin(flow.activities.numbers(asked.outcomes)))
        spans = spans.semi_join(last, "case")
    for names, column, values in (
        (flow.units, "unit", asked.units),
        (flow.resources, "resource", asked.people),
        (flow.activities, "activity", asked.activities),
    ):
        if values:
            spans = spans.semi_join(steps.filter(steps[column].isin(names.numbers(values))), "case")
    if asked.without:
        unwanted = flow.activities.numbers(asked.without)
        spans = spans.anti_join(steps.filter(steps.activity.isin(unwanted)), "case")
    return spans


def _ranked(kinds: ir.Table, ranks: tuple[int, ...]) -> ir.Table:
    order = [kinds.cases.desc(), kinds.since_us, *(kinds[part] for part in PARTS)]
    ranked = kinds.mutate(rank=ibis.row_number().over(order_by=order) + 1)
    return ranked.filter(ranked["rank"].isin(list(ranks)))


def _fits(log: EventLog, attributes: Mapping[str, tuple[str, ...]]) -> ir.BooleanValue:
    fits: ir.BooleanValue = ibis.literal(value=True)
    for name, values in attributes.items():
        column = f"case_{name}"
        if column not in log.cases.columns:
            known = [key.removeprefix("case_") for key in log.cases.columns if key != "case_id"]
            there = f"有：{'、'.join(known)}" if known else "这份日志没有办件属性"
            raise LogError(f"办件没有“{name}”这个属性。{there}。")
        fits &= log.cases[column].cast("string").isin(list(values))
    return fits
