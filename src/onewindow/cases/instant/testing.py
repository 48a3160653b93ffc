"""Run the test cases of a table, and say which rows and outcomes none of them reaches."""

from collections.abc import Sequence
from dataclasses import dataclass

from onewindow.cases.instant.judging import Doubt, Judgement, judge
from onewindow.cases.instant.table import Table, Verdict
from onewindow.cases.instant.values import Values


@dataclass(frozen=True)
class Example:
    """A test case: typed values by column code and what must come out."""

    name: str
    values: Values
    expected: Verdict


@dataclass(frozen=True)
class ExampleResult:
    """What came out of a test case."""

    example: Example
    judgement: Judgement

    @property
    def is_passed(self) -> bool:
        """Whether it is what was expected."""
        return self.judgement.verdict == self.example.expected


@dataclass(frozen=True)
class TestReport:
    """All results, and what they leave untested."""

    results: tuple[ExampleResult, ...]
    # Rows (by code) that no test case makes the one reason of the outcome.
    rows_untested: tuple[str, ...]
    verdicts_untested: tuple[Verdict, ...]

    @property
    def failed(self) -> int:
        """How many came out otherwise than expected."""
        return sum(not each.is_passed for each in self.results)

    @property
    def is_complete(self) -> bool:
        """Whether every test passes and every row and outcome has one."""
        return not (self.failed or self.rows_untested or self.verdicts_untested)


def try_out(table: Table, values: Values) -> Judgement:
    """Judge values by a table that may still be unsound: what breaks is a doubt like any other."""
    try:
        return judge(table, values)
    except Exception:
        return Judgement(Verdict.HUMAN, Doubt.ERROR)


def run_tests(table: Table, examples: Sequence[Example]) -> TestReport:
    """Run every test case; a row counts as tested when a passed one hits it."""
    results = tuple(ExampleResult(each, try_out(table, each.values)) for each in examples)
    passed = [each for each in results if each.is_passed]
    hit = {code for each in passed for code in each.judgement.hit}
    said = {each.judgement.verdict for each in passed}
    return TestReport(
        results,
        tuple(row.code for row in table.rows if row.code not in hit),
        tuple(each for each in Verdict if each not in said),
    )
