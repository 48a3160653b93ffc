"""Signing in by user name and password, and what happens to those who guess."""

import pytest
from django.test import Client
from pytest_django import Settings

from onewindow.accounts.models import User
from onewindow.config import settings as shipped
from onewindow.events.models import Event
from onewindow.orgs.models import Officer
from tests.cast import PASSWORD, make_user

LOGIN = "/accounts/login/"
pytestmark = pytest.mark.django_db


def try_to_sign_in(client: Client, username: str, password: str) -> int:
    return client.post(LOGIN, {"login": username, "password": password}).status_code


def test_the_page_asks_for_name_and_password(client: Client) -> None:
    page = client.get(LOGIN)
    assert page.status_code == 200
    assert 'name="login"' in page.text
    assert 'name="password"' in page.text


def test_where_to_go_afterwards_is_asked_once(client: Client) -> None:
    assert client.get(f"{LOGIN}?next=/desk/").text.count('name="next" value="/desk/"') == 1


def test_nobody_is_led_to_another_site(client: Client, applicant: User) -> None:
    form = {"login": applicant.username, "password": PASSWORD, "next": "//evil.example/"}
    assert client.post(LOGIN, form).headers["Location"] == "/signed-in/"


def test_an_applicant_signs_in_and_it_is_written_down(client: Client, applicant: User) -> None:
    answer = client.post(LOGIN, {"login": applicant.username, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/signed-in/")
    assert client.session["_auth_user_id"] == str(applicant.pk)
    event = Event.objects.get(code="account.signed_in")
    assert (event.chain, event.actor) == ("account/applicant", "applicant/applicant")


def test_an_officer_signs_in(client: Client, counter_clerk: Officer) -> None:
    assert try_to_sign_in(client, counter_clerk.user.username, PASSWORD) == 302
    assert Event.objects.get(code="account.signed_in").actor == "officer/counter.clerk"


def test_a_wrong_password_stays_outside(client: Client, applicant: User) -> None:
    assert try_to_sign_in(client, applicant.username, "wrong") == 200
    assert "_auth_user_id" not in client.session
    assert not Event.objects.filter(code="account.signed_in").exists()


@pytest.mark.usefixtures("answers_keep_context")
def test_a_wrong_name_answers_like_a_wrong_password(client: Client, applicant: User) -> None:
    def message(username: str) -> str:
        page = client.post(LOGIN, {"login": username, "password": "wrong"})
        return str(page.context["form"].errors)

    assert message(applicant.username) == message("nobody")


def test_a_dismissed_account_cannot_sign_in(client: Client, applicant: User) -> None:
    User.objects.filter(pk=applicant.pk).update(is_active=False)
    try_to_sign_in(client, applicant.username, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_guessing_locks_the_name_but_not_others(
    client: Client, applicant: User, stranger: User, settings: Settings
) -> None:
    tries = [try_to_sign_in(client, applicant.username, f"guess {n}") for n in range(8)]
    assert tries == [200] * 7 + [429]
    locked = client.post(LOGIN, {"login": applicant.username, "password": PASSWORD})
    assert locked.status_code == 429
    assert "登录暂停" in locked.text
    assert "_auth_user_id" not in client.session
    assert try_to_sign_in(client, stranger.username, PASSWORD) == 302


def test_another_spelling_of_the_name_is_no_way_around_the_lock(
    client: Client, applicant: User
) -> None:
    names = ["applicant", "Applicant", "APPLICANT", " applicant", "applicanT "]
    tries = [try_to_sign_in(client, names[n % 5], f"guess {n}") for n in range(8)]
    assert tries == [200] * 7 + [429]
    assert try_to_sign_in(client, "aPPLICANT", PASSWORD) == 429
    assert "_auth_user_id" not in client.session


def test_behind_a_proxy_guessing_locks_the_guesser_only(
    applicant: User, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guesser = Client(headers={"X-Forwarded-For": "192.0.2.9, 198.51.100.1"})
    owner = Client(headers={"X-Forwarded-For": "198.51.100.2"})
    for n in range(8):
        try_to_sign_in(guesser, applicant.username, f"guess {n}")
    assert try_to_sign_in(guesser, applicant.username, PASSWORD) == 429
    assert try_to_sign_in(owner, applicant.username, PASSWORD) == 302


def test_without_a_proxy_nobody_names_his_own_address(client: Client, applicant: User) -> None:
    for n in range(8):
        invented = {"X-Forwarded-For": f"198.51.100.{n}"}
        client.post(LOGIN, {"login": applicant.username, "password": "wrong"}, headers=invented)
    assert try_to_sign_in(client, applicant.username, PASSWORD) == 429


def test_nobody_signs_up_by_himself(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404


def test_passwords_are_kept_with_argon2(settings: Settings, db: None) -> None:
    settings.PASSWORD_HASHERS = ["onewindow.accounts.hashers.Argon2Hasher"]
    user = make_user("argon")
    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert user.check_password(PASSWORD)


def test_the_shipped_settings_prefer_argon2() -> None:
    assert shipped.PASSWORD_HASHERS[0] == "onewindow.accounts.hashers.Argon2Hasher"
