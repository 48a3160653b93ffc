"""What an item costs people: 环节, 材料, 时限, 跑动, 费用."""

from dataclasses import dataclass
from decimal import Decimal

from onewindow.procedure.critical import working_days
from onewindow.procedure.redesign.definition import Definition


@dataclass(frozen=True)
class Totals:
    """Counts of one definition; days are working days.

    `materials` counts a material as often as it is asked for. `days` is the longest chain of steps
    with delivery, `decision_days` from acceptance to decision, `promised` the promised limit.
    """

    steps: int
    materials: int
    promised: int
    days: int
    decision_days: int
    visits: int
    fees: Decimal

    @classmethod
    def of(cls, definition: Definition) -> "Totals":
        """Count a definition."""
        procedure = definition.procedure
        return cls(
            steps=len(procedure.steps),
            materials=sum(each.asked for each in definition.handed_in),
            promised=definition.promised,
            days=procedure.critical_path().days,
            decision_days=decision_days(definition),
            visits=definition.visits,
            fees=sum((fee.yuan for fee in definition.fees), Decimal(0)),
        )

    def minus(self, other: "Totals") -> "Totals":
        """Return by how much the other is smaller."""
        return Totals(
            steps=self.steps - other.steps,
            materials=self.materials - other.materials,
            promised=self.promised - other.promised,
            days=self.days - other.days,
            decision_days=self.decision_days - other.decision_days,
            visits=self.visits - other.visits,
            fees=self.fees - other.fees,
        )

    def as_json(self) -> dict[str, int | str]:
        """Return the totals as plain values; fees as digits."""
        return {
            "steps": self.steps,
            "materials": self.materials,
            "promised_days": self.promised,
            "critical_path_days": self.days,
            "decision_days": self.decision_days,
            "visits": self.visits,
            "fees_yuan": str(self.fees),
        }


def decision_days(definition: Definition) -> int:
    """Add up the longest chain from acceptance to decision, as the legal limit runs (许可法 42)."""
    accepting = definition.acceptance
    whole = definition.procedure.critical_path(with_delivery=False).days
    return whole - working_days(accepting.limit, accepting.limit_unit)


def say_totals(before: Totals, after: Totals) -> str:
    """Say what changed: "环节 9→5, 材料 14→8, 时限 20→9 个工作日, 跑动 3→0"."""
    days = _limit(before, after)
    told: list[tuple[str, int | Decimal, int | Decimal, str]] = [
        ("环节", before.steps, after.steps, ""),
        ("材料", before.materials, after.materials, ""),
    ]
    if any(days):
        told.append(("时限", *days, " 个工作日"))
    told.append(("跑动", before.visits, after.visits, " 次"))
    if before.fees:
        told.append(("费用", before.fees, after.fees, " 元"))
    return "，".join(_change(*each) for each in told)


def _limit(before: Totals, after: Totals) -> tuple[int, int]:
    """Speak of the promise, or of the longest chain where nothing was promised."""
    if before.promised:
        return before.promised, after.promised
    return before.decision_days, after.decision_days


def _change(name: str, before: int | Decimal, after: int | Decimal, unit: str) -> str:
    return f"{name} {before}{unit}（不变）" if before == after else f"{name} {before}→{after}{unit}"
