"""From the log of another system to a new draft: the whole laboratory, as its officer uses it."""

from pathlib import Path

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page

from onewindow.catalogue.models import ItemVersion
from onewindow.insight.actions import working
from onewindow.insight.models import Job
from onewindow.orgs.models import Officer, Role
from tests.browser.browsing import Site, assert_accessible
from tests.browser.test_review_on_desktop import sign_in
from tests.cast import make_department, make_officer
from tests.insight.test_projects import UNITS, small_log

PROPOSALS = (
    "取消“收文登记和转办”环节",
    "“资料审查”“经营场所现场核查”“卫生现场核查”“消防意见”改为并联",
)


@pytest.fixture
def reformer(transactional_db: None) -> Officer:
    for code, name in UNITS.items():
        make_department(code, name)
    return make_officer("reformer", Role.REFORM_OFFICE, department="zwj")


def let_work_finish(page: Page) -> None:
    """Do what the worker would; the page asks how far it is and shows the result by itself."""
    page.locator("#work").wait_for()
    working.run(Job.objects.open().get().pk, at=now())
    page.locator("#work").wait_for(state="detached", timeout=15_000)


def test_from_a_log_to_a_draft(
    site: Site, reformer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onewindow.insight.actions.simulating.REPLICATIONS", 3)
    log = tmp_path / "办件.csv"
    log.write_bytes(small_log())
    page = sign_in(site, reformer, "/desk/lab/")
    page.get_by_text("还没有流程再造项目").wait_for()
    assert_accessible(page)
    upload(page, log)
    let_work_finish(page)
    page.get_by_role("heading", name="现状").wait_for()
    assert_accessible(page)
    accept(page)
    simulate(page)
    page.get_by_role("link", name="草案和成效").click()
    page.get_by_text("把已采纳的 2 条建议写成新版草案").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="生成新版草案").click()
    page.get_by_text("草案已经生成").wait_for()
    version = ItemVersion.objects.get(item__department__short_code="sc")
    page.get_by_role("link", name="打开这一版").click()
    page.get_by_text(version.name).first.wait_for()


def upload(page: Page, log: Path) -> None:
    page.get_by_role("link", name="新建第一个项目").click()
    page.get_by_label("项目名称").fill("开办小餐饮店（示例）")
    page.get_by_label("上传事件日志").check()
    page.locator("input[type=file]").set_input_files(log)
    page.get_by_role("button", name="开始").click()
    page.get_by_text("哪一列是什么").wait_for()
    assert page.get_by_label("环节").input_value() == "环节"
    assert_accessible(page)
    page.get_by_role("button", name="对，开始诊断").click()


def accept(page: Page) -> None:
    for title in PROPOSALS:
        page.get_by_role("button", name=f"采纳：{title}").click()
        page.get_by_role("button", name=f"采纳：{title}", pressed=True).wait_for()
    assert "11" in page.locator(".dk-labsum", has_text="环节").inner_text()


def simulate(page: Page) -> None:
    page.get_by_role("link", name="仿真", exact=True).last.click()
    page.get_by_role("button", name="仿真").click()
    let_work_finish(page)
    page.get_by_text("办结时间，现状与再造后").first.wait_for()
    assert_accessible(page)
