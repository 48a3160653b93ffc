"""Guess which step of a foreign diagram accepts, which decides, and what comes after; say so."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from onewindow.kernel.conditions import fields
from onewindow.procedure.graph import followers, reached
from onewindow.procedure.plan import effective_needs
from onewindow.procedure.step import Step, StepKind

ACCEPTING = (
    "受理",
    "接件",
    "收件",
    "接收",
    "登记",
    "申报",
    "收文",
    "accept",
    "receive",
    "register",
)
DECIDING = ("决定", "审批", "批准", "签发", "核准", "审定", "decide", "decision", "approve")
APPLICANTS = (
    "申请人",
    "企业",
    "群众",
    "用户",
    "当事人",
    "建设单位",
    "applicant",
    "citizen",
    "customer",
)

Say = Callable[[str, str], None]


def cast_steps(steps: Sequence[Step], say: Say) -> tuple[Step, ...]:
    """Give every step its kind, add what a procedure must have, leave out what it cannot hold.

    `say(code, words)` is told of every guess.
    """
    return _Casting(steps, say).done()


class _Casting:
    def __init__(self, steps: Sequence[Step], say: Say) -> None:
        self.say = say
        self.steps = self._without([step for step in steps if not self._is_applicants(step)], steps)
        if not self.steps:
            self.steps = list(steps)

    def done(self) -> tuple[Step, ...]:
        self._accept()
        decision = self._decision()
        self._after(decision)
        self._loose(decision)
        return tuple(self.steps)

    def _is_applicants(self, step: Step) -> bool:
        if not any(word in step.unit.lower() for word in APPLICANTS):
            return False
        self.say(step.code, f"“{step.name}”是申请人做的事，不是办理环节，没有取入。")
        return True

    def _without(self, kept: Sequence[Step], steps: Sequence[Step]) -> list[Step]:
        codes = {step.code for step in kept}
        needs = effective_needs(steps, lambda step: step.code in codes)
        return [replace(step, needs=needs[step.code]) for step in kept]

    def _change(self, code: str, change: Callable[[Step], Step]) -> None:
        self.steps = [change(step) if step.code == code else step for step in self.steps]

    def _accept(self) -> None:
        """Let the only first step accept, or put an acceptance before several."""
        first = [step for step in self.steps if not step.needs]
        if len(first) == 1 and first[0].when is None:
            if not _matches(first[0], ACCEPTING):
                self.say(first[0].code, f"第一个环节“{first[0].name}”当作受理，请核对。")
            self._change(first[0].code, lambda s: replace(s, kind=StepKind.ACCEPTANCE))
            return
        self.say("", "图上没有单独的受理环节，已在最前面补上“受理”。")
        name = "受理" if all(step.name != "受理" for step in self.steps) else "窗口受理"
        accept = Step("accept", name, StepKind.ACCEPTANCE, first[0].unit)
        started = {step.code for step in first}
        self.steps = [
            accept,
            *(replace(s, needs=("accept",)) if s.code in started else s for s in self.steps),
        ]

    def _decision(self) -> Step:
        """Let the last step decide that is called so, else the only last one, else a new one."""
        able = [s for s in self.steps if s.kind is StepKind.REVIEW and s.when is None]
        after = followers({step.code: step.needs for step in self.steps})
        named = [step for step in able if _matches(step, DECIDING)]
        last = [step for step in able if not after[step.code]]
        if named:
            found = named[-1]
        elif len(last) == 1:
            found = last[0]
            self.say(found.code, f"最后的环节“{found.name}”当作决定，请核对。")
        else:
            ends = tuple(step.code for step in self.steps if not after[step.code])
            unit = next(s.unit for s in self.steps if s.code == ends[-1])
            name = "决定" if all(step.name != "决定" for step in self.steps) else "作出决定"
            found = Step("decide", name, StepKind.DECISION, unit, needs=ends)
            self.say("", "图上没有作出决定的环节，已在最后补上“决定”。")
            self.steps.append(found)
        self._change(found.code, lambda s: replace(s, kind=StepKind.DECISION))
        return found

    def _after(self, decision: Step) -> None:
        """Make deliveries of what follows the decision; its outcome is no question to ask."""
        after = followers({step.code: step.needs for step in self.steps})
        later = reached([decision.code], after) - {decision.code}
        asked_before = {
            field
            for step in self.steps
            if step.code not in later and step.when
            for field in fields(step.when)
        }
        for step in list(self.steps):
            if step.code not in later:
                continue
            self._change(step.code, lambda s: replace(s, kind=StepKind.DELIVERY))
            if step.when is not None and not set(fields(step.when)) <= asked_before:
                self._change(step.code, lambda s: replace(s, when=None))
                self.say(
                    step.code,
                    f"“{step.name}”前的分支在决定之后，由系统按决定结果办理，条件没有取入。",
                )

    def _loose(self, decision: Step) -> None:
        """What neither leads to the decision nor follows it: let it wait, or leave it out."""
        needs = {step.code: step.needs for step in self.steps}
        before = reached([decision.code], needs)
        later = reached([decision.code], followers(needs))
        out = set()
        for step in self.steps:
            if step.code in before | later:
                continue
            if step.when is None:
                self.say(step.code, f"“{step.name}”办完后没有下一步，已让决定等它。")
                self._change(decision.code, partial(_waiting_for, code=step.code))
            else:
                out.add(step.code)
                self.say(
                    step.code,
                    f"“{step.name}”只在提前结束时办理，没有取入：不予受理等由系统按结果办理。",
                )
        self.steps = self._without([s for s in self.steps if s.code not in out], self.steps)


def _waiting_for(step: Step, code: str) -> Step:
    return replace(step, needs=(*step.needs, code))


def _matches(step: Step, words: Sequence[str]) -> bool:
    return any(word in step.name.lower() for word in words)
