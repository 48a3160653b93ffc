"""What a log says of waits, work and batches, however it writes its times down."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from onewindow.eventlog import EventLog, read
from onewindow.eventlog.running import rows
from onewindow.eventlog.zones import micros
from onewindow.insight.mining.evidence import evidence_of
from onewindow.insight.mining.picture import timed
from onewindow.kernel.workdays import WorkCalendar
from tests.procedure.redesign.cases import item

CALENDAR = WorkCalendar.official()
SPAN = micros(datetime(2024, 3, 4, tzinfo=UTC)), micros(datetime(2024, 3, 8, tzinfo=UTC))
Times = dict[str, tuple[float | None, float | None]]


def waits(log: EventLog) -> Times:
    """Return how many working days each activity waited and took, in hundredths."""

    def rounded(value: object) -> float | None:
        return None if value is None else round(float(str(value)), 2)

    table = timed(log, CALENDAR, SPAN).table
    return {
        str(row["activity"]): (rounded(row["waited"]), rounded(row["took"])) for row in rows(table)
    }


def written(folder: Path, *lines: str) -> EventLog:
    path = folder / "log.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read(path)


@pytest.mark.long
def test_what_runs_side_by_side_waits_since_it_could_begin(tmp_path: Path) -> None:
    log = written(
        tmp_path,
        "case,activity,enabled,started,time,resource,unit",
        "1,受理,2024-03-04 09:00,2024-03-04 09:00,2024-03-04 10:00,甲,窗口",
        "1,消防,2024-03-04 10:00,2024-03-05 09:00,2024-03-05 10:00,乙,消防",
        "1,卫生,2024-03-04 10:00,2024-03-05 10:00,2024-03-05 11:00,丙,卫健",
    )
    # Six hours of seven on the first day, then one more: not since the other one had ended.
    assert waits(log) == {"受理": (0.0, 0.14), "消防": (0.86, 0.14), "卫生": (1.0, 0.14)}


@pytest.mark.long
def test_beginnings_are_known_from_events_of_their_own(tmp_path: Path) -> None:
    log = written(
        tmp_path,
        "case,activity,lifecycle,time,resource,unit",
        "1,受理,complete,2024-03-04 10:00,甲,窗口",
        "1,消防,start,2024-03-04 13:00,乙,消防",
        "1,消防,complete,2024-03-04 15:00,乙,消防",
    )
    assert waits(log) == {"受理": (None, None), "消防": (0.29, 0.29)}


@pytest.mark.long
def test_dates_without_hours_and_nobody_in_particular_are_no_batch(tmp_path: Path) -> None:
    definition, _none = item("a 受理 m 1", "b 审批 m 1", "c 归档 m 1", "e 公告 m 1", "d 决定 m 1")
    lines = (
        f"{case},{name},2024-03-06 {hour}:00,{person},市局"
        for case in range(5)
        for name, hour, person in (("审批", "15", "乙"), ("归档", "00", "乙"), ("公告", "16", ""))
    )
    log = written(tmp_path, "case,activity,time,resource,unit", *lines)
    found = evidence_of(log, timed(log, CALENDAR, SPAN), definition, source="")
    told = {code: step.batched.count for code, step in found.steps.items() if step.batched}
    assert told == {"b": 5, "c": 0, "e": 0}


@pytest.mark.long
def test_a_column_with_a_value_for_each_row_is_read_all_the_same(tmp_path: Path) -> None:
    lines = (f"c{n // 20},a{n},2024-03-01 09:{n % 20:02}" for n in range(33_000))
    flow = written(tmp_path, "case,activity,time", *lines).flow
    assert flow.steps.activity.nunique().to_pyarrow().as_py() == 33_000
