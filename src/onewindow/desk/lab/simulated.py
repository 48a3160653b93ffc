"""What a simulation shows: before, after, and what if."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from onewindow.desk.lab.charts import Days, Distribution, Limit, distribution
from onewindow.insight.models import SimulationRun

Figures = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Figure:
    """A figure with the interval in which it lies 95 times of 100."""

    mean: float
    low: float
    high: float

    @property
    def words(self) -> str:
        """The figure with one digit."""
        return f"{self.mean:.1f}"

    @property
    def span(self) -> str:
        """Its interval."""
        return f"{max(self.low, 0):.1f}–{self.high:.1f}"

    @property
    def percent(self) -> str:
        """The figure as a share."""
        return f"{100 * self.mean:.0f}%"

    @property
    def percent_span(self) -> str:
        """Its interval as shares."""
        return f"{100 * max(self.low, 0):.0f}–{100 * min(self.high, 1):.0f}%"


@dataclass(frozen=True)
class Variant:
    """One procedure under one load."""

    name: str
    median: Figure
    p95: Figure
    in_time: Figure | None
    busiest: str
    busy: Figure | None
    warnings: Sequence[str]
    is_base: bool = False


class Simulated:
    """The latest run; `accepted` are the proposals that are accepted now."""

    def __init__(self, run: SimulationRun, accepted: Sequence[str]) -> None:
        self.run = run
        self.is_stale = list(run.accepted) != list(accepted)

    @cached_property
    def variants(self) -> list[Variant]:
        """Before, after, and the what-ifs in their order."""
        return [
            _variant(each, is_base=place == 0)
            for place, each in enumerate(self.run.outcome["variants"])
        ]

    @property
    def before(self) -> Variant:
        """The procedure as it is."""
        return self.variants[0]

    @property
    def after(self) -> Variant:
        """The procedure with what was accepted."""
        return self.variants[1]

    @property
    def what_ifs(self) -> list[Variant]:
        """The rest."""
        return self.variants[2:]

    @property
    def calibration(self) -> dict[str, float]:
        """What really happened and what the simulation makes of the same procedure."""
        found: dict[str, float] = self.run.outcome.get("calibration", {})
        return found

    @property
    def hills(self) -> Distribution:
        """Both procedures over the same days."""
        promised = int(self.run.outcome.get("promised_after", 0))
        limits = [Limit(promised, _("承诺 %(n)s 日") % {"n": promised})] if promised else []
        words = {"before": _("现状 中位 %(n)s 日"), "after": _("再造后 中位 %(n)s 日")}
        found = []
        for kind, each in zip(("before", "after"), self.run.outcome["variants"][:2], strict=True):
            edges = each["edges"]
            median = each["median"]["mean"]
            said = words[kind] % {"n": f"{median:.1f}"}
            found.append(Days(kind, each["shares"], edges[1] - edges[0], median, said))
        return distribution(found, limits)


def _variant(found: dict[str, object], *, is_base: bool) -> Variant:
    def figure(name: str) -> Figure | None:
        value = found.get(name)
        return (
            Figure(value["mean"], value["low"], value["high"]) if isinstance(value, dict) else None
        )

    median, p95 = figure("median"), figure("p95")
    nothing = Figure(0.0, 0.0, 0.0)
    warnings = found.get("warnings")
    return Variant(
        str(found["name"]), median or nothing, p95 or nothing, figure("within_promise"),
        str(found.get("busiest", "")), figure("busy"),
        [str(each) for each in warnings] if isinstance(warnings, list) else [], is_base,
    )  # fmt: skip
