"""What a redesign works on: an item's procedure, and what its steps read, write and are for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from onewindow.procedure.graph import certain
from onewindow.procedure.model import Procedure
from onewindow.procedure.redesign.law import Precedence, Reference, Separation
from onewindow.procedure.step import Step, StepKind

OPINION = "opinion:"


def opinion_of(step: str) -> str:
    """Name the opinion that a review writes and the decision reads."""
    return f"{OPINION}{step}"


class Need(StrEnum):
    """How much a material is needed: 需提交, 可容缺, 选交."""

    REQUIRED = "required"
    DEFERRABLE = "deferrable"
    OPTIONAL = "optional"


class Source(StrEnum):
    """Where the reviewers get what a material says."""

    APPLICANT = "applicant"
    SHARED = "shared"
    LICENCE = "licence"
    STEP = "step"
    COMMITMENT = "commitment"
    REUSED = "reused"


class Practice(StrEnum):
    """A way of working that is no arrow in the graph; `Definition.practices` holds those in use."""

    PRE_REVIEW = "pre_review"
    TRIAGE = "triage"
    ORDER_BASED = "order_based"
    DELEGATED = "delegated"
    INSTANT = "instant"
    AUTHORISED = "authorised"
    ONLINE = "online"
    COURIER = "courier"


@dataclass(frozen=True)
class Material:
    """What an applicant is asked for.

    `issued_by` is the unit that issued it, `licence` the licence or shared data that says the same,
    `produced_by` the step of this procedure that makes it, `asked` how often it is handed in.
    """

    code: str
    name: str
    need: Need = Need.REQUIRED
    source: Source = Source.APPLICANT
    issued_by: str = ""
    licence: str = ""
    produced_by: str = ""
    asked: int = 1
    copies: int = 1
    needs_original: bool = False
    is_proof: bool = False
    is_conditional: bool = False
    basis: str = ""


@dataclass(frozen=True)
class Fee:
    """A fee in yuan; `basis` is what it rests on."""

    name: str
    yuan: Decimal = Decimal(0)
    basis: str = ""


@dataclass(frozen=True)
class Work:
    """What a step does beyond the graph.

    `acts` are the codes of legal acts (`data/base/precedences.yaml`), `reads` the codes of
    materials and results, `writes` those of results. It `gathers` if it needs all that was done
    before it, it `opens` if all that comes behind needs it. `absorbed` are the steps that were
    merged into it, `joint_units` the units that take part. `least_days`: what law demands, in
    working days.
    """

    acts: frozenset[str] = frozenset()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    gathers: bool = False
    opens: bool = False
    absorbed: tuple[str, ...] = ()
    joint_units: tuple[str, ...] = ()
    least_days: int = 0


NO_WORK = Work()


@dataclass(frozen=True)
class Definition:
    """One item as it is redesigned. Limits are working days, counted from acceptance; 0: none said.

    `linked` are the units and bodies whose data can be had, `guarded` the fields of 告知承诺 that
    exclude it. `works` maps the codes of steps. `practices` holds (practice, step code or "").
    `kept_by_law` are the steps that may not be left out; `references` the articles each heuristic
    looks at.
    """

    code: str
    name: str
    procedure: Procedure
    item_type: str = ""
    level: str = ""
    works: Mapping[str, Work] = field(default_factory=dict)
    materials: tuple[Material, ...] = ()
    fees: tuple[Fee, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    separations: tuple[Separation, ...] = ()
    kept_by_law: Mapping[str, Reference] = field(default_factory=dict)
    references: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)
    promised: int = 0
    statutory: int = 0
    visits: int = 0
    linked: frozenset[str] = frozenset()
    guarded: tuple[str, ...] = ()
    practices: frozenset[tuple[Practice, str]] = frozenset()
    unit_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in the order of the form."""
        return self.procedure.steps

    @cached_property
    def acceptance(self) -> Step:
        """The step that accepts."""
        return next(step for step in self.steps if step.kind is StepKind.ACCEPTANCE)

    @cached_property
    def decision(self) -> Step:
        """The step that decides."""
        return next(step for step in self.steps if step.kind is StepKind.DECISION)

    @cached_property
    def handed_in(self) -> tuple[Material, ...]:
        """The materials that the applicant brings."""
        return tuple(each for each in self.materials if each.source is Source.APPLICANT)

    @cached_property
    def became(self) -> Mapping[str, str]:
        """Map every step that is there or was merged to the code of the step that does it now."""
        found = {step.code: step.code for step in self.steps}
        for step in self.steps:
            found |= dict.fromkeys(self.work(step.code).absorbed, step.code)
        return found

    @cached_property
    def surely_before(self) -> Mapping[str, frozenset[str]]:
        """Map every step to those that are surely done before it starts."""
        return certain(self.procedure.needs, self.procedure.quorums)

    def work(self, code: str) -> Work:
        """Return what a step does."""
        return self.works.get(code, NO_WORK)

    def material(self, code: str) -> Material | None:
        """Return a material, if there is one with this code."""
        return next((each for each in self.materials if each.code == code), None)

    def unit_name(self, unit: str) -> str:
        """Return the name of a unit, or its code."""
        return self.unit_names.get(unit, unit)

    def has(self, practice: Practice, step: str = "") -> bool:
        """Whether a way of working is in use, for one step or for the item."""
        return (practice, step) in self.practices

    def using(self, practice: Practice, step: str = "") -> "Definition":
        """Return the definition with one more way of working."""
        return replace(self, practices=self.practices | {(practice, step)})

    def with_steps(
        self, steps: Iterable[Step], works: Mapping[str, Work] | None = None
    ) -> "Definition":
        """Return the definition with other steps; raise ProcedureError if they are not sound."""
        procedure = Procedure.of(steps)
        codes = {step.code for step in procedure.steps}
        known = self.works if works is None else works
        kept = {code: work for code, work in known.items() if code in codes}
        return replace(self, procedure=procedure, works=kept)

    def with_material(self, material: Material) -> "Definition":
        """Return the definition with a material of this code said anew."""
        changed = (material if each.code == material.code else each for each in self.materials)
        return replace(self, materials=tuple(changed))
