"""Acting for somebody, through the pages: the principal, his agents, and whoever is neither."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from onewindow.accounts.models import User
from onewindow.cases import actions
from onewindow.cases.models import Case, Letter
from onewindow.catalogue.models import ItemVersion
from onewindow.documents.models import Document
from onewindow.events.models import Event
from onewindow.mandates import actions as mandate_actions
from onewindow.mandates.models import Mandate, Power
from tests.cases.building import REVIEWS, City, build_city, make_submitted, step
from tests.cast import make_citizen_id, make_company, make_person, signed_in
from tests.mandates.giving import make_head, make_mandate
from tests.portal.building import fill_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(db: None) -> User:
    return make_person("mother", name="示例·母亲")


@pytest.fixture
def son(db: None) -> User:
    return make_person("son", name="示例·儿子")


def form(agent: str, number: str, **changes: object) -> dict[str, object]:
    today = localdate()
    return {
        "giver": "self", "name": agent, "number": number, "scope": "all", "sign": "on",
        "powers": ["apply", "follow", "collect"], "valid_from": today.isoformat(),
        "last_day": (today + timedelta(days=30)).isoformat(), **changes,
    }  # fmt: skip


def begin(version: ItemVersion, agent: User, key: str) -> Case:
    """Start, fill in and submit an application through the pages."""
    client = signed_in(agent)
    client.post(f"/guides/{version.item.slug}/application/", {"identity": key})
    case = Case.objects.get(version=version, number=None)
    fill_in(case, client)
    assert client.post(f"/drafts/{case.uid}/submission/").status_code == 302
    case.refresh_from_db()
    return case


def decided(city: City, case: Case) -> Case:
    """Grant a case and make its letter."""
    at = now()
    actions.accept(step(case, "accept"), by=city.officer("hall", "counter_clerk"), at=at)
    for name in REVIEWS:
        actions.complete_review(
            step(case, name), by=city.officer(name, "reviewer"), outcome="agreed", opinion="", at=at
        )
    actions.decide(
        step(case, "decide"), by=city.officer("lead", "decider"), is_granted=True, reason="", at=at
    )
    actions.make_letter(Letter.objects.get(case=case, kind="grant").pk, at=at)
    return case


def status_of(client: Client, path: str) -> int:
    """Ask for a page or a file; reading it to its end closes it."""
    answer = client.get(path)
    answer.getvalue()
    return answer.status_code


def answers(client: Client, case: Case) -> dict[str, int]:
    """Return what each page of a case answers."""
    base = f"/applications/{case.number}/"
    file = case.submissions.first()
    assert file is not None
    pages = ("", "letter/", "withdrawal/", f"files/{file.pk}/")
    got = {page.split("/")[0]: status_of(client, f"{base}{page}") for page in pages}
    return got | {"list": int(str(case.number) in text_of(client.get("/applications/")))}


@pytest.mark.long
def test_from_the_offer_to_the_letter_everything_says_for_whom(
    version: ItemVersion, mother: User, son: User, stranger: User
) -> None:
    principal, agent = signed_in(mother), signed_in(son)
    unknown = principal.post(
        "/mandates/new/", form("示例·没有这人", make_citizen_id()), follow=True
    )
    sent = principal.post("/mandates/new/", form(son.name, son.person.citizen_id), follow=True)
    for answer in (unknown, sent):
        assert "委托已发出" in text_of(answer)
        assert "等待对方接受" in text_of(answer)
    mandate = Mandate.objects.get(agent_name=son.name)
    assert "等您答复" in text_of(agent.get("/mandates/"))
    assert agent.post(f"/mandates/{mandate.number}/acceptance/").status_code == 302
    paper = agent.get(f"/mandates/{mandate.number}/paper/")
    assert paper.getvalue().startswith(b"%PDF")
    start = f"/guides/{version.item.slug}/application/"
    assert "示例·母亲个人，您是代办人" in text_of(agent.get(start))
    case = begin(version, son, mandate.number)
    assert (case.applicant, case.agent, case.applicant_name) == (mother, son, mother.name)
    event = Event.objects.get(chain=case.chain, code="case.submitted")
    assert event.actor == son.actor.code
    assert json.loads(event.data)["for"] == {
        "code": mother.actor.code, "name": mother.name, "mandate": mandate.number,
    }  # fmt: skip
    for page in (f"/applications/{case.number}/", f"/mandates/{mandate.number}/"):
        assert "示例·儿子（代示例·母亲）" in text_of(principal.get(page))
    assert "由示例·儿子代办" in text_of(principal.get("/applications/"))
    other = signed_in(stranger)
    for page in ("", "paper/"):
        assert other.get(f"/mandates/{mandate.number}/{page}").status_code == 404
    assert principal.post(f"/mandates/{mandate.number}/resignation/").status_code == 404
    assert agent.post(f"/mandates/{mandate.number}/revocation/").status_code == 404


@pytest.mark.long
def test_who_reaches_a_case_that_an_agent_began(mother: User, son: User, stranger: User) -> None:
    city = build_city()
    mandate = make_mandate(mother, son)
    draft = actions.start_draft(city.version, by=son, company=None, principal=mother, at=now())
    paper = Document.objects.create(
        sha256="0" * 64, name="申请表.pdf", size=1, media_type="application/pdf",
        uploaded_by=son.actor.code, created_at=now(),
    )  # fmt: skip
    actions.attach_file(draft, city.version.materials.get(), paper, at=now())
    case = decided(city, actions.submit(draft, at=now()))
    follower, collector = make_person("follower"), make_person("collector")
    make_mandate(mother, follower, Power.FOLLOW)
    make_mandate(mother, collector, Power.COLLECT)
    elsewhere = make_person("elsewhere")
    make_mandate(mother, elsewhere, items=(build_city().version.item_id,))
    everything = {"": 200, "letter": 200, "withdrawal": 200, "list": 1}
    nothing = {"": 404, "letter": 404, "withdrawal": 404, "list": 0}
    expected = {
        mother: everything,
        son: everything | {"withdrawal": 404},
        follower: everything | {"letter": 404, "withdrawal": 404},
        collector: everything | {"withdrawal": 404},
        elsewhere: nothing,
        stranger: nothing,
    }
    for user, wanted in expected.items():
        assert answers_without_file(user, case) == wanted, user.username
    mandate_actions.revoke(mandate, by=mother, at=now())
    assert answers_without_file(son, case) == nothing
    assert answers_without_file(mother, case) == everything
    download = Event.objects.filter(
        chain=case.chain, code="letter.downloaded", actor=son.actor.code
    )
    assert json.loads(download[0].data)["for"]["name"] == mother.name


def answers_without_file(user: User, case: Case) -> dict[str, int]:
    """Return what the pages of a case answer to somebody."""
    client = signed_in(user)
    base = f"/applications/{case.number}/"
    got = {
        page.split("/")[0]: status_of(client, f"{base}{page}")
        for page in ("", "letter/", "withdrawal/")
    }
    return got | {"list": int(str(case.number) in text_of(client.get("/applications/")))}


@pytest.mark.long
def test_a_companys_cases_are_the_companys(version: ItemVersion, stranger: User) -> None:
    first, second = make_person("first"), make_person("second")
    company = make_company(first)
    other = make_person("other.agent")
    make_company(other, name="别家公司（示例）")
    head = make_head(company)
    mandate = make_mandate(head, second, company=company)
    case = begin(version, first, company.uscc)
    for user in (first, second, head):
        got = answers(signed_in(user), case)
        assert set(got.values()) <= {200, 404, 1}
        assert got["files"] == 200
    for user in (other, stranger):
        assert set(answers(signed_in(user), case).values()) == {404, 0}
    signed_in(head).post(f"/mandates/{mandate.number}/revocation/", {"reason": "离职"})
    assert set(answers(signed_in(second), case).values()) == {404, 0}
    # Whoever began it has left too: the company keeps its case.
    own = Mandate.objects.get(agent=first)
    signed_in(head).post(f"/mandates/{own.number}/revocation/")
    path = f"/applications/{case.number}/"
    assert [status_of(signed_in(user), path) for user in (first, head)] == [404, 200]


def test_an_agent_withdraws_only_with_the_special_power(mother: User, son: User) -> None:
    city = build_city()
    city = City(city.version, mother, city.officers)
    case = make_submitted(city)
    plain = make_mandate(mother, son)
    path = f"/applications/{case.number}/withdrawal/"
    agent = signed_in(son)
    assert agent.post(path, {"reason": "不办了"}).status_code == 404
    assert "撤回申请" not in text_of(agent.get(f"/applications/{case.number}/"))
    mandate_actions.revoke(plain, by=mother, at=now())
    make_mandate(mother, son, Power.WITHDRAW)
    assert agent.post(path, {"reason": "不办了"}).status_code == 302
    withdrawn = Event.objects.get(chain=case.chain, code="case.withdrawn")
    assert json.loads(withdrawn.data)["for"]["name"] == mother.name
    page = text_of(signed_in(mother).get(f"/applications/{case.number}/"))
    assert f"这件申请已由代办人{son.name}撤回" in page
    assert f"由代办人{son.name}撤回。" in page
    assert "您已撤回" not in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"valid_from": "2020-01-01"}, "开始日期已经过去"),
        ({"number": "123"}, "18 位身份证号"), ({"last_day": "9999-12-31"}, "请核对年份"),
        ({"powers": []}, "请至少选择一项"),
        ({"scope": "some"}, "请至少选择一个事项"), ({"last_day": "2020-01-01"}, "结束日期"),
        ({"sign": ""}, "请勾选这一项"), ({"giver": "91119999MA9900028N"}, "请从列出的选项里选一项"),
    ],
)  # fmt: skip
def test_a_wrong_offer_is_explained(mother: User, changes: dict[str, object], said: str) -> None:
    sent = form("某人", make_citizen_id()) | changes
    answer = signed_in(mother).post("/mandates/new/", sent)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Mandate.objects.exists()


def test_items_are_found_without_losing_what_was_typed(version: ItemVersion, mother: User) -> None:
    client = signed_in(mother)
    typed = form("某人", make_citizen_id(), words=version.name[:3], find="yes")
    page = client.post("/mandates/new/", typed)
    assert page.status_code == 200
    assert version.name in text_of(page)
    assert 'value="某人"' in page.content.decode()
    assert version.name in text_of(client.get(f"/mandates/new/?item={version.item.slug}"))
    assert client.get("/mandates/new/?item=%00").status_code == 200
    assert client.post("/mandates/new/", {"find": "1", "words": "\0"}).status_code == 200
    full_width = make_citizen_id().translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})
    chosen = form("某人", full_width, scope="some", items=[str(version.item_id)])
    assert client.post("/mandates/new/", chosen).status_code == 302
    assert [item.pk for item in Mandate.objects.get().items.all()] == [version.item_id]


def test_a_letter_of_attorney_can_be_checked(mother: User, son: User) -> None:
    mandate = make_mandate(mother, son)
    path = f"/verification/?code={mandate.code}"
    page = text_of(Client().get(path))
    assert "有这份授权委托书，现在有效" in page
    assert (mother.name in page, son.name in page) == (False, False)
    mandate_actions.resign(mandate, by=son, at=now())
    assert "现在没有效力" in text_of(Client().get(path))
