"""What law demands of the order of steps, as data; and which steps it means."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onewindow.procedure.step import Step


@dataclass(frozen=True)
class Reference:
    """An article of a law; `text` is what it says, `law` its title."""

    law: str
    article: str
    text: str = ""

    def __str__(self) -> str:
        return f"《{self.law}》{self.article}"


@dataclass(frozen=True)
class Precedence:
    """One step must be done before another starts; by the codes of the steps."""

    before: str
    after: str
    reference: Reference


@dataclass(frozen=True)
class Separation:
    """Two steps may not be done by the same person; by the codes of the steps."""

    one: str
    other: str
    reference: Reference


@dataclass(frozen=True)
class Act:
    """A kind of work. A step does it if its name holds one of the words and none of `unless`.

    It `gathers` what was done before it (an approval, a hearing), or `opens` the way for all that
    comes behind it (a check of completeness).
    """

    code: str
    name: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    gathers: bool = False
    opens: bool = False


@dataclass(frozen=True)
class Rule:
    """An article over acts. `before` and `after` are acts or kinds of step.

    `item_types` are those it holds for, all if empty. A step that does an act of a rule in
    `keeps` may not be left out.
    """

    code: str
    reference: Reference
    before: str = ""
    after: str = ""
    apart: tuple[str, ...] = ()
    keeps: str = ""
    least_days: int = 0
    item_types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Law:
    """The acts and rules of `data/base/precedences.yaml`, and the articles of each heuristic."""

    acts: tuple[Act, ...] = ()
    rules: tuple[Rule, ...] = ()
    references: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)

    def acts_of(self, name: str) -> frozenset[str]:
        """Return the acts that a step of this name does."""
        return frozenset(
            act.code
            for act in self.acts
            if any(word in name for word in act.words)
            and not any(word in name for word in act.unless)
        )

    def of(self, codes: frozenset[str]) -> tuple[Act, ...]:
        """Return the acts with these codes."""
        return tuple(act for act in self.acts if act.code in codes)

    def demands(
        self, steps: Sequence[Step], acts: Mapping[str, frozenset[str]], item_type: str
    ) -> "Demands":
        """Apply the rules to the steps of one item; all of them where its type is not known."""
        marks = {step.code: acts.get(step.code, frozenset()) | {step.kind} for step in steps}
        rules = [rule for rule in self.rules if _holds(rule, item_type)]
        return Demands(
            precedences=tuple(_precedences(rules, marks)),
            separations=tuple(_separations(rules, marks)),
            kept={
                code: rule.reference
                for rule in rules
                if rule.keeps
                for code, mark in marks.items()
                if rule.keeps in mark
            },
            least_days={
                code: max(rule.least_days for rule in rules if rule.keeps in mark)
                for code, mark in marks.items()
                if any(rule.keeps in mark and rule.least_days for rule in rules)
            },
        )


@dataclass(frozen=True)
class Demands:
    """What law demands of the steps of one item; `kept` and `least_days` go by step code."""

    precedences: tuple[Precedence, ...] = ()
    separations: tuple[Separation, ...] = ()
    kept: Mapping[str, Reference] = field(default_factory=dict)
    least_days: Mapping[str, int] = field(default_factory=dict)


def _holds(rule: Rule, item_type: str) -> bool:
    return not (rule.item_types and item_type) or item_type in rule.item_types


def _precedences(
    rules: Iterable[Rule], marks: Mapping[str, frozenset[str]]
) -> Iterable[Precedence]:
    for rule in rules:
        if not rule.before:
            continue
        for before, mark in marks.items():
            for after, other in marks.items():
                is_meant = rule.before in mark and rule.after in other
                if is_meant and before != after and rule.after not in mark:
                    yield Precedence(before, after, rule.reference)


def _separations(
    rules: Iterable[Rule], marks: Mapping[str, frozenset[str]]
) -> Iterable[Separation]:
    for rule in rules:
        if len(rule.apart) != 2:
            continue
        one, other = rule.apart
        for code, mark in marks.items():
            for second, others in marks.items():
                if code != second and one in mark and other in others and one not in others:
                    yield Separation(code, second, rule.reference)
