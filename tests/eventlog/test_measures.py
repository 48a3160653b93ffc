"""Figures of generated logs against a slow oracle, and what pm4py printed of one of them."""

import json
import random
import tempfile
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from benchmarks.mining.comparing import differences, ours, theirs
from benchmarks.mining.generate import write_dirty
from hypothesis import given, settings
from hypothesis import strategies as st

from onewindow.eventlog import Measures, OfficeHours, measure, read
from onewindow.eventlog.measures.spread import Spread
from onewindow.kernel.workdays import WorkCalendar
from tests.eventlog import oracle
from tests.eventlog.oracle import Row

CHINA = timezone(timedelta(hours=8))
MONDAY = datetime(2024, 3, 4, 8, 30, tzinfo=CHINA)
# What benchmarks/mining/peer.py (pm4py 2.7) printed of the log of `write_dirty(…, seed=0)`.
PRINTED = Path(__file__).with_name("pm4py-dirty-0.json")

events = st.lists(
    st.builds(
        Row,
        case=st.sampled_from(["1", "2", "3"]),
        activity=st.sampled_from("AB中"),
        at=st.integers(0, 40).map(lambda n: MONDAY + timedelta(minutes=n * 97)),
        who=st.sampled_from(["甲", "乙"]),
    ),
    min_size=1,
    max_size=14,
)


def measured(rows: list[Row]) -> Measures:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        lines = [f"{row.case},{row.activity},{row.at.isoformat()},{row.who}" for row in rows]
        path.write_text("\n".join(["case,activity,time,resource", *lines]), encoding="utf-8")
        mapping = {"case": "case", "activity": "activity", "at": "time", "resource": "resource"}
        return measure(read(path, mapping=mapping), top=1000)


def plain(spread: Spread | None) -> dict[str, float]:
    return {} if spread is None else {k: v for k, v in asdict(spread).items() if k != "total"}


def check(rows: list[Row]) -> None:
    found, true = measured(rows), oracle.figures(rows)
    assert (found.cases, found.events) == (true.cases, true.events)
    assert {each.activities: each.count for each in found.variants.top} == true.variants
    assert found.graph.starts == true.starts
    assert found.graph.ends == true.ends
    waits = {(arc.source, arc.target): plain(arc.waiting) for arc in found.graph.arcs}
    assert waits.keys() == true.waits.keys()
    for pair, spread in waits.items():
        assert spread == pytest.approx(true.waits[pair]), pair
    assert {(p.source, p.target): p.count for p in found.handovers.people} == true.handed
    assert plain(found.throughput.calendar) == pytest.approx(true.durations)
    again = {each.name: each.reworked_cases for each in found.activities if each.reworked_cases}
    assert again == true.reworked
    assert found.rework.cases == true.rework_cases
    assert found.rework.events == true.rework_events
    assert found.rework.self_loops == true.self_loops
    grid = found.load.by_weekday_and_hour
    busy = {(day, hour): n for day, row in enumerate(grid) for hour, n in enumerate(row) if n}
    assert busy == true.hours
    assert {h: n for h, n in enumerate(found.arrivals.by_hour) if n} == true.arrivals


def test_every_figure_is_what_a_plain_loop_finds() -> None:
    rng = random.Random(5)
    check(
        [
            Row(
                case=str(rng.randrange(25)),
                activity=rng.choice("AB中D"),
                at=MONDAY + timedelta(minutes=rng.randrange(300) * 97),
                who=rng.choice("甲乙丙"),
            )
            for _ in range(200)
        ]
    )


@pytest.mark.long
@settings(max_examples=100)
@given(events)
def test_every_figure_of_many_logs(rows: list[Row]) -> None:
    check(rows)


@pytest.mark.long
def test_equal_to_what_pm4py_printed(tmp_path: Path) -> None:
    write_dirty(tmp_path / "dirty.csv", seed=0)
    found = ours(measure(read(tmp_path / "dirty.csv"), top=1000))
    printed = theirs(json.loads(PRINTED.read_text(encoding="utf-8")))
    assert len(found) > 300
    assert differences(found, printed) == []
    assert differences(found | {"cases": found["cases"] + 1}, printed)


@pytest.mark.long
def test_working_time_leaves_out_nights_weekends_and_holidays(tmp_path: Path) -> None:
    rows = [
        (
            "1",
            "a",
            "2024-04-03T16:30:00+08:00",
        ),  # Wednesday; 4-6 April is 清明节, 7 April is worked
        ("1", "b", "2024-04-07T09:30:00+08:00"),
        ("1", "c", "2024-04-07T12:30:00+08:00"),
        ("2", "a", "2024-04-05T10:00:00+08:00"),
        ("2", "b", "2024-04-06T10:00:00+08:00"),
    ]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["case,activity,time", *map(",".join, rows)]), encoding="utf-8")
    found = measure(
        read(path), WorkCalendar.official(), OfficeHours.parse("9:00-12:00,13:00-17:00")
    )
    working = {(a.source, a.target): a.working for a in found.graph.arcs}
    whole = working["a", "b"]
    rest = working["b", "c"]
    assert whole is not None
    assert (whole.count, whole.min, whole.max) == (2, 0, 3600)
    assert rest is not None
    assert rest.max == 2.5 * 3600
    assert found.throughput.working is not None
    assert found.throughput.working.max == 3.5 * 3600
