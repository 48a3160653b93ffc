"""Definitions, evidence and law as decoded YAML."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from onewindow.procedure.model import Procedure, Step, problems
from onewindow.procedure.redesign.definition import Definition, Fee, Material, Practice, Work
from onewindow.procedure.redesign.errors import BadDefinition
from onewindow.procedure.redesign.evidence import NOTHING_MEASURED, Evidence
from onewindow.procedure.redesign.governing import govern
from onewindow.procedure.redesign.law import Act, Law, Precedence, Reference, Rule
from onewindow.procedure.redesign.structuring import structure


@dataclass(frozen=True)
class _Step(Step):
    acts: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    least_days: int = 0

    def step(self) -> Step:
        return Step(**{each.name: getattr(self, each.name) for each in fields(Step)})

    def work(self) -> Work:
        return Work(frozenset(self.acts), self.reads, self.writes, least_days=self.least_days)


@dataclass(frozen=True)
class _Precedence:
    before: str
    after: str
    law: str
    article: str
    text: str = ""


@dataclass(frozen=True)
class _File:
    name: str
    steps: tuple[_Step, ...]
    code: str = ""
    item_type: str = ""
    level: str = ""
    promised: int = 0
    statutory: int = 0
    visits: int = 0
    linked: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    practices: tuple[Practice, ...] = ()
    units: dict[str, str] = field(default_factory=dict)
    materials: tuple[Material, ...] = ()
    fees: tuple[Fee, ...] = ()
    precedences: tuple[_Precedence, ...] = ()
    evidence: Evidence = NOTHING_MEASURED


@dataclass(frozen=True)
class _Rule:
    code: str
    law: str
    article: str
    text: str
    before: str = ""
    after: str = ""
    apart: tuple[str, ...] = ()
    keeps: str = ""
    least_days: int = 0
    item_types: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Law:
    acts: tuple[Act, ...]
    rules: tuple[_Rule, ...]
    references: dict[str, tuple[Reference, ...]]


def read_law(data: object) -> Law:
    """Return the rules of `precedences.yaml`; raise BadDefinition."""
    table = structure(data, _Law)
    rules = tuple(
        Rule(
            code=row.code,
            reference=Reference(row.law, row.article, row.text),
            before=row.before,
            after=row.after,
            apart=row.apart,
            keeps=row.keeps,
            least_days=row.least_days,
            item_types=row.item_types,
        )
        for row in table.rules
    )
    return Law(table.acts, rules, table.references)


def read_definition(data: object, law: Law) -> tuple[Definition, Evidence]:
    """Return what a file defines, under the law, and what it says was measured.

    Raise BadDefinition with every fault of the file, or every fault of its steps.
    """
    file = structure(data, _File)
    steps = [row.step() for row in file.steps]
    faults = [each.message for each in problems(steps)] or _unknown(file)
    if faults:
        raise BadDefinition(faults)
    definition = Definition(
        code=file.code,
        name=file.name,
        procedure=Procedure.of(steps),
        item_type=file.item_type,
        level=file.level,
        works={row.code: row.work() for row in file.steps},
        materials=file.materials,
        fees=file.fees,
        precedences=tuple(
            Precedence(each.before, each.after, Reference(each.law, each.article, each.text))
            for each in file.precedences
        ),
        promised=file.promised,
        statutory=file.statutory,
        visits=file.visits,
        linked=frozenset(file.linked),
        guarded=file.guarded,
        practices=frozenset((practice, "") for practice in file.practices),
        unit_names=file.units,
    )
    return govern(definition, law), file.evidence


def _unknown(file: _File) -> list[str]:
    """Name every code that means nothing here."""
    steps = {row.code for row in file.steps}
    known = {row.code for row in file.materials} | {
        each for row in file.steps for each in row.writes
    }
    materials = [row.code for row in file.materials]
    return [
        *(
            f"环节“{row.name}”要用“{each}”，但没有这份材料，也没有环节产生它。"
            for row in file.steps
            for each in row.reads
            if each not in known
        ),
        *(
            f"材料“{row.name}”由环节“{row.produced_by}”产生，但没有这个环节。"
            for row in file.materials
            if row.produced_by and row.produced_by not in steps
        ),
        *(
            f"法定先后里的环节“{code}”不存在。"
            for row in file.precedences
            for code in (row.before, row.after)
            if code not in steps
        ),
        *(f"有两份材料的代码都是“{each}”。" for each in _twice(materials)),
        *_unknown_evidence(file.evidence.steps, steps, "环节"),
        *_unknown_evidence(file.evidence.materials, set(materials), "材料"),
    ]


def _twice(codes: list[str]) -> list[str]:
    return [code for code in dict.fromkeys(codes) if codes.count(code) > 1]


def _unknown_evidence(rows: Mapping[str, object], known: set[str], what: str) -> list[str]:
    return [f"办理数据里的{what}“{code}”不存在。" for code in rows if code not in known]
