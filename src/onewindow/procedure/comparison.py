"""What became of a procedure from one version to the next, step by step, for two charts."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from onewindow.kernel.conditions import Term, explain
from onewindow.procedure.charting import Subject
from onewindow.procedure.drawing import Difference, Mark, Show
from onewindow.procedure.graph import Graph
from onewindow.procedure.model import Procedure
from onewindow.procedure.passages import Arrow
from onewindow.procedure.plan import effective_needs
from onewindow.procedure.reading import Reading, without_shortcuts
from onewindow.procedure.step import Step, StepKind
from onewindow.procedure.wording import ON_CALL, limit_words, rule_words, unit_name

KINDS = {
    StepKind.PRE_REVIEW: "预审",
    StepKind.ACCEPTANCE: "受理",
    StepKind.REVIEW: "审查",
    StepKind.DECISION: "决定",
    StepKind.DELIVERY: "送达",
}
MOST_TOPICS = 2


@dataclass(frozen=True)
class StepChange:
    """What became of one step; the numbers are those of the old and the new chart."""

    kind: Difference
    name: str
    before: int | None
    after: int | None
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Both procedures with their marks, and every change in the order of the new chart."""

    before: Subject
    after: Subject
    changes: tuple[StepChange, ...]


def compare(
    before: Procedure,
    after: Procedure,
    names: Mapping[str, str],
    *,
    show: Show = Show.PUBLIC,
    wording: Mapping[str, str] | None = None,
    became: Mapping[str, str] | None = None,
) -> Comparison:
    """Compare two procedures: what was added, removed, changed in itself, or only moved.

    A step is the same if its code is, else if its name and kind are. It moved if the order among
    the steps that both procedures have is another one: what waits longer only because a new step
    came in between has not moved. Posts count only for `Show.INTERNAL`. `became` maps the codes of
    steps that were merged to those of the steps that do their work now.
    """
    like = Subject(after, names, show, wording=wording or {})
    return _Comparing(before, after, like, became or {}).result()


class _Comparing:
    def __init__(
        self, before: Procedure, after: Procedure, like: Subject, became: Mapping[str, str]
    ) -> None:
        self.old, self.new = Reading.of(before), Reading.of(after)
        self.procedures = before, after
        self.like, self.became = like, became
        self.same = _pairs(self.old.steps, self.new.steps)
        self.order = (
            _order(self.old, set(self.same), self.same),
            _order(self.new, set(self.same.values()), {}),
        )

    def result(self) -> Comparison:
        old = {step.code: step for step in self.old.steps}
        back = {new: code for code, new in self.same.items()}
        marks: tuple[dict[str, Mark], dict[str, Mark]] = ({}, {})
        changes = []
        for step in self.new.steps:
            was = back.get(step.code)
            found = self._changed(old[was], step) if was else self._added(step)
            if found is None:
                continue
            change, mark = found
            changes.append(change)
            marks[1][step.code] = mark
            if was:
                marks[0][was] = mark
        for step in self.old.steps:
            if step.code not in self.same:
                number = self.old.numbers[step.code]
                told = tuple(self._merged_into(step))
                changes.append(StepChange(Difference.REMOVED, step.name, number, None, told))
                marks[0][step.code] = Mark(Difference.REMOVED)
        arrows = self._arrows()
        return Comparison(
            self._subject(0, marks[0], arrows[0]),
            self._subject(1, marks[1], arrows[1]),
            tuple(changes),
        )

    def _subject(
        self, side: int, marks: Mapping[str, Mark], arrows: Mapping[Arrow, Difference]
    ) -> Subject:
        like = self.like
        return Subject(self.procedures[side], like.names, like.show, marks, like.wording, arrows)

    def _added(self, step: Step) -> tuple[StepChange, Mark]:
        said = f"{unit_name(step, self.like.names)}，{limit_words(step)}"
        number = self.new.numbers[step.code]
        change = StepChange(Difference.ADDED, step.name, None, number, (said,))
        return change, Mark(Difference.ADDED)

    def _merged_into(self, step: Step) -> Iterator[str]:
        into = self.became.get(step.code)
        yield from (f"并入“{new.name}”" for new in self.new.steps if new.code == into)

    def _changed(self, old: Step, new: Step) -> tuple[StepChange, Mark] | None:
        found = dict(self._details(old, new))
        topics = list(found)
        before, after = (order[new.code] for order in self.order)
        if before != after:
            was = _named(self.old, self.old.needs[old.code])
            found["顺序"] = f"前置环节：{was} → {_named(self.new, self.new.needs[new.code])}"
        if not found:
            return None
        kind = Difference.CHANGED if topics else Difference.MOVED
        numbers = self.old.numbers[old.code], self.new.numbers[new.code]
        words = f"有改：{'、'.join(topics)}" if topics else ""
        if len(topics) > MOST_TOPICS:
            words = f"有 {len(topics)} 处改动"
        return StepChange(kind, new.name, *numbers, tuple(found.values())), Mark(kind, words)

    def _details(self, old: Step, new: Step) -> Iterator[tuple[str, str]]:
        names, is_internal = self.like.names, self.like.show is Show.INTERNAL
        told = {
            "名称": (f"“{old.name}”", f"“{new.name}”"),
            "类型": (KINDS[old.kind], KINDS[new.kind]),
            "单位": (unit_name(old, names), unit_name(new, names)),
            "岗位": (_post(old, names), _post(new, names)) if is_internal else ("", ""),
            "时限": (limit_words(old), limit_words(new)),
            "情形": (self._condition(old.when), self._condition(new.when)),
            "会签": (_rule(old), _rule(new)),
            "开启": (_opening(old), _opening(new)),
        }
        if is_internal:
            told["超时"] = (_silence(old), _silence(new))
            told["可看材料"] = (_materials(old), _materials(new))
        for topic, (before, after) in told.items():
            if before != after:
                yield topic, f"{topic}：{before} → {after}"

    def _condition(self, when: Term | None) -> str:
        return "每件都办" if when is None else f"视情形（{explain(when, self.like.wording)}）"

    def _arrows(self) -> tuple[dict[Arrow, Difference], dict[Arrow, Difference]]:
        old = {
            (self.same.get(source, ""), self.same.get(target, "")): (source, target)
            for source, target in self.old.arrows
        }
        new = set(self.new.arrows)
        kept = {arrow for arrow in old if arrow in new}
        gone = {
            arrow: Difference.REMOVED
            for arrow in self.old.arrows
            if arrow not in {old[each] for each in kept}
        }
        return gone, dict.fromkeys(new - kept, Difference.ADDED)


def _named(reading: Reading, codes: Collection[str]) -> str:
    """Name steps of a version as that version calls them."""
    named = [f"“{step.name}”" for step in reading.steps if step.code in codes]
    return "、".join(named) or "无"


def _pairs(old: tuple[Step, ...], new: tuple[Step, ...]) -> dict[str, str]:
    """Map the code of every old step to that of the new step it became."""
    codes = {step.code for step in new}
    pairs = {step.code: step.code for step in old if step.code in codes}
    left = {(s.name, s.kind): s.code for s in new if s.code not in pairs}
    for step in old:
        if step.code not in pairs and (step.name, step.kind) in left:
            pairs[step.code] = left[step.name, step.kind]
    return pairs


def _order(
    reading: Reading, kept: set[str], renamed: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Map every step that both have to those of them right before it, by their new codes."""
    in_form = [
        Step(s.code, s.name, s.kind, s.unit, needs=reading.needs[s.code]) for s in reading.steps
    ]
    needs: Graph = without_shortcuts(effective_needs(in_form, lambda step: step.code in kept))
    return {
        renamed.get(code, code): frozenset(renamed.get(need, need) for need in before)
        for code, before in needs.items()
    }


def _post(step: Step, names: Mapping[str, str]) -> str:
    return names.get(step.post, step.post) or "未填"


def _rule(step: Step) -> str:
    return rule_words(step) or "全部同意"


def _opening(step: Step) -> str:
    return ON_CALL if step.is_optional else "照常办理"


def _silence(step: Step) -> str:
    return "视为同意" if step.on_silence else "继续等待"


def _materials(step: Step) -> str:
    return "、".join(step.materials) or "全部"
