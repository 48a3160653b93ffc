"""A condition is chosen in the browser; the guide beside it follows before anything is saved."""

from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.storing import definition_of
from onewindow.orgs.models import Role
from tests.browser.browsing import Site, assert_accessible, faults_of
from tests.browser.test_review_on_desktop import sign_in
from tests.cast import make_officer
from tests.desk.written_drafts import make_written_draft


def test_a_condition_is_chosen_with_the_guide_beside_it(site: Site) -> None:
    version = make_written_draft()
    manager = make_officer("manager", Role.ITEM_MANAGER, department="lead")
    page = sign_in(site, manager, f"/desk/items/{version.pk}/scenario/materials/m1/")
    guide = page.locator("#preview")
    guide.get_by_label("size？").select_option("small")
    page.get_by_role("button", name="加一个条件").click()
    page.get_by_label("问题", exact=True).select_option("size")
    page.get_by_role("checkbox", name="大型").check()
    # At once: a button is not lost while the guide is being fetched.
    page.get_by_role("button", name="加一个条件").click()
    last = page.locator(".dk-part").nth(1)
    last.get_by_label("问题", exact=True).select_option("area")
    last.get_by_label("怎么比").select_option(">=")
    last.get_by_label("数字").fill("50")
    last.get_by_label("数字").press("Tab")
    guide.get_by_text("“size？”是“大型”，且“area？”不小于 50").first.wait_for()
    guide.get_by_text("按这些回答：还不能确定").wait_for()
    guide.get_by_label("area？").fill("20")
    guide.get_by_label("area？").press("Tab")
    guide.get_by_text("按这些回答：不适用").wait_for()
    assert "这种情形不需要：申请表" in (guide.text_content() or "")
    page.get_by_label("任一满足").check()
    guide.get_by_text("“size？”是“大型”，或“area？”不小于 50").first.wait_for()
    assert_accessible(page)
    assert definition_of(version).materials[0].when is None
    page.locator(".dk-editbar").get_by_role("button", name="保存").click()
    page.wait_for_url("**/scenario/?a-size=small&a-area=20#table-materials")
    stored = definition_of(ItemVersion.objects.select_related("item").get(pk=version.pk))
    assert stored.materials[0].when == {
        "or": [
            {"field": "size", "op": "==", "value": "large"},
            {"field": "area", "op": ">=", "value": 50},
        ]
    }
    assert_accessible(page)
    assert not faults_of(page)
