"""The city's rules for stages as plain data, and everything that has to hold for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onewindow.kernel.conditions import Answers, Term, evaluate, fields
from onewindow.procedure.graph import loops
from onewindow.procedure.model import Procedure, Step, StepKind

# Attributes of a project that forms are filled with.
KNOWN = ("code", "name", "place", "investment", "area", "starts_on", "ends_on")


@dataclass(frozen=True)
class Stage:
    """A stage of a kind: working days, the code of the department that leads, what comes before."""

    code: str
    name: str
    days: int
    lead: str
    needs: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of project with its total of working days and where that comes from."""

    code: str
    name: str
    total: int
    basis: str
    stages: tuple[Stage, ...]
    help: str = ""

    @property
    def procedure(self) -> Procedure:
        """The stages as steps: each waits for those before it, its limit is its days."""
        return Procedure(
            tuple(
                Step(
                    code=each.code, name=each.name, kind=StepKind.REVIEW, unit=each.lead,
                    limit=each.days, needs=each.needs,
                )
                for each in self.stages
            )
        )  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """An item of a stage, by its code: for these kinds (none: all), where the term holds."""

    stage: str
    item: str
    kinds: tuple[str, ...] = ()
    when: Term | None = None
    prefill: tuple[tuple[str, str], ...] = ()

    def is_needed(self, kind: str, answers: Answers) -> bool:
        """Whether a project of a kind with these answers needs it."""
        if self.kinds and kind not in self.kinds:
            return False
        return self.when is None or evaluate(self.when, answers)


def needed(wanted: Iterable[Wanted], stage: str, kind: str, answers: Answers) -> list[str]:
    """Return the codes of the items that a stage of a project needs, in their order."""
    return [each.item for each in wanted if each.stage == stage and each.is_needed(kind, answers)]


def problems(
    kinds: Sequence[Kind], wanted: Sequence[Wanted], questions: Sequence[str]
) -> list[str]:
    """Say in Chinese everything that is wrong with the rules of a city."""
    return [
        *(said for kind in kinds for said in _of_kind(kind)),
        *(said for each in wanted for said in _of_wanted(each, kinds, questions)),
        *_twice([each.code for each in kinds], "项目类型"),
        *_twice([f"{each.stage} {each.item}" for each in wanted], "阶段事项"),
    ]


def _of_kind(kind: Kind) -> Iterator[str]:
    codes = [stage.code for stage in kind.stages]
    yield from _twice(codes, f"“{kind.name}”的阶段")
    unknown = [
        (stage.name, need) for stage in kind.stages for need in stage.needs if need not in codes
    ]
    for name, need in unknown:
        yield f"“{kind.name}”的“{name}”要等阶段 {need}，但没有这个阶段。"
    if unknown:
        return
    circles = loops({stage.code: stage.needs for stage in kind.stages})
    if circles:
        yield f"“{kind.name}”的阶段互相等待：{' → '.join(circles[0])}。"
        return
    days = kind.procedure.critical_path().days
    if days > kind.total:
        yield f"“{kind.name}”各阶段最长要 {days} 个工作日，超过总时限 {kind.total} 个工作日。"
    if not kind.basis.strip():
        yield f"“{kind.name}”没有写明总时限的依据；本市自己定的，写“本市自定”。"


def _of_wanted(wanted: Wanted, kinds: Sequence[Kind], questions: Sequence[str]) -> Iterator[str]:
    codes = {kind.code for kind in kinds}
    for code in wanted.kinds:
        if code not in codes:
            yield f"事项 {wanted.item} 写的项目类型 {code} 不存在。"
    for code in sorted(set(fields(wanted.when)) - set(questions)) if wanted.when else ():
        yield f"事项 {wanted.item} 的条件用到问题 {code}，但没有这个问题。"
    for field, attribute in wanted.prefill:
        if attribute not in KNOWN:
            yield f"事项 {wanted.item} 的 {field} 要从项目的 {attribute} 带出，但项目没有这一项。"


def _twice(codes: Sequence[str], what: str) -> Iterator[str]:
    for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
        yield f"{what} {code} 写了不止一次。"
