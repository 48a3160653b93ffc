"""Registers: record, read, take along, revoke; what the law refuses is said at its field."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from onewindow.delegation.models import AuthorisationLetter, Delegation, Seal
from onewindow.orgs.models import Department, Officer, Role
from tests.cases.building import City, build_city, make_officer, make_submitted
from tests.cast import make_department
from tests.delegation.granting import make_delegation, make_letter
from tests.delegation.papers import Papers, make_papers, seal_form
from tests.desk.pages import at_desk, body_of, message_after, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return build_city()


@pytest.fixture
def papers(city: City) -> Papers:
    return make_papers(city)


@pytest.fixture
def client(city: City) -> Client:
    return at_desk(make_officer(city.version.item.department, Role.ITEM_MANAGER, "the.manager"))


def test_an_item_is_entrusted_and_announced(client: Client, papers: Papers) -> None:
    form = papers.delegation_form() | {"scope": "面积 20 平方米以下", "last_day": "2999-12-30"}
    done = client.post("/desk/registers/delegations/new/", form)
    assert "已登记" in message_after(client, done)
    made = Delegation.objects.latest("pk")
    assert (made.valid_to, made.powers) == (date(2999, 12, 31), ["accept"])
    public = text_of(Client().get("/delegations/"))
    for said in ("面积 20 平方米以下", made.to.name, "示备〔2026〕2号", made.number):
        assert said in public
    assert made.number not in text_of(Client().get("/delegations/?q=没有这个"))
    client.post(f"/desk/registers/delegations/{made.pk}/revocation/", {"reason": "装修"})
    assert made.number not in text_of(Client().get("/delegations/"))


AGAINST_THE_LAW: list[tuple[dict[str, object], str]] = [
    ({"basis": "上级文件"}, "请写明依据的法律、法规或者规章（行政许可法第二十四条第一款）"),
    ({"kind": "handed_down"}, "下放只能给下级区划的单位"),
    ({"filed_on": str(localdate() + timedelta(days=2))}, "备案日期还没有到"),
    ({"valid_from": "2020-01-01"}, "生效日期不能早于备案日期"),
    ({"last_day": "2026-03-02"}, "截止日期已经过去"),
    ({"last_day": "2020-03-02"}, "截止日期要在生效日期之后"),
    ({"last_day": "9999-12-31"}, "请核对年份"),
    ({"powers": []}, "请至少选择一项"),
    ({"item": "0"}, "请从列出的选项里选一项"),
]


@pytest.mark.long
def test_what_the_law_refuses_is_said_and_nothing_is_recorded(
    client: Client, papers: Papers
) -> None:
    form = papers.delegation_form()
    for change, said in AGAINST_THE_LAW:
        refused = client.post("/desk/registers/delegations/new/", form | change)
        assert refused.status_code == 422, change
        assert said in text_of(refused)
    assert Delegation.objects.count() == 1


def test_a_licence_is_not_entrusted_to_an_institute(client: Client, papers: Papers) -> None:
    institute = make_department("institute", code="12119999999900169E")
    form = papers.delegation_form() | {"to": institute.pk}
    assert "只能委托给其他行政机关" in text_of(
        client.post("/desk/registers/delegations/new/", form)
    )


def test_a_letter_is_issued_downloaded_verified_and_revoked(client: Client, papers: Papers) -> None:
    form = papers.letter_form() | {"seals": [papers.seal.pk], "powers": ["accept", "decide"]}
    done = client.post("/desk/registers/authorisations/new/", form)
    letter = AuthorisationLetter.objects.latest("pk")
    page = message_after(client, done)
    assert letter.number in page
    assert "行政许可专用章" in page
    pdf = client.get(f"/desk/registers/authorisations/{letter.pk}/file/")
    assert pdf.getvalue().startswith(b"%PDF")
    assert "现在有效" in text_of(Client().get(f"/verification/?code={letter.code}"))
    address = f"/desk/registers/authorisations/{letter.pk}/revocation/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "岗位调整"}).status_code == 302
    assert "岗位调整" in text_of(client.get(f"/desk/registers/authorisations/{letter.pk}/"))
    assert "现在没有效力" in text_of(Client().get(f"/verification/?code={letter.code}"))
    again = client.post(address, {"reason": "再撤一次"})
    assert again.status_code == 422
    assert "已经到期或者已经撤销" in text_of(again)


LACKING: list[tuple[dict[str, object], str]] = [
    ({"scope": "some"}, "请勾选至少一个事项"),
    ({"powers": ["review"]}, "请从列出的选项里选一项"),
    ({"last_day": ""}, "请填写这一项"),
    ({"officer": "0"}, "请从列出的选项里选一项"),
]


def test_a_letter_needs_its_parts(client: Client, papers: Papers) -> None:
    form = papers.letter_form()
    for change, said in LACKING:
        refused = client.post("/desk/registers/authorisations/new/", form | change)
        assert refused.status_code == 422, change
        assert said in text_of(refused)


def test_nobody_authorises_himself(client: Client, papers: Papers) -> None:
    himself = Officer.objects.get(user__username="the.manager")
    offered = body_of(client.get("/desk/registers/authorisations/new/"))
    assert f'<option value="{himself.pk}"' not in offered
    other = papers.letter.officer
    assert f"{other.user.name} · {other.department.short_name or other.department.name}" in offered
    form = papers.letter_form() | {"officer": himself.pk}
    refused = client.post("/desk/registers/authorisations/new/", form)
    assert refused.status_code == 422
    assert "请从列出的选项里选一项" in text_of(refused)


def test_a_second_seal_of_a_kind_waits_until_the_first_is_stopped(
    client: Client, papers: Papers
) -> None:
    refused = client.post("/desk/registers/seals/new/", seal_form())
    assert "请先停用原来的" in text_of(refused)
    client.post(f"/desk/registers/seals/{papers.seal.pk}/revocation/", {"reason": "换章"})
    assert client.post("/desk/registers/seals/new/", seal_form()).status_code == 302
    seal = Seal.objects.latest("pk")
    image = client.get(f"/desk/registers/seals/{seal.pk}/file/")
    assert image.getvalue().startswith(b"\x89PNG")
    assert image.headers["Content-Type"] == "image/png"
    assert image.headers["Cache-Control"] == "private, no-store"


@pytest.mark.long
def test_the_filters_count_and_the_files_hold_what_the_page_shows(
    client: Client, city: City, papers: Papers
) -> None:
    today = localdate()
    holder = papers.holder
    make_letter(city, holder, valid_to=today + timedelta(days=30))
    make_letter(city, holder, valid_to=today)
    make_letter(city, holder, valid_from=date(2999, 1, 1))
    page = "/desk/registers/authorisations/"
    for code, count in (
        ("all", 4), ("in_force", 2), ("ending", 1), ("upcoming", 1), ("ended", 1), ("revoked", 0),
    ):  # fmt: skip
        shown = body_of(client.get(page, {"filter": code}))
        assert shown.count("ow-rowlink") == count, code
        table = client.get(f"{page}table.csv", {"filter": code}).content.decode("utf-8-sig")
        assert len(list(csv.DictReader(io.StringIO(table)))) == count, code
        assert body_of(client.get(f"{page}print/", {"filter": code})).count("<tr>") == count + 1
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{page}table.xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "文号"
    assert {row[0] for row in rows[1:]} == {
        letter.number for letter in AuthorisationLetter.objects.all()
    }
    assert client.get(f"{page}table.pdf").status_code == 404
    found = client.get(page, {"q": papers.letter.officer.user.name})
    assert body_of(found).count("ow-rowlink") == 4
    assert "没有符合的记录" in text_of(client.get(page, {"q": "没有\0这个"}))


def test_a_cell_is_no_formula(client: Client, papers: Papers) -> None:
    Department.objects.filter(pk=papers.street.pk).update(name="=1+1")
    table = client.get("/desk/registers/delegations/table.csv").content.decode("utf-8-sig")
    assert ",'=1+1," in table


@pytest.mark.long
def test_rows_cost_no_queries(
    client: Client,
    city: City,
    papers: Papers,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(4):
        make_delegation(city, make_department(f"place{number}"))
        make_letter(city, papers.holder, items=(papers.item,))
    for code in ("delegations", "authorisations", "seals"):
        with django_assert_max_num_queries(14):
            client.get(f"/desk/registers/{code}/")


def test_the_holder_opens_his_letter_and_nothing_else(city: City, papers: Papers) -> None:
    holder = at_desk(papers.holder)
    letter = f"/desk/registers/authorisations/{papers.letter.pk}/"
    assert papers.letter.number in text_of(holder.get(letter))
    assert holder.get(f"{letter}file/").getvalue().startswith(b"%PDF")
    assert holder.post(f"{letter}revocation/", {"reason": "x"}).status_code == 404
    assert holder.get("/desk/registers/authorisations/").status_code == 404
    other = make_letter(city, city.officer("hall", "counter_clerk"))
    assert holder.get(f"/desk/registers/authorisations/{other.pk}/").status_code == 404


@pytest.mark.long
def test_who_holds_a_letter_accepts_at_his_desk_until_it_ends(city: City, papers: Papers) -> None:
    desk = at_desk(papers.holder)
    case = make_submitted(city)
    page = f"/desk/cases/{case.number}/steps/accept/"
    assert str(case.number) in text_of(desk.get("/desk/"))
    assert f"凭 {papers.letter.number} 代" in text_of(desk.get(page))
    done = desk.post(f"{page}completion/", {"outcome": "accepted"})
    assert f"凭 {papers.letter.number} 办理" in message_after(desk, done)
    second = make_submitted(city)
    manager = at_desk(make_officer(papers.item.department, Role.ITEM_MANAGER, "another.manager"))
    manager.post(
        f"/desk/registers/authorisations/{papers.letter.pk}/revocation/", {"reason": "轮岗"}
    )
    address = f"/desk/cases/{second.number}/steps/accept/completion/"
    assert desk.post(address, {"outcome": "accepted"}).status_code == 404
    assert desk.get(f"/desk/cases/{case.number}/").status_code == 404


def test_an_officer_with_an_expired_letter_finds_nothing(city: City) -> None:
    officer = make_officer(make_department("zwj"), Role.LEGAL_OFFICER, "window")
    make_letter(city, officer, valid_to=localdate())
    case = make_submitted(city)
    desk = at_desk(officer)
    assert desk.get(f"/desk/cases/{case.number}/").status_code == 404
    assert desk.get(f"/desk/cases/{case.number}/steps/accept/").status_code == 404
    assert str(case.number) not in text_of(desk.get("/desk/"))
