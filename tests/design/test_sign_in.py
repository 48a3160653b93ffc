"""Signing in and out, and what of allauth is to be seen."""

import pytest
from django.test import Client

from onewindow.accounts.models import User, UserKind

PASSWORD = "window-and-lattice-9"


@pytest.fixture
def applicant(db: None) -> User:
    """Return an applicant who can sign in."""
    return User.objects.create_user(
        "xiaoman", PASSWORD, name="白露（示例）", kind=UserKind.APPLICANT
    )


def sign_in(client: Client, password: str) -> tuple[int, str]:
    answer = client.post("/accounts/login/", {"login": "xiaoman", "password": password})
    return answer.status_code, answer.content.decode()


def test_signing_in_and_out(client: Client, applicant: User) -> None:
    assert sign_in(client, PASSWORD)[0] == 302
    page = client.get("/design/").content.decode()
    assert applicant.name in page
    assert "要退出登录吗" in client.get("/accounts/logout/").content.decode()
    assert client.post("/accounts/logout/").status_code == 302
    assert applicant.name not in client.get("/design/").content.decode()


def test_a_wrong_password_is_said_in_chinese(client: Client, applicant: User) -> None:
    status, page = sign_in(client, "something else")
    assert status == 200
    assert "有几处需要改一下" in page
    assert applicant.name not in page


def test_guessing_locks_the_account_for_a_while(client: Client, applicant: User) -> None:
    pages = [sign_in(client, f"guess {n}") for n in range(9)]
    assert pages[-1][0] == 429
    assert "登录暂停" in pages[-1][1]
    assert sign_in(client, PASSWORD)[0] == 429


def test_changing_the_password(client: Client, applicant: User) -> None:
    client.force_login(applicant)
    assert "修改密码" in client.get("/accounts/password/change/").content.decode()
    new = "lattice-and-window-7"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", data).status_code == 302
    client.logout()
    assert sign_in(client, new)[0] == 302


@pytest.mark.parametrize("address", ["signup/", "email/", "password/reset/", "password/set/"])
def test_nothing_else_of_allauth_is_reachable(client: Client, address: str) -> None:
    assert client.get(f"/accounts/{address}").status_code == 404
