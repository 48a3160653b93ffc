"""A builder files two items of a stage on a phone; the lead department sees them as lanes."""

from pathlib import Path

from playwright.sync_api import Page

from onewindow.cases.models import Case
from onewindow.projects import actions
from onewindow.projects.models import Project
from tests import cast
from tests.browser.browsing import Site, assert_accessible, faults_of
from tests.cases.building import MONDAY
from tests.documents.samples import pdf
from tests.projects.building import CODE, Plant, accept, build_plant, decide, file_all


def sign_in(page: Page, username: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(cast.PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_from_the_registration_to_the_lanes_of_the_lead(site: Site, tmp_path: Path) -> None:
    plant = build_plant()
    lead = plant.city.officer("lead", "decider").user
    for user in (plant.city.applicant, lead):
        user.set_password(cast.PASSWORD)
        user.save(update_fields=["password"])
    page = site.open("/projects/", phone=True)
    sign_in(page, plant.city.applicant.username)
    assert_accessible(page)
    register(page)
    let_the_land_be_granted(plant)
    page.reload()
    assert_accessible(page)
    page.get_by_role("button", name="开始申报").click()
    fill_in(page)
    upload(page, tmp_path)
    assert_accessible(page)
    page.get_by_role("button", name="一起提交").click()
    page.get_by_text("已提交 2 件").wait_for()
    assert_accessible(page)
    number = Case.objects.filter(of_project__stage__stage="design").first()
    assert number is not None
    look_from_the_desk(site, lead.username, str(number.number))


def register(page: Page) -> None:
    page.get_by_role("link", name="登记项目").click()
    assert_accessible(page)
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("alert").get_by_text("“项目代码”").wait_for()
    # The browser reports that something was refused.
    faults_of(page).clear()
    assert_accessible(page)
    page.get_by_role("group", name="建设单位").get_by_role("radio").first.check()
    page.get_by_label("项目代码").fill(CODE)
    page.get_by_label("项目名称").fill("示例综合楼（示例）")
    page.get_by_label("简易项目").check()
    page.get_by_label("建设地点").fill("示例市示例路 1 号")
    page.get_by_label("总投资（元）").fill("18000000")
    page.get_by_label("建筑面积（平方米）").fill("5600")
    page.get_by_label("计划开工日期").fill("2027-06-01")
    page.get_by_label("计划竣工日期").fill("2028-06-01")
    page.get_by_label("出让").check()
    page.get_by_label("是", exact=True).check()
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("项目已登记").wait_for()
    assert_accessible(page)


def let_the_land_be_granted(plant: Plant) -> None:
    (land,) = file_all(Project.objects.get(), "land", by=plant.city.applicant)
    accept(plant, land, at=MONDAY)
    decide(plant, land, at=MONDAY)
    actions.follow_all(MONDAY)


def fill_in(page: Page) -> None:
    page.get_by_role("heading", name="填写申报表").wait_for()
    assert_accessible(page)
    page.get_by_label("否", exact=True).check()
    page.get_by_label("联系人").fill("示例·联系人")
    page.get_by_label("plan高度").fill("18")
    page.get_by_label("fire高度").fill("18")
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_role("heading", name="上传材料").wait_for()
    assert_accessible(page)


def upload(page: Page, folder: Path) -> None:
    """Choose a file for each material; one button takes all that was chosen."""
    panels = [page.get_by_role("region", name=name) for name in ("plan图纸", "fire图纸")]
    for place, panel in enumerate(panels):
        file = folder / f"{place}.pdf"
        file.write_bytes(pdf(file.name.encode()))
        panel.locator("input[type=file]").set_input_files(file)
    panels[0].get_by_role("button", name="上传").click()
    for panel in panels:
        panel.get_by_text("已传 1 个").wait_for()
    page.get_by_role("button", name="下一步：核对提交").click()
    page.get_by_role("heading", name="核对后一起提交").wait_for()


def look_from_the_desk(site: Site, username: str, number: str) -> None:
    desk = site.open("/desk/projects/")
    sign_in(desk, username)
    assert_accessible(desk)
    desk.get_by_role("link", name="示例综合楼（示例）").click()
    desk.get_by_role("region", name="工程建设许可").get_by_text(number).wait_for()
    desk.get_by_text("天数是怎么算的？").first.click()
    assert_accessible(desk)
