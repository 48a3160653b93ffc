"""How times are spread: count, mean, percentiles, ends."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from onewindow.eventlog.running import Row
from onewindow.eventlog.zones import SECOND

QUANTILES = (0.5, 0.8, 0.95)


@dataclass(frozen=True)
class Spread:
    """Seconds: percentiles lie between the two nearest values in proportion (type 7)."""

    count: int
    total: float
    mean: float
    p50: float
    p80: float
    p95: float
    min: float
    max: float


def spread_of(values_us: ir.IntegerColumn, name: str) -> dict[str, ir.Scalar]:
    """Return the aggregates of a column of microseconds that `read_spread` reads."""
    return {
        f"{name}_count": values_us.count(),
        f"{name}_total": values_us.sum().cast("float64"),
        f"{name}_quantiles": values_us.quantile(list(QUANTILES)),
        f"{name}_min": values_us.min(),
        f"{name}_max": values_us.max(),
    }


def read_spread(row: Row, name: str) -> Spread | None:
    """Read a spread from a row; nothing where there is no value."""
    count = int(str(row.get(f"{name}_count") or 0))
    if not count:
        return None
    total, least, most = (seconds(row[f"{name}_{part}"]) for part in ("total", "min", "max"))
    quantiles = row[f"{name}_quantiles"]
    if not isinstance(quantiles, Sequence):
        raise TypeError(f"{name}: {quantiles!r}")
    p50, p80, p95 = (seconds(value) for value in quantiles)
    return Spread(count, total, total / count, p50, p80, p95, least, most)


def seconds(value: object) -> float:
    """Return microseconds as seconds."""
    return float(str(value)) / SECOND
