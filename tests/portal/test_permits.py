"""我的许可 and what whoever holds a letter learns of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from onewindow.cases import actions
from onewindow.cases.actions import Ending
from onewindow.cases.models import Case, Grant, GrantStatus, Letter
from tests import cast
from tests.cases.building import City, build_city, make_draft, make_reviewed, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city(validity="5年")


@pytest.fixture
def grant(city: City) -> Grant:
    at = now() - timedelta(days=3)
    case = make_reviewed(city, at=at)
    decider = city.officer("lead", "decider")
    actions.decide(step(case, "decide"), by=decider, is_granted=True, reason="", at=at)
    actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=at)
    return Grant.objects.get(case=case)


@pytest.fixture
def mine(city: City) -> Client:
    return cast.signed_in(city.applicant)


def words(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_permit_is_listed_with_its_days_and_what_can_be_done(mine: Client, grant: Grant) -> None:
    page = words(mine, "/permits/")
    assert grant.valid_to is not None
    for said in (grant.number, str(grant.valid_to), "有效", "申请变更", "申请延续"):
        assert said in page


def test_a_change_begins_from_what_is_held(mine: Client, grant: Grant) -> None:
    answer = mine.post(f"/permits/{grant.case.number}/change/")
    draft = Case.objects.get(grant=grant)
    assert answer["Location"] == f"/drafts/{draft.uid}/"
    assert (draft.kind, draft.fields) == ("change", grant.case.fields)
    again = mine.post(f"/permits/{grant.case.number}/renewal/")
    assert again.status_code == 422
    assert "已经有一件变更或者延续在办理" in again.content.decode()
    assert mine.post(f"/permits/{grant.case.number}/nonsense/").status_code == 404


def test_a_stranger_cannot_tell_that_it_exists(grant: Grant) -> None:
    stranger = cast.signed_in(cast.make_person("stranger"))
    assert stranger.post(f"/permits/{grant.case.number}/change/").status_code == 404
    assert grant.number not in words(stranger, "/permits/")


@pytest.mark.long
def test_what_was_revoked_says_so_everywhere(city: City, mine: Client, grant: Grant) -> None:
    checked = f"/verification/?code={grant.letter.code}"
    assert "许可状态" in words(mine, checked)
    assert "现在没有效力" not in words(mine, checked)
    why = Ending("fraud", "证明系伪造。", statement="告知后没有陈述。")
    decider = city.officer("lead", "decider")
    actions.end_grant(grant, GrantStatus.REVOKED, why, by=decider, at=now())
    assert "它准予的许可现在没有效力" in words(Client(), checked)
    page = words(mine, "/permits/")
    assert "证明系伪造。" in page
    assert "行政复议" in page
    assert "申请变更" not in page
    letter = Letter.objects.get(case=grant.case, kind="revocation")
    actions.make_letter(letter.pk, at=now())
    assert "撤销行政许可决定书" in words(mine, f"/applications/{grant.case.number}/")
    taken = mine.get(f"/applications/{grant.case.number}/letters/{letter.pk}/")
    assert b"".join(taken).startswith(b"%PDF")


def test_where_to_send_it_is_asked_for_and_kept_secret(city: City, mine: Client) -> None:
    draft = make_draft(city, at=now())
    where = f"/drafts/{draft.uid}/submission/"
    refused = mine.post(where, {"delivery_method": "post", "address": ""})
    assert refused.status_code == 422
    assert "请填写邮寄的收件人、电话和地址" in refused.content.decode()
    sent = mine.post(where, {"delivery_method": "post", "address": "示例·乔木 示例路1号"})
    assert sent.status_code == 302
    draft.refresh_from_db()
    assert (draft.status, draft.delivery_method) == ("submitted", "post")
    assert draft.fields["delivery:address"] == "示例·乔木 示例路1号"
    assert "示例路1号".encode() not in bytes(draft.fields_cipher)
