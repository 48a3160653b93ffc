"""Every page that anybody may read: no violation, no sideways scrolling, a quiet console."""

import pytest

from tests.browser.browsing import Site, assert_accessible
from tests.cases.building import build_city
from tests.delegation.papers import make_papers
from tests.portal.building import make_guide

LOOKS = {
    "light": {}, "phone": {"phone": True}, "large, dark, on a phone":
    {"phone": True, "large": True, "dark": True},
}  # fmt: skip
MONGOLIAN = [("mn", "name", "ᠭᠡᠷ"), ("mn", "summary", "ᠮᠣᠩᠭᠣᠯ")]
# One after another on one database: making a city for each costs more than looking at it.
PAGES = (
    "/guides/{slug}/",
    "/guides/{slug}/?facility=large&by_agent=yes",
    "/guides/{slug}/flow/?facility=banner",
    "/search/",
    "/search/?q=招牌",
    "/search/?q=没有这样的事",
    "/browse/themes/",
    "/browse/departments/",
    "/laws/",
    "/laws/xingzheng-xuke-fa-2019/",
    "/delegations/",
    "/verification/",
)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_public_pages_have_no_violations(site: Site, look: dict[str, bool]) -> None:
    city = build_city()
    make_papers(city)
    slug = make_guide(city, texts=MONGOLIAN).item.slug
    page = site.open("/", **look)
    for path in PAGES:
        page.goto(path.format(slug=slug))
        # What is folded away is read too.
        page.eval_on_selector_all("main details", "all => all.forEach(each => each.open = true)")
        assert_accessible(page)
