"""An officer reviews at a desk by keyboard; every page of the desk is accessible."""

import io

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page

from onewindow.cases import actions
from onewindow.cases.models import Case
from onewindow.catalogue.actions import store_draft, submit_for_review
from onewindow.catalogue.exchange import write_xlsx
from onewindow.documents.actions import receive
from onewindow.orgs.models import Officer, Role
from tests.browser.browsing import Site, assert_accessible, faults_of
from tests.cases.building import City, build_city, make_draft, make_officer, step
from tests.cast import PASSWORD, make_post
from tests.catalogue.drafts import make_draft as make_form
from tests.documents.samples import pdf

LOOKS = {"desk": {}, "phone": {"phone": True}, "large and dark": {"large": True, "dark": True}}


def sign_in(site: Site, officer: Officer, path: str, **look: bool) -> Page:
    officer.user.set_password(PASSWORD)
    officer.user.save(update_fields=["password"])
    page = site.open(f"/accounts/login/?next={path}", **look)
    page.get_by_label("用户名").fill(officer.user.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{path}")
    return page


def make_case(city: City) -> Case:
    draft = make_draft(city)
    file = receive(io.BytesIO(pdf()), name="场地平面图.pdf").record(by=city.applicant, at=now())
    actions.attach_file(draft, city.version.materials.get(), file, at=now())
    case = actions.submit(draft, at=now())
    clerk = city.officer("hall", "counter_clerk")
    actions.accept(step(case, "accept"), by=clerk, at=now(), opinion="材料齐全")
    return case


def test_an_officer_reviews_by_keyboard_and_the_case_moves_on(site: Site) -> None:
    city = build_city()
    first, second = make_case(city), make_case(city)
    page = sign_in(site, city.officer("planning", "reviewer"), "/desk/")
    page.set_viewport_size({"width": 1280, "height": 800})
    detail = page.locator("#detail")
    detail.get_by_text(str(first.number)).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    detail.get_by_text(str(second.number)).wait_for()
    assert page.evaluate("document.activeElement.id") == "detail"
    assert_accessible(page)
    page.keyboard.press("e")
    page.keyboard.type("符合规划要求")
    page.keyboard.press("Escape")
    assert "ow-rowlink" in str(page.evaluate("document.activeElement.className"))
    page.keyboard.press("e")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/desk/cases/{second.number}/")
    assert "还有 2 个部门在审查" in page.locator(".ow-messages").inner_text()
    assert step(second, "planning").opinion == "符合规划要求"
    page.get_by_role("link", name="办下一件").click()
    page.wait_for_url(f"**/desk/cases/{first.number}/steps/planning/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    assert not faults_of(page)


def test_a_phrase_goes_into_the_opinion(site: Site) -> None:
    city = build_city()
    case = make_case(city)
    address = f"/desk/cases/{case.number}/steps/planning/"
    page = sign_in(site, city.officer("planning", "reviewer"), address)
    page.get_by_role("button", name="材料齐全，符合条件，同意。").click()
    assert page.get_by_label("意见").input_value() == "材料齐全，符合条件，同意。"


def test_a_phone_and_a_page_without_scripts_open_the_step_itself(site: Site) -> None:
    city = build_city()
    case = make_case(city)
    for look in ({"phone": True}, {"scripts": False}):
        page = sign_in(site, city.officer("planning", "reviewer"), "/desk/", **look)
        page.get_by_role("link", name="示例事项").click()
        page.wait_for_url(f"**/desk/cases/{case.number}/steps/planning/")
    page.get_by_role("button", name="同意", exact=True).click()
    page.wait_for_url(f"**/desk/cases/{case.number}/")


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_of_a_case_have_no_violations(site: Site, look: str) -> None:
    city = build_city()
    case = make_case(city)
    page = sign_in(site, city.officer("planning", "reviewer"), "/desk/", **LOOKS[look])
    for path in ("", "cases/", f"cases/{case.number}/", f"cases/{case.number}/steps/planning/"):
        page.goto(f"/desk/{path}")
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
    page.get_by_text("为什么").first.click()
    page.get_by_role("button", name="不同意").click()
    page.get_by_text("必须写明理由").first.wait_for()
    # Chromium reports the refusal itself (422) on the console.
    faults_of(page).clear()
    assert_accessible(page)


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_of_an_item_have_no_violations(site: Site, look: str) -> None:
    city = build_city()
    office = city.officer("planning", "reviewer").department
    office.name, office.short_name = "示例市示例局", "市示例局"
    office.save(update_fields=["name", "short_name"])
    make_post(office, code="sample", name="示例岗")
    manager = make_officer(office, Role.ITEM_MANAGER, "manager")
    lawyer = make_officer(office, Role.LEGAL_OFFICER, "lawyer")
    page = sign_in(site, manager, "/desk/items/import/", **LOOKS[look])
    assert_accessible(page)
    wrong = write_xlsx(make_form()).replace(b"PK", b"KP", 1)
    upload = {"name": "form.xlsx", "mimeType": "application/zip", "buffer": wrong}
    # Playwright's own type asks for a TypedDict where a plain mapping will do.
    page.locator("input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    page.get_by_role("button", name="导入", exact=True).click()
    page.get_by_text("什么都没有保存").wait_for()
    faults_of(page).clear()
    assert_accessible(page)
    version = store_draft(make_form(), by=manager.actor, at=now())
    submit_for_review(version, by=manager.actor, at=now())
    for path in ("items/", f"items/{version.pk}/", "reviews/"):
        page.goto(f"/desk/{path}")
        assert_accessible(page)
    review = f"/desk/items/{version.pk}/reviews/legal_officer/"
    assert_accessible(sign_in(site, lawyer, review, **LOOKS[look]))
