"""Parquet, OCEL 2.0, the ledger's export: the same log says the same, whatever it is written in."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from onewindow.eventlog import EventLog, Kind, LogError, UnknownMapping, measure, read
from onewindow.eventlog.measures.graph import graph
from onewindow.eventlog.running import number, rows
from onewindow.eventlog.writing import write_ocel, write_xes

TABLE = """办件编号,环节,时间,经办人,部门,渠道,应办结时间,补正材料
A1,受理,2024-03-01 09:05:00,示例·王,窗口,网上,2024-03-08 17:00:00,
A1,审查,2024-03-01 15:20:00.250,示例·李,规划局,网上,2024-03-08 17:00:00,房产证、结婚证
A1,决定,2024-03-11 10:00:00,示例·李,规划局,网上,2024-03-08 17:00:00,
A2,受理,2024-03-04 09:10:30,示例·王,窗口,窗口,2024-03-11 17:00:00,
A2,决定,2024-03-05 09:00:00,示例·李,规划局,窗口,2024-03-11 17:00:00,
"""


@pytest.mark.long
def test_departments_have_their_hours_and_a_due_day_lasts_until_midnight(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(TABLE.replace("03-11 17:00:00", "03-05").replace("03-08 17:00:00", "03-11"))
    found = measure(read(path))
    # A1 ends on the 11th, A2 on the 5th: the last day of each.
    assert [(each.in_time, each.late) for each in found.deadlines] == [(2, 0)]
    assert [(each.name, each.events) for each in found.load.units] == [("规划局", 3), ("窗口", 2)]
    assert found.load.units[0].by_weekday_and_hour[0][10] == 1
    assert sum(map(sum, found.load.by_weekday_and_hour)) == 5


def held(log: EventLog) -> list[object]:
    """Return the rows of the events and of the cases, of which everything is measured."""
    return [rows(table.order_by(table.columns)) for table in (log.table, log.cases)]


@pytest.mark.long
def test_a_log_stays_the_same_through_every_format(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(TABLE, encoding="utf-8")
    log = read(path)
    found = measure(log)
    assert [(each.attribute, each.late) for each in found.deadlines] == [("应办结时间", 1)]
    for name, write in (("log.xes", write_xes), ("log.json", write_ocel)):
        file = BytesIO()
        assert write(log, file) == 5
        copy = tmp_path / name
        copy.write_bytes(file.getvalue())
        assert held(read(copy)) == held(log)
    again = tmp_path / "log.parquet"
    log.table.to_parquet(again)
    names = {"case": "case_id", "activity": "activity", "at": "at"}
    copied = read(again, mapping=names, zone="UTC")
    assert graph(copied.flow, None) == found.graph


@pytest.mark.long
def test_of_several_kinds_of_objects_one_is_the_case(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    related = [{"objectId": "f1", "qualifier": ""}, {"objectId": "f2", "qualifier": ""}]
    events = [
        {"id": "e1", "type": "交件", "time": "2024-03-01T09:00:00Z", "relationships": related},
        {"id": "e2", "type": "盖章", "time": "2024-03-02T09:00:00Z", "relationships": related[:1]},
        {"id": "e3", "type": "开会", "time": "2024-03-03T09:00:00Z", "relationships": []},
    ]
    objects = [
        {"id": "f1", "type": "文件"},
        {"id": "f2", "type": "文件"},
        {"id": "u", "type": "印"},
    ]
    path.write_text(json.dumps({"objects": objects, "events": events}), encoding="utf-8")
    with pytest.raises(UnknownMapping, match="哪种对象是办件"):
        read(path)
    log = read(path, mapping={"case": "文件"})
    assert (number(log.cases.count()), number(log.events.count())) == (2, 3)
    assert {p.kind: p.count for p in log.dirt} == {Kind.MANY_OBJECTS: 1, Kind.NO_CASE: 1}
    path.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(LogError, match="没有 objects"):
        read(path)


@pytest.mark.long
def test_the_ledgers_export_is_read_as_it_stands(tmp_path: Path) -> None:
    def line(chain: str, code: str, at: str, **more: str) -> str:
        data = {"name": more.pop("name")} if "name" in more else {"channel": "online"}
        row = {"actor": "officer/li", "unit": "ghj", "step": "", "lifecycle": "", **more}
        said = {"id": 1, "chain": chain, "code": code, "at": at, "data": json.dumps(data), **row}
        return json.dumps(said, ensure_ascii=False)

    lines = [
        line("case/SL1", "case.submitted", "2024-03-01T09:00:00.000001+08:00", actor="applicant/z"),
        line(
            "case/SL1",
            "step.enabled",
            "2024-03-01T10:00:00+08:00",
            step="s1",
            lifecycle="enabled",
            name="审查",
        ),
        line(
            "case/SL1",
            "step.started",
            "2024-03-01T11:00:00+08:00",
            step="s1",
            lifecycle="start",
            name="审查",
        ),
        line(
            "case/SL1",
            "step.completed",
            "2024-03-01T12:30:00+08:00",
            step="s1",
            lifecycle="complete",
            name="审查",
        ),
        line("item/x", "item.published", "2024-03-01T09:00:00+08:00"),
        "{broken",
    ]
    path = tmp_path / "ledger.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    log = read(path, names={"case.submitted": "提交申请"})
    assert {p.kind: p.count for p in log.dirt} == {Kind.BAD_ROW: 1, Kind.OTHER_CHAIN: 1}
    found = measure(log)
    assert (found.cases, found.events) == (1, 4)
    assert [(arc.source, arc.target) for arc in found.graph.arcs] == [("提交申请", "审查")]
    (work,) = found.work
    assert work.waiting is not None
    assert work.processing is not None
    assert (work.waiting.max, work.processing.max) == (3600, 5400)
    assert {"applicant", "officer/li"} == set(log.flow.resources.by_number.values())
