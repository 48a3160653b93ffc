"""The symbolic check says the same as walking every path of many random scenarios."""

from collections import Counter

import pytest
from hypothesis import given

from onewindow.kernel.conditions import Answers as KernelAnswers
from onewindow.procedure.scenarios import ElementKind as Kind
from onewindow.procedure.scenarios import FindingCode, Outcome, PathReport, Scenarios, check_paths
from tests.procedure.paths_oracle import Answers, Oracle
from tests.procedure.scenario_strategies import SCENARIOS
from tests.sampling import shown


def as_oracle(outcome: Outcome) -> tuple[object, ...]:
    groups = (
        (Kind.MATERIAL, outcome.materials),
        (Kind.FIELD, outcome.fields),
        (Kind.STEP, outcome.steps),
        (Kind.FEE, outcome.fees),
        (Kind.RESULT, outcome.results),
    )
    return (
        frozenset((kind, code) for kind, codes in groups for code in codes),
        (outcome.review_limit, outcome.visits),
    )


def place(oracle: Oracle, answers: KernelAnswers) -> Answers:
    """Name each answer by the first of those that no condition tells apart."""
    return {
        code: next(group[0] for group in oracle.values[code] if value in group)
        for code, value in answers.items()
    }


def check_paths_and_outcomes(report: PathReport, oracle: Oracle) -> None:
    walked = [
        (place(oracle, each.answers), as_oracle(each.outcome), each.outcome.days, each.outcome.fee)
        for each in report.paths()
    ]
    assert walked == [
        (path, oracle.outcome(path), oracle.days(path), oracle.fee(path)) for path in oracle.paths
    ]
    times = Counter(map(oracle.outcome, oracle.paths))
    first: dict[tuple[object, ...], Answers] = {}
    for answers in oracle.paths:
        first.setdefault(oracle.outcome(answers), answers)
    assert report.outcome_count == len(times)
    assert [
        (as_oracle(group.outcome), group.paths, place(oracle, group.answers))
        for group in report.groups
    ] == [(outcome, times[outcome], first[outcome]) for outcome in first]


def check_figures(report: PathReport, oracle: Oracle) -> None:
    assert report.figures is not None
    assert report.figures.days == Counter(map(oracle.days, oracle.paths))
    assert report.figures.fee == Counter(map(oracle.fee, oracle.paths))
    assert report.figures.materials == Counter(map(oracle.materials, oracle.paths))
    assert report.figures.visits == Counter(oracle.setting(path)[1] for path in oracle.paths)
    assert report.figures.promised == Counter(1 + oracle.setting(path)[0] for path in oracle.paths)


def check(scenarios: Scenarios) -> None:
    oracle = Oracle(scenarios)
    report = check_paths(scenarios, listed=10_000)
    assert report.path_count == len(oracle.paths)
    found = {(each.code, each.kind, each.element) for each in report.findings}
    assert found == oracle.findings()
    check_paths_and_outcomes(report, oracle)
    check_figures(report, oracle)
    for each in report.findings:
        if each.code is FindingCode.PATH_WITHOUT_RESULT:
            assert f"有 {len(oracle.fruitless)} 条" in each.message
            assert each.answers is not None
            assert place(oracle, each.answers) == oracle.fruitless[0]
        elif each.code is FindingCode.LIMIT_TOO_SHORT:
            assert f"有 {len(oracle.late)} 条" in each.message


@pytest.mark.long
@shown(100)
@given(SCENARIOS)
def test_every_path_is_seen_without_walking_it(scenarios: Scenarios) -> None:
    check(scenarios)
