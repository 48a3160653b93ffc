"""The same expressions on Spark, for a province whose log outgrows one machine."""

import gc
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import pytest
from benchmarks.mining.comparing import differences, ours

from onewindow.eventlog import EventLog, OfficeHours, measure, read
from onewindow.kernel.workdays import WorkCalendar

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

LOG = Path(__file__).parents[2] / "data" / "sample" / "logs" / "permits.csv"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_spark_finds_the_same_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed (extra spark)")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not here")
    log = read(LOG)
    session = (
        pyspark.sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        # For a small log, compiling each query takes longer than running it.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
        .getOrCreate()
    )
    try:
        _compare(log, ibis.pyspark.connect(session), tmp_path)
    finally:
        # What was kept on the way is dropped while there is still a Spark to drop it.
        gc.collect()
        _stop(session, pyspark.SparkContext)


def _compare(log: EventLog, backend: ibis.BaseBackend, folder: Path) -> None:
    there = _on_spark(log, backend, folder)
    calendar, hours = WorkCalendar.official(), OfficeHours.parse()
    here, found = measure(log, calendar, hours), measure(there, calendar, hours)
    assert differences(ours(here), ours(found)) == []
    assert dict(_flat("", found.as_json())) == pytest.approx(dict(_flat("", here.as_json())))


def _flat(name: str, value: object) -> Iterator[tuple[str, float | str | None]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(f"{name}.{key}", each)
    elif isinstance(value, list | tuple):
        for place, each in enumerate(value):
            yield from _flat(f"{name}.{place}", each)
    elif isinstance(value, int | float | str) or value is None:
        yield name, value


def _stop(session: "SparkSession", context: "type[SparkContext]") -> None:
    # Its Java would go on until Python ends.
    gateway = context._gateway
    session.stop()
    if gateway is not None:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(30)
        context._gateway = context._jvm = None


def _on_spark(log: EventLog, backend: ibis.BaseBackend, folder: Path) -> EventLog:
    tables = {}
    for name in ("events", "cases"):
        path = folder / f"{name}.parquet"
        getattr(log, name).to_parquet(path)
        tables[name] = backend.read_parquet(path, table_name=name)
    return replace(log, **tables, names=None, given_flow=None)
