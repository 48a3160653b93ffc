"""A version is published while an application is half filled in: nobody notices."""

from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page

from onewindow.cases.models import Case
from onewindow.catalogue import actions
from onewindow.catalogue.models import ItemVersion
from onewindow.orgs.models import Officer, Role
from tests.browser.browsing import Site, assert_accessible, faults_of
from tests.browser.test_apply_on_phone import (
    fill_in_the_form,
    give_password,
    sign_in,
    upload_both_files,
)
from tests.browser.test_review_on_desktop import sign_in as sign_in_at_desk
from tests.cases.building import City, build_city
from tests.cast import make_officer
from tests.portal.building import make_guide


@pytest.fixture
def city(site: Site) -> City:
    """Make a city after the site has its fresh database."""
    return build_city()


@pytest.fixture
def version(city: City) -> ItemVersion:
    """Publish an item that says everything."""
    return make_guide(city)


def test_the_applicant_finishes_on_the_old_version(
    site: Site, city: City, version: ItemVersion, tmp_path: Path
) -> None:
    give_password(city)
    page = begin(site, city, version)
    publish_another(site, version)
    fill_in_the_form(page)
    upload_both_files(page, tmp_path)
    assert not page.get_by_text("安全承诺书").count()
    page.get_by_role("link", name="下一步：核对提交").click()
    assert_accessible(page)
    assert not page.get_by_text("更新").count()
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("收件号").wait_for()
    assert Case.objects.get().version_id == version.pk
    fresh = site.open(f"/guides/{version.item.slug}/", phone=True)
    fresh.get_by_text("安全承诺书").first.wait_for()


def begin(site: Site, city: City, version: ItemVersion) -> Page:
    page = site.open(f"/guides/{version.item.slug}/?facility=large&by_agent=no", phone=True)
    page.get_by_role("complementary").get_by_role("link", name="在线申请").click()
    sign_in(page, city)
    page.get_by_role("button", name="开始填写").click()
    page.get_by_role("button", name="保存并继续").click()
    return page


def publish_another(site: Site, version: ItemVersion) -> None:
    """Have the department write the next version on screen, and the offices agree."""
    manager = make_officer("manager", Role.ITEM_MANAGER, department=version.item.department)
    desk = sign_in_at_desk(site, manager, f"/desk/items/{version.pk}/")
    desk.get_by_role("button", name="新建版本").click()
    desk.get_by_role("link", name="申报材料").click()
    desk.get_by_role("button", name="添加一条（申报材料）").click()
    desk.get_by_label("材料名称").last.fill("安全承诺书")
    desk.get_by_label("材料名称").last.blur()
    desk.get_by_text("已自动保存").wait_for()
    assert_accessible(desk)
    desk.get_by_role("button", name="保存", exact=True).last.click()
    desk.get_by_role("link", name="回到这一版").click()
    publish(version, manager)
    assert not faults_of(desk)


def publish(version: ItemVersion, manager: Officer) -> None:
    reviewer = make_officer("anyone", Role.REVIEWER).actor
    second = version.item.versions.get(number=2)
    second.fees.update(basis="《示例市城市管理条例》第三条")
    for each in actions.submit_for_review(second, by=manager.actor, at=now()):
        actions.review(each, by=reviewer, agrees=True, at=now())
    actions.publish(second, by=manager.actor, at=now())
