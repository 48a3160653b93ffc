"""What a procedure lets one expect of its cases, and by which names units go."""

import pytest

from onewindow.insight.expecting import expected_of_definition, expected_of_version
from onewindow.orgs.models import Department
from onewindow.procedure.model import Procedure, Step, StepKind
from onewindow.procedure.redesign import Definition
from tests.cases.building import build_city

pytestmark = pytest.mark.django_db
STEPS = (
    Step("a", "受理", StepKind.ACCEPTANCE, "hall", limit=1),
    Step("d", "决定", StepKind.DECISION, "甲局", limit=2, needs=("a",)),
)


def test_units_of_a_version_go_by_every_name() -> None:
    version = build_city().version
    expected = expected_of_version(version)
    first = expected.steps[0]
    hall = Department.objects.get(short_name=first.unit)
    assert {expected.units[each] for each in (hall.code, hall.short_code, hall.name)} == {
        hall.short_name
    }
    # The acceptance has the limit of the guide; 0 days at another step are no limit.
    assert (first.limit, first.limit_unit) == (version.acceptance_limit, "working")
    assert all(step.limit != 0 for step in expected.steps)


def test_what_a_log_shows_promises_nothing() -> None:
    names = {"hall": "市政务局", "甲局": "甲局"}
    shown = Definition("", "示例", Procedure.of(STEPS), unit_names=names)
    seen = expected_of_definition(shown)
    assert ([step.limit for step in seen.steps], seen.units) == ([None, None], {})
    told = expected_of_definition(Definition("", "示例", shown.procedure, promised=9))
    assert [step.limit for step in told.steps] == [1, 2]
    assert told.units["甲局"] == "甲局"
