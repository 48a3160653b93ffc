"""What was measured: figures per step and material, each with the number they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share between 0 and 1; 0 of nothing."""
        return self.count / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.count}/{self.of}（{self.value:.1%}）"


@dataclass(frozen=True)
class Days:
    """Percentiles of a duration in working days over `n` observations."""

    n: int
    p50: float
    p80: float
    p95: float


@dataclass(frozen=True)
class StepEvidence:
    """What happened at one step; what was not measured is None.

    `waiting`: from enabled to started, `processing`: from started to ended, `total`: both.
    `refused`: the case ended there. `changed`: something was corrected, added or sent back.
    `agreeing`: an approval that says what was proposed. `batch_waiting`: until the batch began.
    """

    runs: int = 0
    waiting: Days | None = None
    processing: Days | None = None
    total: Days | None = None
    refused: Share | None = None
    changed: Share | None = None
    agreeing: Share | None = None
    batched: Share | None = None
    batch_waiting: Days | None = None
    people: int = 0


@dataclass(frozen=True)
class MaterialEvidence:
    """How often a material was asked for again: missing, and wrong."""

    asked: int = 0
    missing: Share | None = None
    wrong: Share | None = None


@dataclass(frozen=True)
class Evidence:
    """Everything measured of an item. `source` says where from; without cases there is none.

    `corrected`: cases sent back for 补正. `granted`: decisions that grant. `throughput`: from
    acceptance to decision. `local`: cases of applicants who live at the level below.
    """

    source: str = ""
    cases: int = 0
    steps: Mapping[str, StepEvidence] = field(default_factory=dict)
    materials: Mapping[str, MaterialEvidence] = field(default_factory=dict)
    throughput: Days | None = None
    corrected: Share | None = None
    granted: Share | None = None
    local: Share | None = None

    def step(self, code: str) -> StepEvidence:
        """Return what was measured at a step."""
        return self.steps.get(code, StepEvidence())

    def material(self, code: str) -> MaterialEvidence:
        """Return what was measured of a material."""
        return self.materials.get(code, MaterialEvidence())


NOTHING_MEASURED = Evidence()
