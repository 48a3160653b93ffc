"""A verb whose case has moved on says so, and gives back what was typed."""

import pytest

from tests.cases.building import build_city, make_accepted
from tests.desk.pages import at_desk, body_of, text_of

pytestmark = pytest.mark.django_db


def test_what_was_typed_is_given_back_with_the_reason() -> None:
    city = build_city()
    case = make_accepted(city)
    clerk = at_desk(city.officer("hall", "counter_clerk"))
    url = f"/desk/cases/{case.number}/correction/"
    page = clerk.post(url, {"material-m1": "请补盖骑缝章", "days": "10"})
    assert page.status_code == 422
    assert "这件申请已经不在受理环节。" in text_of(page)
    assert "请补盖骑缝章" in body_of(page)
    assert '<form method="post" novalidate' not in body_of(page)
    assert not case.corrections.exists()
    assert clerk.get(url).status_code == 404
