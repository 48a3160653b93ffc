"""Every page, as one of those who may see it sees it on a phone.

No violation of axe, no sideways scrolling, a quiet console.
"""

from collections.abc import Iterator

from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from onewindow.accounts.models import User
from onewindow.orgs.models import Officer
from tests import cast
from tests.browser.browsing import PHONE, Site, axe_script, faults_of, overflow
from tests.guards.requests import asked
from tests.guards.test_permissions import ROWS, Row
from tests.guards.world import World, build_world

PAGES = [row for row in ROWS if row.method == "GET" and "200" in row.cells.values()]
AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.flatMap(
    (found) => found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 160)}`))"""


class Visitors:
    """One browser context for each of the cast, signed in."""

    def __init__(self, site: Site, world: World) -> None:
        self.site, self.world = site, world
        self._pages: dict[str, Page] = {}

    def page(self, name: str) -> Page:
        """Return the tab of one of the cast."""
        if name not in self._pages:
            self._pages[name] = self._open(self.world.people[name])
        return self._pages[name]

    def _open(self, somebody: Officer | User | None) -> Page:
        context: BrowserContext = self.site.browser.new_context(
            base_url=self.site.url, viewport={"width": PHONE[0], "height": PHONE[1]},
            has_touch=True, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce",
        )  # fmt: skip
        key = cast.signed_in(somebody).cookies.get(settings.SESSION_COOKIE_NAME)
        if key is not None:
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": key.value, "url": self.site.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults_of(page).append(str(error)))
        page.on(
            "console",
            lambda line: faults_of(page).append(line.text) if line.type == "error" else None,
        )
        return page


def faults(visitors: Visitors, row: Row) -> Iterator[str]:
    """Open a page as the first who may, and say what is wrong with it; files are left out."""
    name = next(name for name, cell in row.cells.items() if cell == "200")
    path = asked(row.url, row.on, visitors.world).path(row.url)
    page = visitors.page(name)
    first = page.request.get(path)
    is_page = first.headers.get("content-type", "").startswith("text/html")
    if not is_page or "<html" not in first.text()[:200]:
        return
    page.goto(path)
    page.evaluate(axe_script())
    yield from page.evaluate(AXE)
    if (wide := overflow(page)) > 0:
        yield f"{wide} px wider than the window"
    yield from faults_of(page)
    faults_of(page).clear()


def test_every_page_is_sound_on_a_phone(site: Site) -> None:
    visitors = Visitors(site, build_world())
    found = {str(row): wrong for row in PAGES if (wrong := list(faults(visitors, row)))}
    assert found == {}
