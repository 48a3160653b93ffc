"""Whether conditions speak of questions, options and values that there are."""

from collections import Counter
from collections.abc import Iterator, Sequence

from onewindow.kernel.conditions import And, Compare, In, Not, Op, Or, Scalar, Term
from onewindow.procedure.scenarios.answers import Atom
from onewindow.procedure.scenarios.findings import Finding, FindingCode, finding
from onewindow.procedure.scenarios.model import (
    Conditional,
    ElementKind,
    Question,
    QuestionKind,
    Scenarios,
    questions_of,
    rules_of,
    things_of,
)

# Beyond this a float no longer tells neighbouring whole numbers apart.
LARGEST = 10**15
EXPECTED = {
    QuestionKind.CHOICE: "它的回答是选项，要跟选项比较",
    QuestionKind.BOOL: "它的回答是“是”或“否”，要跟是或否比较",
    QuestionKind.NUMBER: "它的回答是数字，要跟数字比较",
}


def atoms_of(term: Term | None) -> Iterator[Atom]:
    """Go through the comparisons of a condition."""
    if isinstance(term, Compare | In):
        yield term
    elif term is not None:
        for part in parts_of(term):
            yield from atoms_of(part)


def parts_of(term: Term) -> tuple[Term, ...]:
    """Return the conditions of which a condition is made."""
    match term:
        case Not(inner):
            return (inner,)
        case And(terms) | Or(terms):
            return terms
        case _:
            return ()


def reference_findings(scenarios: Scenarios) -> list[Finding]:
    """Find what makes conditions meaningless, in the order of the form; each fault once."""
    found = [*_shape(scenarios)]
    asked: dict[str, Question] = {}
    everything = {question.code: question for question in scenarios.questions}
    for question, about in zip(scenarios.questions, questions_of(scenarios), strict=True):
        found += _of_condition(about, asked, everything)
        asked[question.code] = question
    for about in (*things_of(scenarios), *rules_of(scenarios)):
        found += _of_condition(about, everything, everything)
    return list(dict.fromkeys(found))


def _shape(scenarios: Scenarios) -> Iterator[Finding]:
    elements = (*questions_of(scenarios), *things_of(scenarios), *rules_of(scenarios))
    times = Counter((each.kind, each.code) for each in elements)
    for about in {(each.kind, each.code): each for each in elements}.values():
        count = times[about.kind, about.code]
        if count > 1:
            yield finding(FindingCode.DUPLICATE, about, shared=about.code, count=count)
    for question, about in zip(scenarios.questions, questions_of(scenarios), strict=True):
        if question.kind is not QuestionKind.CHOICE:
            continue
        if not question.options:
            yield finding(FindingCode.NO_ANSWERS, about)
        for code, count in Counter(option.code for option in question.options).items():
            if count > 1:
                option = Conditional(
                    ElementKind.QUESTION, about.code, f"{about.name}”的选项“", None
                )
                yield finding(FindingCode.DUPLICATE, option, shared=code, count=count)


def _of_condition(
    about: Conditional, usable: dict[str, Question], everything: dict[str, Question]
) -> Iterator[Finding]:
    for atom in atoms_of(about.when):
        question = everything.get(atom.field)
        if question is None:
            yield finding(FindingCode.UNKNOWN_QUESTION, about, field=atom.field)
        elif atom.field not in usable:
            yield finding(FindingCode.ASKED_LATER, about, question=question.text)
        else:
            yield from _of_values(about, atom, question)


def _of_values(about: Conditional, atom: Atom, question: Question) -> Iterator[Finding]:
    values = atom.values if isinstance(atom, In) else (atom.value,)
    reason = _mismatch(atom, question, values)
    if reason:
        yield finding(FindingCode.WRONG_KIND, about, question=question.text, reason=reason)
        return
    options = {option.code for option in question.options}
    for value in values:
        if question.kind is QuestionKind.CHOICE and value not in options:
            yield finding(
                FindingCode.UNKNOWN_OPTION,
                about,
                question=question.text,
                value=value,
                options="、".join(option.text for option in question.options),
            )


def _mismatch(atom: Atom, question: Question, values: Sequence[Scalar]) -> str:
    """Say why the question cannot be compared so, or nothing."""
    if not all(_fits(question.kind, value) for value in values):
        return EXPECTED[question.kind]
    is_order = isinstance(atom, Compare) and atom.op not in {Op.EQ, Op.NE}
    if is_order and question.kind is not QuestionKind.NUMBER:
        return "它的回答没有大小，只能比较是不是"
    if not all(isinstance(each, str) or -LARGEST <= each <= LARGEST for each in values):
        return "数字太大"
    return ""


def _fits(kind: QuestionKind, value: Scalar) -> bool:
    match kind:
        case QuestionKind.CHOICE:
            return isinstance(value, str)
        case QuestionKind.BOOL:
            return isinstance(value, bool)
        case QuestionKind.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
