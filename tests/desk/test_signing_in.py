"""The desk is for serving officials; everybody else finds nothing there."""

from collections.abc import Callable

import pytest
from django.test import Client

from onewindow.accounts.models import User
from onewindow.orgs.models import Officer
from tests.cast import signed_in
from tests.desk.pages import at_desk, body_of, links_of

pytestmark = pytest.mark.django_db
PAGES = ("/desk/", "/desk/cases/", "/desk/items/", "/desk/reviews/")


@pytest.mark.parametrize("page", PAGES)
def test_nobody_yet_is_led_to_sign_in(page: str, client: Client) -> None:
    response = client.get(page)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/accounts/login/?next={page}"


def test_who_was_signed_out_while_writing_comes_back_to_his_desk(client: Client) -> None:
    response = client.post("/desk/cases/SL1/steps/review/completion/", {"outcome": "agreed"})
    assert response.headers["Location"] == "/accounts/login/?next=/signed-in/"


def test_no_sign_in_page_lands_beside_the_work_list(client: Client) -> None:
    response = client.get("/desk/cases/SL1/steps/review/", headers={"HX-Request": "true"})
    assert (body_of(response), response.headers["HX-Refresh"]) == ("", "true")


@pytest.mark.parametrize("page", PAGES)
def test_no_browser_keeps_a_page(page: str, supervisor: Officer) -> None:
    assert "no-store" in at_desk(supervisor).get(page).headers["Cache-Control"]


@pytest.mark.parametrize("page", PAGES)
def test_an_applicant_finds_nothing(page: str, applicant: User) -> None:
    assert signed_in(applicant).get(page).status_code == 404


def test_a_former_officer_finds_nothing(counter_clerk: Officer) -> None:
    Officer.objects.filter(pk=counter_clerk.pk).update(is_active=False)
    assert at_desk(counter_clerk).get("/desk/").status_code == 404


def test_the_navigation_shows_what_the_roles_can_use(
    counter_clerk: Officer,
    item_manager: Officer,
    establishment_officer: Officer,
    supervisor: Officer,
) -> None:
    shown = {
        who.user.username: [
            link for link in dict.fromkeys(links_of(at_desk(who).get("/desk/"))) if link in PAGES
        ]
        for who in (counter_clerk, item_manager, establishment_officer, supervisor)
    }
    assert shown == {
        "counter.clerk": ["/desk/", "/desk/cases/"],
        "item.manager": ["/desk/", "/desk/items/"],
        "establishment.officer": ["/desk/", "/desk/reviews/", "/desk/items/"],
        "supervisor": ["/desk/", "/desk/cases/", "/desk/items/"],
    }


def test_who_handles_no_case_is_told_what_he_can_use(item_manager: Officer) -> None:
    assert "您的岗位没有办件环节" in body_of(at_desk(item_manager).get("/desk/"))


def test_pages_carry_no_inline_script_or_style(reviewer: Callable[[str], Officer]) -> None:
    page = at_desk(reviewer("scjg")).get("/desk/")
    assert " style=" not in body_of(page)
    assert "<script>" not in body_of(page)
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
