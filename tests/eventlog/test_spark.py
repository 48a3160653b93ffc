"""The same expressions on Spark, for a province whose log outgrows one machine."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import ibis
import pytest
from benchmarks.mining.comparing import differences, ours

from onewindow.eventlog import EventLog, OfficeHours, measure, read
from onewindow.kernel.workdays import WorkCalendar

LOG = Path(__file__).parents[2] / "data" / "sample" / "logs" / "permits.csv"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_spark_finds_the_same_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed (extra spark)")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java, which is not here")
    log = read(LOG)
    session = (
        pyspark.sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
        .getOrCreate()
    )
    try:
        there = _on_spark(log, ibis.pyspark.connect(session), tmp_path)
        calendar, hours = WorkCalendar.official(), OfficeHours.parse()
        here, found = measure(log, calendar, hours), measure(there, calendar, hours)
        assert differences(ours(here), ours(found)) == []
        assert found.as_json() == pytest.approx(here.as_json())
    finally:
        session.stop()


def _on_spark(log: EventLog, backend: ibis.BaseBackend, folder: Path) -> EventLog:
    tables = {}
    for name in ("events", "cases"):
        path = folder / f"{name}.parquet"
        getattr(log, name).to_parquet(path)
        tables[name] = backend.read_parquet(path, table_name=name)
    return replace(log, **tables, names=None, given_flow=None)
