"""What a quick hand changes while an answer is on its way stays changed."""

import pytest
from playwright.sync_api import Page

from onewindow.orgs.models import Role
from tests.browser.browsing import Site, faults_of
from tests.browser.test_review_on_desktop import sign_in
from tests.cases.building import build_city
from tests.cast import make_officer
from tests.desk.written_drafts import make_written_draft
from tests.portal.building import make_guide

CHOOSE = """([label, value, when]) => document.addEventListener(when, async () => {
  if (when === "htmx:afterSwap") await null;
  const labels = [...document.querySelectorAll("label")];
  const field = labels.find((each) => each.textContent.trim() === label).control;
  if (field.type === "radio") return field.click();
  field.value = value;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}, { once: true })"""
ON_THE_WAY, SHOWN = "htmx:beforeSwap", "htmx:afterSwap"


def choose(page: Page, label: str, value: str, *, when: str) -> None:
    """Change a field at the very moment at which the next answer arrives or is shown."""
    page.evaluate(CHOOSE, [label, value, when])


@pytest.fixture
def editor(site: Site) -> Page:
    """Open the editor of a condition."""
    version = make_written_draft()
    manager = make_officer("manager", Role.ITEM_MANAGER, department="lead")
    return sign_in(site, manager, f"/desk/items/{version.pk}/scenario/materials/m1/")


def test_a_question_is_chosen_as_soon_as_it_is_shown(editor: Page) -> None:
    choose(editor, "问题", "size", when=SHOWN)
    editor.get_by_role("button", name="加一个条件").click()
    editor.get_by_role("checkbox", name="大型").check()
    assert not faults_of(editor)


def test_an_answer_to_the_guide_outlives_a_new_condition(editor: Page) -> None:
    choose(editor, "size？", "small", when=ON_THE_WAY)
    editor.get_by_role("button", name="加一个条件").click()
    editor.get_by_label("问题", exact=True).select_option("size")
    editor.get_by_role("checkbox", name="大型").check()
    guide = editor.locator("#preview")
    guide.get_by_text("按这些回答：不适用").wait_for()
    assert guide.get_by_label("size？").input_value() == "small"
    assert not faults_of(editor)


def test_an_answer_to_the_guide_outlives_a_changed_condition(editor: Page) -> None:
    editor.get_by_role("button", name="加一个条件").click()
    editor.get_by_label("问题", exact=True).select_option("size")
    editor.get_by_role("checkbox", name="大型").wait_for()
    choose(editor, "size？", "small", when=ON_THE_WAY)
    editor.get_by_role("checkbox", name="大型").check()
    guide = editor.locator("#preview")
    guide.get_by_text("按这些回答：不适用").wait_for()
    assert guide.get_by_label("size？").input_value() == "small"
    assert not faults_of(editor)


def test_a_condition_changed_while_another_is_added_stays(editor: Page) -> None:
    editor.get_by_role("button", name="加一个条件").click()
    editor.get_by_label("问题", exact=True).select_option("area")
    editor.get_by_label("数字").wait_for()
    choose(editor, "数字", "50", when=ON_THE_WAY)
    editor.get_by_role("button", name="加一个条件").click()
    editor.locator(".dk-part").nth(1).get_by_label("问题", exact=True).select_option("size")
    editor.get_by_role("checkbox", name="大型").check()
    said = "“area？”是 50，且“size？”是“大型”"
    editor.locator("#preview").get_by_text(said).first.wait_for()
    assert not faults_of(editor)


def test_a_second_answer_outlives_the_first_in_the_guide(site: Site) -> None:
    version = make_guide(build_city())
    page = site.open(f"/guides/{version.item.slug}/")
    choose(page, "否", "", when=ON_THE_WAY)
    page.get_by_label("大型设施").check()
    page.wait_for_url("**?facility=large&by_agent=no")
    page.get_by_text("修改我的情形").wait_for()
    assert not faults_of(page)
