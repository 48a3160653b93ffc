"""What a simulation shows: before, after, and what if."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from onewindow.desk.lab.charts import Days, Distribution, Limit, distribution, promise_words
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
    """One item in the latest run; `accepted` are the proposals that are accepted now."""

    def __init__(
        self, run: SimulationRun, accepted: Sequence[str], item: Mapping[str, Any]
    ) -> None:
        self.run, self.item = run, item
        self.name = str(item.get("name", ""))
        self.cases = int(item.get("cases", 0))
        self.subject = str(item.get("subject", ""))
        self.is_stale = list(run.accepted) != list(accepted)

    @cached_property
    def variants(self) -> list[Variant]:
        """Before, after, and the what-ifs in their order."""
        return [
            _variant(each, is_base=place == 0) for place, each in enumerate(self.item["variants"])
        ]

    @property
    def pools(self) -> list["Pool"]:
        """Whose people can be more or fewer."""
        prefix = f"{self.name}｜" if len(self.run.items) > 1 else ""
        return [
            Pool(self.subject, each[0], f"{prefix}{each[1]}", each[2] if len(each) > 2 else None)
            for each in self.item.get("pools", [])
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
        found: dict[str, float] = self.item.get("calibration", {})
        return found

    @property
    def hills(self) -> Distribution:
        """Both procedures over the same days."""
        promised = int(self.item.get("promised_after", 0))
        limits = [Limit(promised, promise_words(promised))] if promised else []
        words = {"before": _("现状 中位 %(n)s 日"), "after": _("再造后 中位 %(n)s 日")}
        found = []
        for kind, each in zip(("before", "after"), self.item["variants"][:2], strict=True):
            edges = each["edges"]
            median = each["median"]["mean"]
            said = words[kind] % {"n": f"{median:.1f}"}
            found.append(Days(kind, each["shares"], edges[1] - edges[0], median, said))
        return distribution(found, limits)


@dataclass(frozen=True)
class Pool:
    """Who does a step of an item; `people` is how many, where a run tells."""

    item: str
    code: str
    name: str
    people: int | None = None

    @property
    def key(self) -> str:
        """What a form sends."""
        return f"{self.item}:{self.code}"


@dataclass(frozen=True)
class Together:
    """All items of a run: what a case takes on average, weighed by how many cases each item has."""

    items: int
    cases: int
    before: float
    after: float

    @property
    def saved(self) -> str:
        """By how many working days a case is shorter."""
        return f"{self.before - self.after:.1f}"


def together(run: SimulationRun) -> Together | None:
    """Add up the items of a run; None for one item, which speaks for itself."""
    items = [
        each for each in run.items
        if each.get("cases") and all(variant.get("mean") for variant in each["variants"][:2])
    ]  # fmt: skip
    cases = sum(each["cases"] for each in items)
    if len(run.items) < 2 or not cases:
        return None
    before, after = (
        sum(each["cases"] * each["variants"][place]["mean"]["mean"] for each in items) / cases
        for place in (0, 1)
    )
    return Together(len(items), cases, round(before, 1), round(after, 1))


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
