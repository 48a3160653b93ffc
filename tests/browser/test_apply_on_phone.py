"""A citizen applies on a phone, from the search to the receipt number; every page is accessible."""

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page

from onewindow.cases import actions
from onewindow.cases.models import Case, Letter
from onewindow.catalogue.models import ItemVersion
from tests import cast
from tests.browser.browsing import Site, assert_accessible, faults_of
from tests.cases.building import MONDAY, City, build_city, make_reviewed, make_submitted, step
from tests.documents.samples import image, pdf
from tests.portal.building import FIELDS, make_draft_of, make_guide

QUIET = {
    "light": {}, "phone": {"phone": True}, "large, dark, on a phone":
    {"phone": True, "large": True, "dark": True},
}  # fmt: skip


@pytest.fixture
def city(site: Site) -> City:
    """Make a city after the site has its fresh database."""
    return build_city()


@pytest.fixture
def version(city: City) -> ItemVersion:
    """Publish an item that says everything."""
    return make_guide(city)


def sign_in(page: Page, city: City) -> None:
    page.get_by_label("用户名").fill(city.applicant.username)
    page.get_by_label("密码").fill(cast.PASSWORD)
    page.get_by_role("button", name="登录").click()


def give_password(city: City) -> None:
    city.applicant.set_password(cast.PASSWORD)
    city.applicant.save(update_fields=["password"])


def test_from_the_search_to_the_receipt_number(
    site: Site, city: City, version: ItemVersion, tmp_path: Path
) -> None:
    give_password(city)
    page = site.open("/", phone=True)
    assert_accessible(page)
    find_the_guide(page)
    page.get_by_role("complementary").get_by_role("link", name="在线申请").click()
    sign_in(page, city)
    page.get_by_role("button", name="开始填写").click()
    assert page.get_by_label("大型设施").is_checked()
    page.get_by_role("button", name="保存并继续").click()
    fill_in_the_form(page)
    upload_both_files(page, tmp_path)
    page.get_by_role("link", name="下一步：核对提交").click()
    assert_accessible(page)
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("收件号").wait_for()
    number = Case.objects.get(version=version).number
    assert page.get_by_text(str(number), exact=True).last.is_visible()
    assert_accessible(page)


def find_the_guide(page: Page) -> None:
    page.get_by_label("要办的事").fill("挂招牌")
    page.get_by_role("link", name="户外招牌设置审批").first.click()
    page.get_by_role("heading", name="户外招牌设置审批", level=1).wait_for()
    page.get_by_label("大型设施").check()
    page.get_by_label("否", exact=True).check()
    page.get_by_text("修改我的情形").wait_for()
    # htmx reports it when a second answer overtakes the first, which is what hx-sync is for.
    faults_of(page)[:] = [line for line in faults_of(page) if not line.startswith("htmx:")]
    assert_accessible(page)


def fill_in_the_form(page: Page) -> None:
    page.get_by_label("设置地点").fill(FIELDS["place"])
    page.get_by_label("宽度").fill("十二米")
    page.get_by_label("联系电话").fill(FIELDS["phone"])
    page.get_by_label("开始日期").fill(FIELDS["opens"])
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_role("link", name="请填写数字").click()
    # Chromium reports the answer 422 in the console; it is meant.
    faults_of(page).clear()
    assert page.evaluate("document.activeElement.name") == "width"
    page.get_by_label("宽度").fill(FIELDS["width"])
    page.get_by_role("button", name="保存并继续").click()


def upload_both_files(page: Page, folder: Path) -> None:
    files = {"申请表": ("申请表.pdf", pdf()), "效果图": ("效果图.png", image("PNG"))}
    warned: list[str] = []

    def stay(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    for material, (name, content) in files.items():
        (folder / name).write_bytes(content)
        part = page.get_by_role("region", name=material, exact=True)
        part.locator("input[type=file]").set_input_files(folder / name)
        assert part.get_by_text("还没有上传，请点“上传”").is_visible()
        assert_accessible(page)
        page.get_by_role("link", name="下一步：核对提交").click(no_wait_after=True)
        part.get_by_role("button", name="上传").click()
        part.get_by_role("link", name=name).wait_for()
    assert warned == ["beforeunload"] * len(files), "a chosen file is not lost without a word"
    assert_accessible(page)


def test_the_same_way_without_scripts(site: Site, city: City, version: ItemVersion) -> None:
    give_password(city)
    page = site.open(f"/guides/{version.item.slug}/", scripts=False)
    page.get_by_label("横幅").check()
    page.get_by_role("button", name="按我的情形更新").click()
    assert "facility=banner" in page.url
    page.get_by_role("complementary").get_by_role("link", name="在线申请").click()
    sign_in(page, city)
    page.get_by_role("button", name="开始填写").click()
    assert page.get_by_label("横幅").is_checked()


@pytest.mark.parametrize("look", QUIET)
def test_public_pages_have_no_violations(
    site: Site, city: City, version: ItemVersion, look: str
) -> None:
    guide = f"/guides/{version.item.slug}/"
    letter = Letter.objects.decisions().get(case=make_finished(city))
    checks = ("/verification/", "/verification/?code=x", f"/verification/?code={letter.code}")
    searches = ("/search/?q=招牌", "/search/?q=星星")
    for path in ("/", *searches, guide, f"{guide}?facility=banner", *checks):
        assert_accessible(site.open(path, **QUIET[look]))


@pytest.mark.parametrize("look", QUIET)
def test_an_applicants_pages_have_no_violations(
    site: Site, city: City, version: ItemVersion, look: str
) -> None:
    give_password(city)
    draft = make_draft_of(version, city.applicant)
    submitted, finished = make_submitted(city), make_finished(city)
    page = site.open("/accounts/login/", **QUIET[look])
    sign_in(page, city)
    page.wait_for_url("**/applications/")
    paths = [
        "/applications/", f"/guides/{version.item.slug}/application/",
        *(f"/drafts/{draft.uid}/{part}" for part in (
            "", "answers/", "fields/", "materials/", "check/",
        )),
        f"/applications/{submitted.number}/", f"/applications/{submitted.number}/withdrawal/",
        f"/applications/{finished.number}/",
    ]  # fmt: skip
    for path in paths:
        page.goto(path)
        assert_accessible(page)


def make_finished(city: City) -> Case:
    case = make_reviewed(city)
    lead = city.officer("lead", "decider")
    actions.decide(step(case, "decide"), by=lead, is_granted=True, reason="", at=MONDAY)
    actions.make_letter(Letter.objects.decisions().get(case=case).pk, at=MONDAY)
    return case
