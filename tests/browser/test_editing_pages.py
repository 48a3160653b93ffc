"""The pages on which a draft is written and compared have no violations."""

import pytest
from django.utils.timezone import now

from onewindow.catalogue import actions
from onewindow.orgs.models import Role
from tests.browser.browsing import Site, assert_accessible, faults_of
from tests.browser.test_review_on_desktop import sign_in
from tests.cases.building import build_city
from tests.cast import make_officer
from tests.portal.building import make_guide

LOOKS = {"phone": {"phone": True}, "large and dark": {"large": True, "dark": True}}


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_of_a_draft_have_no_violations(site: Site, look: str) -> None:
    version = make_guide(build_city())
    manager = make_officer("manager", Role.ITEM_MANAGER, department=version.item.department)
    draft = actions.start_version(version.item, by=manager.actor, at=now())
    actions.suspend(version, reason="检修", by=manager.actor, at=now())
    page = sign_in(site, manager, "/desk/items/", **LOOKS[look])
    edit = f"/desk/items/{draft.pk}/edit"
    for path in (
        "/desk/items/new/", f"{edit}/basic/", f"{edit}/flow/?add=steps", f"{edit}/scenario/",
        f"{edit}/materials/form/blank_form/", f"/desk/items/{draft.pk}/discard/",
        f"/desk/items/{draft.pk}/differences/", f"/desk/items/{version.pk}/withdrawal/",
        f"/desk/items/{version.pk}/", f"/guides/{version.item.slug}/",
    ):  # fmt: skip
        page.goto(path)
        assert_accessible(page)
    page.goto(f"{edit}/limits/")
    page.get_by_label("审查时限（承诺）").fill("")
    page.locator(".dk-editbar").get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("还没有保存").wait_for()
    # Chromium reports the refusal itself (422) on the console.
    faults_of(page).clear()
    assert_accessible(page)


def test_the_button_waits_for_the_page_that_saves_itself(site: Site) -> None:
    version = make_guide(build_city())
    manager = make_officer("manager", Role.ITEM_MANAGER, department=version.item.department)
    draft = actions.start_version(version.item, by=manager.actor, at=now())
    page = sign_in(site, manager, f"/desk/items/{draft.pk}/edit/basic/")
    save = page.locator(".dk-editbar").get_by_role("button", name="保存", exact=True)
    for number in range(3):
        said = f"第 {number} 种说明"
        with page.expect_request(lambda sent: sent.method == "POST"):
            page.get_by_label("一句话说明").fill(said)
            page.keyboard.press("Tab")
        # The page is saving itself at this moment.
        page.get_by_label("一句话说明").fill(f"{said}。")
        save.click()
        page.get_by_text("已保存。").wait_for()
        draft.refresh_from_db()
        assert draft.summary == f"{said}。"
        page.goto(f"/desk/items/{draft.pk}/edit/basic/")
