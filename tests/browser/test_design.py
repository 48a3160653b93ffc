"""The living pages: accessible in every look, usable without scripts, quick by keyboard."""

from pathlib import Path

import pytest

from tests.browser.browsing import Site, assert_accessible

LOOKS = {
    "light": {},
    "dark": {"dark": True},
    "large": {"large": True},
    "phone": {"phone": True},
    "large, dark, on a phone": {"phone": True, "large": True, "dark": True},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", ["/design/", "/design/desk/"])
def test_no_violations(site: Site, path: str, look: str) -> None:
    assert_accessible(site.open(path, **LOOKS[look]))


def test_signing_in_has_no_violations(site: Site) -> None:
    page = site.open("/accounts/login/", phone=True)
    assert_accessible(page)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="用户名").click()
    assert page.evaluate("document.activeElement.name") == "login"
    assert_accessible(page)


def test_a_violation_is_seen(site: Site) -> None:
    page = site.open("/design/")
    page.evaluate("document.querySelector('label[for=id_shop]').remove()")
    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)


def test_an_inline_style_is_seen(site: Site) -> None:
    page = site.open("/design/")
    page.evaluate("document.querySelector('main h2').innerHTML = '<b style=\"color:red\">x</b>'")
    with pytest.raises(AssertionError, match="style-src"):
        assert_accessible(page)


def test_large_type_enlarges_everything_without_scripts(site: Site) -> None:
    page = site.open("/design/", scripts=False)
    before = page.locator("#type p").first.bounding_box()
    page.get_by_role("banner").get_by_role("button", name="长者模式").click()
    after = page.locator("#type p").first.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"]
    page.get_by_role("banner").get_by_role("button", name="标准字号").click()
    assert page.locator("html").get_attribute("data-type") is None


def test_large_type_in_the_middle_of_a_form_loses_nothing(site: Site) -> None:
    page = site.open("/design/")
    page.get_by_label("补充说明").fill("写到一半")
    page.get_by_role("banner").get_by_role("button", name="长者模式").click()
    page.get_by_role("banner").get_by_role("button", name="标准字号").wait_for()
    assert page.locator("html").get_attribute("data-type") == "large"
    assert page.get_by_label("补充说明").input_value() == "写到一半"
    page.reload()
    assert page.locator("html").get_attribute("data-type") == "large"


def test_the_desk_opens_its_menu_on_a_phone_without_scripts(site: Site) -> None:
    page = site.open("/design/desk/", phone=True, scripts=False)
    entry = page.get_by_role("link", name="本科室")
    assert not entry.is_visible()
    page.get_by_role("link", name="菜单").click()
    assert entry.is_visible()
    page.get_by_role("link", name="关闭").click()
    assert not entry.is_visible()


def test_files_are_listed_before_they_are_sent(site: Site, tmp_path: Path) -> None:
    for name, size in (("布局图.pdf", 1300), ("门头.jpg", 21 * 1024 * 1024)):
        (tmp_path / name).write_bytes(b"0" * size)
    page = site.open("/design/")
    page.get_by_label("经营场所布局图").set_input_files(sorted(tmp_path.iterdir()))
    rows = page.locator(".ow-upload__item")
    assert rows.count() == 2
    assert "1.3 KB" in rows.nth(0).inner_text()
    assert "超过上限 20.0 MB" in rows.nth(1).inner_text()
    page.get_by_role("button", name="移除 门头.jpg").click()
    assert rows.count() == 1
    assert page.evaluate("document.querySelector('[type=file]').files.length") == 1


def test_the_error_summary_leads_into_the_field(site: Site) -> None:
    page = site.open("/design/")
    page.get_by_role("link", name="统一社会信用代码").click()
    assert page.evaluate("document.activeElement.id") == "wrong_code"


def test_the_desk_by_keyboard(site: Site) -> None:
    page = site.open("/design/desk/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "公共场所卫生许可"
    page.keyboard.press("k")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="需现场核查").click()
    assert page.get_by_label("审查意见").input_value().endswith("需现场核查")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**opinion=**")


def test_a_dialog_asks_and_goes_away(site: Site) -> None:
    page = site.open("/design/")
    page.get_by_role("link", name="撤回申请").click()
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    assert_accessible(page)
    dialog.get_by_role("button", name="不撤回").click()
    assert not dialog.is_visible()
