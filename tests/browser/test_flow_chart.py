"""A flow chart on its own page: zoomed by keys, printed on one sheet, whole without scripts."""

import io

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from onewindow.catalogue.models import ItemVersion
from tests.browser.browsing import Site, assert_accessible, faults_of
from tests.cases.building import build_city
from tests.portal.building import make_guide

BRAND = "rgb(12, 63, 143)"
FILLED = "getComputedStyle(document.querySelector('.ow-flow-decision .ow-flow-shape')).fill"


@pytest.fixture
def path(site: Site) -> str:
    """Publish an item and return the address of its chart."""
    version: ItemVersion = make_guide(build_city())
    return f"/guides/{version.item.slug}/flow/"


WIDTH = "document.querySelector('.ow-flow-drawing').clientWidth"


def settled(page: Page, script: str) -> object:
    """Evaluate two frames later: under reduced motion a style takes effect after the next one."""
    page.evaluate("new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
    return page.evaluate(script)


def test_keys_and_buttons_zoom(site: Site, path: str) -> None:
    page = site.open(path)
    full = page.evaluate(WIDTH)
    page.get_by_role("group", name="办理流程图", exact=True).focus()
    page.keyboard.press("+")
    assert settled(page, WIDTH) == full * 1.25
    page.keyboard.press("0")
    page.get_by_role("button", name="缩小").click()
    assert settled(page, WIDTH) == full * 0.8
    page.get_by_role("button", name="适合宽度").click()
    assert settled(page, f"{WIDTH} > {full}")
    assert page.get_by_role("status").text_content() != "100%"


@pytest.mark.parametrize("look", [{}, {"phone": True}, {"dark": True, "large": True}])
def test_the_page_has_no_violations(site: Site, path: str, look: dict[str, bool]) -> None:
    assert_accessible(site.open(f"{path}?facility=banner", **look))


def test_on_paper_it_is_one_landscape_sheet_in_the_colours_of_paper(site: Site, path: str) -> None:
    page = site.open(path, dark=True)
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == 1
    box = sheets[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    words = sheets[0].extract_text()
    assert "决定" in words
    assert "登录" not in words
    page.emulate_media(media="print")
    assert settled(page, FILLED) == BRAND


def test_without_scripts_it_stands_at_full_size_without_dead_buttons(site: Site, path: str) -> None:
    page = site.open(path, scripts=False)
    assert page.locator(".ow-flowpage__wide svg.ow-flow-drawing").is_visible()
    assert page.get_by_role("button", name="放大").count() == 0
    assert page.get_by_role("button", name="打印").count() == 0


def test_the_picture_alone_has_its_colours_under_the_strict_policy(site: Site, path: str) -> None:
    page = site.open(f"{path[:-1]}.svg")
    assert page.evaluate(FILLED) == BRAND
    assert not faults_of(page)
