"""The path checker on 12 questions with 4 answers each."""

import time
from decimal import Decimal

from benchmarks.bar import Bar
from onewindow.kernel.conditions import And, Compare, In, Op, Term
from onewindow.procedure.scenarios import (
    Fee,
    Material,
    Option,
    Question,
    QuestionKind,
    Result,
    Rule,
    Scenarios,
    check_paths,
)
from onewindow.procedure.step import Step, StepKind

QUESTIONS = 12
ANSWERS = 4
ROUNDS = 3


def _chosen(question: int, *answers: int) -> Term:
    return In(f"q{question % QUESTIONS}", tuple(f"o{answer}" for answer in answers))


def wide(*, apart: int = 2) -> Scenarios:
    """Make scenarios where everything depends on answers, half of it on two `apart`."""
    numbers = range(QUESTIONS)
    questions = tuple(
        Question(
            f"q{n}",
            f"问题{n}",
            QuestionKind.CHOICE,
            tuple(Option(f"o{k}", f"选项{k}") for k in range(ANSWERS)),
        )
        for n in numbers
    )
    single = [
        Material(f"m{n}-{k}", f"材料{n}-{k}", Compare(f"q{n}", Op.EQ, f"o{k}"))
        for n in numbers
        for k in range(ANSWERS)
    ]
    double = [
        Material(f"x{n}", f"附加材料{n}", And((_chosen(n, 1), _chosen(n + apart, 2))))
        for n in numbers
    ]
    return Scenarios(
        questions=questions,
        materials=(*single, *double),
        steps=_steps(),
        fees=tuple(Fee(f"f{n}", f"费用{n}", _chosen(n, 3), Decimal(10 * n)) for n in (1, 4, 7)),
        results=(Result("licence", "许可证"),),
        rules=(Rule("quick", "简易", And((_chosen(0, 0), _chosen(5, 1))), review_limit=15),),
        acceptance_limit=1,
        review_limit=20,
        visits=1,
    )


def _steps() -> tuple[Step, ...]:
    reviews = tuple(
        Step(
            f"s{n}",
            f"审查{n}",
            StepKind.REVIEW,
            "unit",
            limit=n % 3 + 1,
            needs=("a",) if n < 4 else (f"s{n - 4}",),
            when=_chosen(n, 0, 3),
        )
        for n in range(QUESTIONS)
    )
    accept = Step("a", "受理", StepKind.ACCEPTANCE, "unit", limit=1)
    last = tuple(step.code for step in reviews[-4:])
    return (accept, *reviews, Step("d", "决定", StepKind.DECISION, "unit", limit=1, needs=last))


def paths_of_twelve_questions() -> Bar:
    """Measure the whole check in seconds, the best of three, everything made afresh."""
    seconds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        report = check_paths(wide())
        seconds.append(time.process_time() - began)
        assert report.path_count == ANSWERS**QUESTIONS
    detail = f"CPU seconds for {ANSWERS**QUESTIONS:,} paths, best of {ROUNDS}"
    return Bar("paths.check", min(seconds), 1.0, detail)
