"""The path checker by brute force: walk every path, evaluate every condition, compare."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, product

from onewindow.kernel.conditions import And, Compare, In, Not, Or, Scalar, Term, evaluate
from onewindow.procedure.model import Procedure
from onewindow.procedure.scenarios import ElementKind as Kind
from onewindow.procedure.scenarios import FindingCode as Code
from onewindow.procedure.scenarios import Question, QuestionKind, Rule, Scenarios

Answers = dict[str, Scalar]
# Constants of the drawn conditions are whole tens from 0 to 30: each half between them is tried.
NUMBERS = [half / 2 for half in range(-21, 82)]

Found = set[tuple[Code, Kind, str]]


@dataclass(frozen=True)
class Thing:
    kind: Kind
    code: str
    when: Term | None

    def holds(self, answers: Mapping[str, Scalar]) -> bool:
        return self.when is None or evaluate(self.when, answers)


class Oracle:
    def __init__(self, scenarios: Scenarios) -> None:
        self.given = scenarios
        self.procedure = Procedure.of(scenarios.steps)
        self._days: dict[object, int] = {}
        groups = (
            (Kind.MATERIAL, scenarios.materials),
            (Kind.FIELD, scenarios.fields),
            (Kind.STEP, scenarios.steps),
            (Kind.FEE, scenarios.fees),
            (Kind.RESULT, scenarios.results),
        )
        self.things = [
            Thing(kind, each.code, each.when) for kind, group in groups for each in group
        ]
        self.asked = [Thing(Kind.QUESTION, each.code, each.when) for each in scenarios.questions]
        self.rules = [Thing(Kind.RULE, each.code, each.when) for each in scenarios.rules]
        self.values = {each.code: self._values(each) for each in scenarios.questions}

    def _values(self, question: Question) -> list[Sequence[Scalar]]:
        """Group the answers that no condition tells apart, as far as they are neighbours."""
        if question.kind is QuestionKind.CHOICE:
            return [[option.code] for option in question.options]
        if question.kind is QuestionKind.BOOL:
            return [[True], [False]]
        low = NUMBERS[0] if question.low is None else question.low
        high = NUMBERS[-1] if question.high is None else question.high
        inside = [number for number in NUMBERS if low <= number <= high]
        parts = [part for each in self._terms() for part in leaves(each, question.code)]
        groups = groupby(
            inside, lambda number: [evaluate(part, {question.code: number}) for part in parts]
        )
        return [list(group) for _behaviour, group in groups]

    def _terms(self) -> Iterator[Term]:
        for each in (*self.things, *self.asked, *self.rules):
            if each.when is not None:
                yield each.when

    @cached_property
    def paths(self) -> list[Answers]:
        paths: list[Answers] = [{}]
        for question in self.asked:
            after = []
            for path in paths:
                if question.holds(path):
                    after += [path | {question.code: v[0]} for v in self.values[question.code]]
                else:
                    after.append(path)
            paths = after
        return paths

    def setting(self, answers: Answers, rules: Sequence[Rule] | None = None) -> tuple[int, int]:
        for rule in self.given.rules if rules is None else rules:
            if rule.when is None or evaluate(rule.when, answers):
                limit = self.given.review_limit if rule.review_limit is None else rule.review_limit
                return limit, self.given.visits if rule.visits is None else rule.visits
        return self.given.review_limit, self.given.visits

    def outcome(self, answers: Answers) -> tuple[object, ...]:
        return (
            frozenset((each.kind, each.code) for each in self.things if each.holds(answers)),
            self.setting(answers),
        )

    def days(self, answers: Answers) -> int:
        if key(answers) not in self._days:
            plan = self.procedure.prune(answers)
            self._days[key(answers)] = plan.critical_path(with_delivery=False).days
        return self._days[key(answers)]

    def fee(self, answers: Answers) -> Decimal:
        due = [fee for fee in self.given.fees if fee.when is None or evaluate(fee.when, answers)]
        return sum((fee.amount for fee in due if fee.amount is not None), Decimal())

    def materials(self, answers: Answers) -> int:
        return sum(each.holds(answers) for each in self.things if each.kind is Kind.MATERIAL)

    @cached_property
    def late(self) -> list[Answers]:
        first = self.given.steps[0].limit
        return [path for path in self.paths if self.days(path) - first > self.setting(path)[0]]

    @cached_property
    def fruitless(self) -> list[Answers]:
        results = [each for each in self.things if each.kind is Kind.RESULT]
        return [path for path in self.paths if not any(each.holds(path) for each in results)]

    def findings(self) -> Found:
        found = {*self._conditions(), *self._rules(), *self._questions()}
        if self.given.results and self.fruitless:
            found.add((Code.PATH_WITHOUT_RESULT, Kind.RESULT, ""))
        if self.late:
            found.add((Code.LIMIT_TOO_SHORT, Kind.RULE, ""))
        return found

    def _conditions(self) -> Iterator[tuple[Code, Kind, str]]:
        missing = [[{}, *({code: v[0]} for v in values)] for code, values in self.values.items()]
        anything: list[Answers] = [
            {code: value for part in parts for code, value in part.items()}
            for parts in product(*missing)
        ]
        for each in (*self.things, *self.asked, *self.rules):
            if each.when is None:
                continue
            times = sum(map(each.holds, self.paths))
            if not any(map(each.holds, anything)):
                yield Code.CONTRADICTORY, each.kind, each.code
            elif times == 0:
                yield Code.NEVER_NEEDED, each.kind, each.code
            elif times == len(self.paths):
                yield Code.ALWAYS_TRUE, each.kind, each.code
            elif any(self._is_idle(part) for part in below(each.when)):
                yield Code.IDLE_PART, each.kind, each.code

    def _is_idle(self, term: Term) -> bool:
        return len({evaluate(term, path) for path in self.paths}) == 1

    def _rules(self) -> Iterator[tuple[Code, Kind, str]]:
        usual = [self.setting(path) for path in self.paths]
        for place, rule in enumerate(self.rules):
            holding = [path for path in self.paths if rule.holds(path)]
            others = [*self.given.rules[:place], *self.given.rules[place + 1 :]]
            if not holding:
                continue
            if all(any(earlier.holds(p) for earlier in self.rules[:place]) for p in holding):
                yield Code.RULE_SHADOWED, rule.kind, rule.code
            elif [self.setting(path, others) for path in self.paths] == usual:
                yield Code.RULE_WITHOUT_EFFECT, rule.kind, rule.code

    def _questions(self) -> Iterator[tuple[Code, Kind, str]]:
        known = {key(path): self.outcome(path) for path in self.paths}
        for question in self.asked:
            values = [group[0] for group in self.values[question.code]]
            asked = [path for path in self.paths if question.code in path]
            if not asked:
                continue
            alike = [
                (one, other)
                for place, one in enumerate(values)
                for other in values[place + 1 :]
                if all(
                    known.get(key(path | {question.code: new})) == known[key(path)]
                    for old, new in ((one, other), (other, one))
                    for path in asked
                    if path[question.code] == old
                )
            ]
            pairs = len(values) * (len(values) - 1) // 2
            if len(alike) == pairs:
                yield Code.QUESTION_WITHOUT_EFFECT, question.kind, question.code
            elif alike:
                yield Code.SAME_ANSWERS, question.kind, question.code


def below(term: Term) -> Iterator[Term]:
    """Go through everything that a condition is made of, at any depth."""
    match term:
        case Not(inner):
            yield inner
            yield from below(inner)
        case And(terms) | Or(terms):
            for inner in terms:
                yield inner
                yield from below(inner)


def leaves(term: Term, field: str) -> Iterator[Term]:
    for each in (term, *below(term)):
        if isinstance(each, Compare | In) and each.field == field:
            yield each


def key(answers: Answers) -> tuple[tuple[str, Scalar], ...]:
    return tuple(answers.items())
