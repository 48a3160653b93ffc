"""A flow chart in words: what a screen reader says instead of the drawing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from onewindow.kernel.conditions import explain
from onewindow.procedure.drawing import STATE_WORDS, Mark, Show, StepState
from onewindow.procedure.model import Procedure
from onewindow.procedure.plan import Plan, effective_needs, quorums_of, wanted
from onewindow.procedure.reading import Reading, without_shortcuts
from onewindow.procedure.step import JoinRule, Step
from onewindow.procedure.wording import ON_CALL, OPTIONAL, limit_words, rule_words, unit_name


def describe(
    procedure: Procedure,
    unit_names: Mapping[str, str],
    *,
    show: Show = Show.PUBLIC,
    marks: Mapping[str, Mark] | None = None,
    wording: Mapping[str, str] | None = None,
) -> list[str]:
    """Tell a procedure in Chinese, one line a step, saying what runs at the same time.

    Steps that are marked as unnecessary are left out and named at the end; with `wording` every
    condition is told too.
    """
    marks = marks or {}
    pruned = {code for code, mark in marks.items() if mark.state is StepState.PRUNED}
    reading = Reading.of(procedure)
    telling = _Telling(_kept(reading, pruned), reading.numbers)
    details = _Details(unit_names, show, marks, wording or {})
    lines = []
    for step in telling.reading.steps:
        lines += telling.opening(step)
        lines.append(f"{telling.start(step)}{telling.named(step)}（{details.of(step)}）。")
    unneeded = [telling.named(step) for step in reading.steps if step.code in pruned]
    if unneeded:
        lines.append(f"这种情形不需要：{'、'.join(unneeded)}。")
    plan = Plan.of(procedure.steps, lambda step: step.code not in pruned)
    path = plan.critical_path(with_delivery=False)
    return [*lines, f"从受理到决定最长 {path.days} 个工作日。"]


def _kept(reading: Reading, pruned: set[str]) -> Reading:
    """Leave out unnecessary steps; what waited for one waits for what that one waited for."""
    if not pruned:
        return reading
    needs = effective_needs(
        [replace(step, needs=reading.needs[step.code]) for step in reading.steps],
        lambda step: step.code not in pruned,
    )
    steps = tuple(step for step in reading.steps if step.code not in pruned)
    return Reading(steps, without_shortcuts(needs, quorums_of(steps)))


def together(reading: Reading, step: Step) -> list[Step]:
    """List the steps that start at the same moment as this one, itself included."""
    needs = reading.needs[step.code]
    enough = wanted(step, needs)
    return [
        other
        for other in reading.steps
        if needs and reading.needs[other.code] == needs and wanted(other, needs) == enough
    ]


@dataclass(frozen=True)
class _Telling:
    """The steps that are told, with the numbers they have on the chart."""

    reading: Reading
    numbers: Mapping[str, int]

    def named(self, step: Step) -> str:
        return f"第 {self.numbers[step.code]} 步 {step.name}"

    def opening(self, step: Step) -> list[str]:
        """Announce a group of steps before the first of them."""
        group = together(self.reading, step)
        if len(group) < 2 or step is not group[0]:
            return []
        numbers = [self.numbers[other.code] for other in group]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return [f"{self._done(step)}，以下 {len(numbers)} 步同时进行："]
        return [f"{self._done(step)}，第 {_listed(numbers)} 步同时开始："]

    def start(self, step: Step) -> str:
        """Say what a step waits for, unless it is the one told just before."""
        needs = self.reading.needs[step.code]
        if wanted(step, needs) < len(needs):
            return f"{self._done(step)}，"
        if not needs or len(together(self.reading, step)) > 1:
            return ""
        told = [other.code for other in self.reading.steps]
        if [told.index(need) for need in needs] == [told.index(step.code) - 1]:
            return ""
        return f"{self._done(step)}，"

    def _done(self, step: Step) -> str:
        needs = self.reading.needs[step.code]
        numbers = sorted(self.numbers[need] for need in needs)
        enough = wanted(step, needs)
        if enough < len(numbers):
            return f"第 {_listed(numbers)} 步中办完 {enough} 步后"
        return f"第 {_listed(numbers)} 步{'都' if len(numbers) > 1 else ''}办完后"


def _listed(numbers: list[int]) -> str:
    return "、".join(map(str, numbers))


@dataclass(frozen=True)
class _Details:
    unit_names: Mapping[str, str]
    show: Show
    marks: Mapping[str, Mark]
    wording: Mapping[str, str]

    def of(self, step: Step) -> str:
        parts = [unit_name(step, self.unit_names)]
        if self.show is Show.INTERNAL and step.post:
            parts.append(self.unit_names.get(step.post, step.post))
        parts.append(limit_words(step))
        parts += [said for said in _joint(step, self.show) if said]
        mark = self.marks.get(step.code)
        if step.when is not None:
            told = f"需要的情形：{explain(step.when, self.wording)}"
            parts.append(told if self.wording else OPTIONAL)
        if mark is not None:
            parts += dict.fromkeys((STATE_WORDS[mark.state], mark.words))
        return "，".join(parts)


def _joint(step: Step, show: Show) -> Iterator[str]:
    yield ON_CALL if step.is_optional else ""
    yield rule_words(step) if step.join_rule is JoinRule.LEAD else ""
    if show is Show.INTERNAL:
        yield "超时未答复视为同意" if step.on_silence else ""
        yield f"只看 {len(step.materials)} 份材料" if step.materials else ""
