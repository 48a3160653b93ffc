"""Chromium as a person uses it: a phone or a desk, light or dark, ordinary or large type."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from playwright.sync_api import Browser, Page

PHONE = (390, 844)
DESKTOP = (1280, 900)


def chromium() -> str | None:
    """Return the installed Chromium; None lets Playwright use its own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = (path for name in names if (path := shutil.which(name)))
    return os.environ.get("ONEWINDOW_CHROMIUM") or next(found, None)


@dataclass(frozen=True)
class Site:
    """A running site and a browser to visit it with."""

    url: str
    browser: Browser

    def open(
        self,
        path: str = "/",
        *,
        phone: bool = False,
        dark: bool = False,
        large: bool = False,
        scripts: bool = True,
    ) -> Page:
        """Open a page in a fresh browser context; a fault in the console fails the test."""
        width, height = PHONE if phone else DESKTOP
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            has_touch=phone,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        if large:
            context.add_cookies([{"name": "ow_type", "value": "large", "url": self.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults_of(page).append(str(error)))
        page.on(
            "console",
            lambda line: faults_of(page).append(line.text) if line.type == "error" else None,
        )
        page.goto(path)
        return page


_FAULTS: dict[int, list[str]] = {}


def faults_of(page: Page) -> list[str]:
    """Return what the browser complained about on this page, policy violations included."""
    return _FAULTS.setdefault(id(page), [])


@cache
def axe_script() -> str:
    """Return axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def assert_accessible(page: Page, ignoring: Sequence[str] = ()) -> None:
    """Run axe; the page must have no violation, no sideways scrolling and a quiet console."""
    page.evaluate(axe_script())
    result = page.evaluate("axe.run()")
    violations = [
        f"{found['id']}: {node['target']} {node['html'][:120]}"
        for found in result["violations"]
        if found["id"] not in ignoring
        for node in found["nodes"]
    ]
    assert not violations, "\n".join(violations)
    assert overflow(page) <= 0, f"{overflow(page)} px wider than the window"
    assert not faults_of(page), "\n".join(faults_of(page))
