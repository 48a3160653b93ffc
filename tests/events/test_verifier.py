"""The verifier on its own: whatever is done to a chain, it is seen, and at the right place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from onewindow.events.verify import GENESIS, EventRow, Fault, Problem, event_hash, verify

AT = datetime(2026, 3, 2, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


def make_chain(names: Sequence[str]) -> list[EventRow]:
    """Return a sound chain with one event for each name."""
    rows: list[EventRow] = []
    for seq, name in enumerate(names, start=1):
        link = rows[-1].hash if rows else GENESIS
        at = AT + timedelta(microseconds=seq)
        row = EventRow(
            seq, "case/T", seq, "case.submitted", at, "a", name, "", "", "", "{}", link, b""
        )
        rows.append(replace(row, hash=event_hash(row)))
    return rows


CHANGES: list[Callable[[EventRow, str], EventRow]] = [
    lambda row, text: replace(row, code=text),
    lambda row, text: replace(row, actor=text),
    lambda row, text: replace(row, actor_name=text),
    lambda row, text: replace(row, unit=text),
    lambda row, text: replace(row, step=text),
    lambda row, text: replace(row, lifecycle=text),
    lambda row, text: replace(row, data=text),
]
CHAINS = st.lists(TEXTS, min_size=2, max_size=9).map(make_chain)


def only_problem(rows: Sequence[EventRow], whole: Sequence[EventRow]) -> Problem:
    places = {"case/T": [(whole[-1].seq, whole[-1].hash)]}
    (problem,) = verify(rows, anchors=places).problems
    return problem


@given(CHAINS)
def test_a_sound_chain_has_no_problem(rows: list[EventRow]) -> None:
    report = verify(rows, anchors={"case/T": [(row.seq, row.hash) for row in rows]})
    assert (report.ok, report.events, report.chains) == (True, len(rows), 1)


@given(CHAINS, st.data())
def test_a_changed_text_is_found_where_it_is(rows: list[EventRow], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    change, text = data.draw(st.sampled_from(CHANGES)), data.draw(TEXTS)
    changed = [*rows]
    changed[index] = change(rows[index], text)
    assume(changed != rows)
    problem = only_problem(changed, rows)
    assert (problem.fault, problem.seq) == (Fault.CHANGED, index + 1)


@given(CHAINS, st.data())
def test_a_gap_is_found_where_it_is(rows: list[EventRow], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(rows) - 1))
    last = data.draw(st.integers(first, len(rows) - 1))
    left = rows[:first] + rows[last + 1 :]
    problem = only_problem(left, rows)
    is_tail = last == len(rows) - 1
    assert problem.fault is (Fault.CUT if is_tail else Fault.MISSING)
    assert problem.seq == first + 1


@given(CHAINS, st.data())
def test_two_that_changed_places_are_found(rows: list[EventRow], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(rows) - 2))
    second = data.draw(st.integers(first + 1, len(rows) - 1))
    moved = [*rows]
    moved[first] = replace(rows[second], seq=first + 1)
    moved[second] = replace(rows[first], seq=second + 1)
    problem = only_problem(moved, rows)
    assert (problem.fault, problem.seq) == (Fault.REORDERED, first + 1)


@given(CHAINS, st.data())
def test_a_chain_rewritten_to_its_end_contradicts_the_anchor(
    rows: list[EventRow], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    forged = [*rows]
    forged[index] = replace(rows[index], actor="x")
    for place in range(index, len(rows)):
        link = forged[place - 1].hash if place else GENESIS
        row = replace(forged[place], prev_hash=link)
        forged[place] = replace(row, hash=event_hash(row))
    problem = only_problem(forged, rows)
    assert (problem.fault, problem.seq) == (Fault.REPLACED, len(rows))
    assert verify(forged, anchors=None).ok


def test_an_export_out_of_order_is_named() -> None:
    rows = make_chain("abc")
    problem = only_problem([rows[0], rows[0], *rows[1:]], rows)
    assert (problem.fault, problem.seq) == (Fault.REORDERED, 1)
