"""Whatever a log has that is wrong is counted, with examples; what can be measured still is."""

import gzip
import re
from pathlib import Path

import pytest

from onewindow.eventlog import EventLog, Kind, LogError, UnknownMapping, measure, read
from onewindow.eventlog.measures.graph import graph
from onewindow.eventlog.running import number

CHINESE = """办件编号,环节名称,办理时间,经办人,部门,渠道
A1,受理,2024年3月1日 上午9:05,示例·王,窗口,网上
A1,审查,2024年3月1日 下午3点20分,示例·李,规划局,网上
A2,受理,2024年3月4日 09时10分30秒,示例·王,窗口,窗口
A2,审查,,示例·李,规划局,窗口
A2,,2024年3月5日 10:00,示例·李,规划局,窗口
,办结,2024年3月5日 11:00,示例·李,规划局,窗口
A2,办结,改天,示例·李,规划局,窗口
A2,审查,2024年3月4日 8:00,示例·李,规划局,窗口
A1,审查,2024年3月1日 下午3点20分,示例·李,规划局,网上
"""

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <trace><string key="concept:name" value="c1"/><string key="channel" value="Post"/>
    <event><string key="concept:name" value="a"/>
      <date key="time:timestamp" value="2024-03-31T02:30:00.000+01:00"/></event>
    <event><string key="concept:name" value="b"/>
      <date key="time:timestamp" value="2024-03-31T03:45:00.5+02:00"/></event>
    <event><string key="concept:name" value="c"/></event>
  </trace>
  <trace><event><string key="concept:name" value="a"/>
      <date key="time:timestamp" value="2024-04-01T08:00:00Z"/></event></trace>
  <trace><string key="concept:name" value="empty"/></trace>
</log>
"""


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def counts(log: EventLog) -> dict[Kind, int]:
    return {problem.kind: problem.count for problem in log.dirt}


@pytest.mark.long
def test_a_chinese_table_is_understood_and_its_dirt_counted(tmp_path: Path) -> None:
    log = read(written(tmp_path, "log.csv", CHINESE.encode("gb18030")))
    assert log.source.encoding == "gb18030"
    assert log.source.mapping.as_json() == {
        "case": "办件编号",
        "activity": "环节名称",
        "at": "办理时间",
        "resource": "经办人",
        "unit": "部门",
    }
    assert counts(log) == {
        Kind.NO_CASE: 1,
        Kind.NO_ACTIVITY: 1,
        Kind.NO_TIME: 1,
        Kind.BAD_TIME: 1,
        Kind.NO_ZONE: 8,
        Kind.OUT_OF_ORDER: 1,
        Kind.DUPLICATE_EVENT: 1,
    }
    assert "第 7 个事件 改天" in log.dirt.found[Kind.BAD_TIME].examples
    measured = measure(log)
    assert (measured.cases, measured.events) == (2, 5)
    assert measured.first_at == "2024-03-01T09:05:00+08:00"
    assert {(arc.source, arc.target): arc.count for arc in measured.graph.arcs} == {
        ("受理", "审查"): 1,
        ("审查", "审查"): 1,
        ("审查", "受理"): 1,
    }
    waits = {(arc.source, arc.target): arc.waiting for arc in measured.graph.arcs}
    assert {pair: wait.max for pair, wait in waits.items() if wait} == {
        ("受理", "审查"): (6 * 60 + 15) * 60,
        ("审查", "审查"): 0,
        ("审查", "受理"): 70 * 60 + 30,
    }


@pytest.mark.long
def test_xes_is_read_plain_and_packed_with_its_zones(tmp_path: Path) -> None:
    plain = written(tmp_path, "log.xes", XES)
    packed = written(tmp_path, "log.xes.gz", gzip.compress(XES.encode()))
    for path in (plain, packed):
        log = read(path)
        assert counts(log) == {
            Kind.NO_TIME: 1,
            Kind.MIXED_ZONES: 2,
            Kind.UNNAMED_CASE: 1,
            Kind.EMPTY_CASE: 1,
        }
        assert log.cases.filter(log.cases.case_id == "c1").case_channel.to_pyarrow()[0].as_py() == (
            "Post"
        )
    assert (number(log.cases.count()), number(log.events.count())) == (2, 3)
    (waiting, *_rest) = [arc.waiting for arc in graph(log.flow, None).arcs]
    assert waiting is not None
    assert waiting.max == 900.5


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "是空的"),
        (b"<html><body>hello</body></html>", "不是 XES 日志"),
        (b'<log><event><string key="concept:name" value="a"/></event></log>', "事件都没有时间"),
        (XES.encode()[:600], "不是完整的 XML"),
        (gzip.compress(XES.encode())[:120], "压缩内容不完整"),
        ("一段话，没有分列".encode(), "没有分成几列"),
        (b"a,b\n", "只有表头"),
        (
            b"case,activity,at,more\n1,a,2026-01-05\n1,b,2026-01-06\n",
            "表头有 4 列，下面 2 行的列数都和它不同，如第 2 行 1,a,2026-01-05。",
        ),
        (b"case,,at,\n1,a,2026-01-05,\n", "的第 2、4 列没有名称"),
        (b"case,at,at\n1,2026-01-05,a\n", "有重名的列：at"),
        (b"\x00\x01\x02,\x00", "不是文本"),
        (b"a,a,b\n1,2,3\n", "重名的列"),
        (b'case,activity,at\n1,"a,2026-01-05\n1,b,2026-01-06\n', "引号没有成对"),
    ],
)
def test_what_is_no_log_is_refused_in_plain_words(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(LogError, match=said) as refused:
        read(written(tmp_path, "log", content))
    # The parser's own words are English.
    assert not re.search(r"[a-z]{3,} [a-z]{3,}", refused.value.message)


@pytest.mark.long
def test_unclear_columns_are_asked_for_and_given(tmp_path: Path) -> None:
    rows = "x;y;z\n1;a;01/02/2024 10:00\n1;b;13/02/2024 11:00\n2;a;20/02/2024 9:30\n"
    path = written(tmp_path, "log.csv", rows)
    assert read(path).source.mapping.as_json() == {"case": "x", "activity": "y", "at": "z"}
    turned = read(path, mapping={"case": "y", "activity": "x"})
    assert turned.source.mapping.as_json() == {"case": "y", "activity": "x", "at": "z"}
    first = turned.table.at.min().to_pyarrow().as_py()
    assert first.isoformat() == "2024-02-01T02:00:00"
    with pytest.raises(UnknownMapping, match="是时间。请用 --map at=列名"):
        read(written(tmp_path, "no-time.csv", "case,activity\n1,a\n1,b\n"))
    with pytest.raises(UnknownMapping, match="没有“w”这一列"):
        read(path, mapping={"case": "w"})
    with pytest.raises(UnknownMapping, match="不认识"):
        read(path, mapping={"who": "x"})
