"""The sample city has work on its desks from the first minute."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onewindow.cases.models import Case, CaseStep
from onewindow.config.commands import sample
from onewindow.config.sample_cases import load_cases
from onewindow.events.exports import check_ledger
from tests.catalogue.sample import SAMPLE

pytestmark = pytest.mark.django_db

WEDNESDAY = datetime(2026, 3, 4, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_loading_gives_every_desk_something_to_do() -> None:
    summary = sample.load(at=WEDNESDAY)
    assert summary.cases == Case.objects.count() == 9
    by_status = Case.objects.values_list("status", flat=True)
    assert set(by_status) == {"submitted", "accepted", "granted", "refused"}
    kinds = CaseStep.objects.filter(status="open").values_list("kind", flat=True)
    assert set(kinds) >= {"acceptance", "review", "decision"}
    assert CaseStep.objects.filter(status="open").exclude(officer="").exists()
    assert not Case.objects.filter(submitted_at__gt=WEDNESDAY).exists()
    assert check_ledger().ok
    assert load_cases(SAMPLE, at=WEDNESDAY) == 0
