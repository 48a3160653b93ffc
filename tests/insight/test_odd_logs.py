"""The laboratory with logs that other systems write: strange numbers, no units, no starts."""

import copy

import pytest
from django.urls import reverse

from onewindow.insight.models import Diagnosis, RedesignProject
from onewindow.orgs.models import Officer, Role
from tests.cases.building import build_city
from tests.cast import make_department, make_officer
from tests.desk.pages import at_desk, text_of
from tests.guards.lab import make_lab
from tests.insight.diagnosed import CASE, FOUND, MEASURES

pytestmark = pytest.mark.django_db


@pytest.fixture
def reformer() -> Officer:
    make_department("zwj", "市政务局")
    return make_officer("reformer", Role.REFORM_OFFICE, department="zwj")


@pytest.fixture
def project(reformer: Officer) -> RedesignProject:
    return make_lab(reformer, build_city().version).project


def test_a_case_is_shown_whatever_its_number(reformer: Officer, project: RedesignProject) -> None:
    odd = "a/b?c#d"
    found, measures = copy.deepcopy(FOUND), copy.deepcopy(MEASURES)
    found["traces"] = {odd: FOUND["traces"][CASE]}  # type: ignore[index]
    found["worst"][0]["case"] = odd  # type: ignore[index]
    measures["variants"]["top"][0]["example"] = odd  # type: ignore[index]
    Diagnosis.objects.filter(project=project).update(found=found, measures=measures)
    browser, page = at_desk(reformer), f"/desk/lab/projects/{project.number}/"
    linked = reverse("desk:lab_case", args=[project.number, odd])
    for shown in (page, f"{page}diagnosis/"):
        assert f'href="{linked}"' in browser.get(shown).content.decode()
    assert f"办件 {odd} 的经过" in text_of(browser.get(linked))
