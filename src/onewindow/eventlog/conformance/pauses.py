"""Time in which the applicant had the case is not the office's: limits do not count it."""

import ibis
import ibis.expr.types as ir

from onewindow.eventlog.conformance.expected import Expected


def pauses(instances: ir.Table, expected: Expected) -> ir.Table:
    """Return `case_id`, `asked_us`, `answered_us`: from each question to the answer after it.

    A second question before the answer prolongs nothing; what nobody answered is no pause yet.
    """
    asked = instances.activity.isin(list(expected.asks))
    answered = instances.activity.isin(list(expected.answers))
    turns = instances.filter(asked | answered).select(
        "case_id", "ended_us", is_question=asked, position="position"
    )
    order = ibis.window(group_by="case_id", order_by=["ended_us", "position"])
    placed = turns.mutate(
        was_question=turns.is_question.lag().over(order), since_us=turns.ended_us.lag().over(order)
    )
    # Of several questions in a row the last counts: the ones before were still the office's turn.
    ends = placed.filter(~placed.is_question & placed.was_question)
    return ends.select("case_id", asked_us="since_us", answered_us="ended_us")


def stopped(done: ir.Table, found: ir.Table) -> ir.Table:
    """Return `position` and the parts of pauses, `from_us` and `to_us`, within a step's time."""
    times = done.select("case_id", "position", "ready_us", "ended_us")
    met = times.join(found, "case_id")
    inside = met.filter((met.asked_us < met.ended_us) & (met.answered_us > met.ready_us))
    return inside.select(
        "position",
        from_us=ibis.greatest(inside.asked_us, inside.ready_us),
        to_us=ibis.least(inside.answered_us, inside.ended_us),
    )
