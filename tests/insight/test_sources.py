"""Our own cases as a log: numbered by the year here, read in few queries."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from onewindow.cases.models import Case
from onewindow.insight.actions.starting import start_on_items
from onewindow.insight.mining import sources
from onewindow.orgs.models import Role
from tests.cases.building import build_city, make_submitted
from tests.cast import make_department, make_officer

pytestmark = pytest.mark.django_db


def test_cases_are_written_in_few_queries(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    city = build_city()
    numbers = [str(make_submitted(city).number) for _each in range(3)]
    monkeypatch.setattr(sources, "BATCH", 2)
    path = tmp_path / "cases.csv"
    with django_assert_num_queries(3):
        assert sources.write_steps(Case.objects.order_by("pk"), path) == 3
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[:2] for line in lines] == [[each, "提交申请"] for each in numbers]


def test_a_project_has_the_number_of_the_year_here() -> None:
    make_department("zwj", "示例市政务局")
    officer = make_officer("reformer", Role.REFORM_OFFICE, department="zwj")
    # Seven in the morning of New Year's Day in China.
    at = datetime(2030, 12, 31, 23, tzinfo=UTC)
    project = start_on_items(
        [build_city().version], title="示例", owner=officer.department, by=officer.actor, at=at
    )
    assert project.number == "2031-01"
