"""Officials edit the themes: a wrong icon is named and spoils no page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core import checks
from django.test import Client
from pytest_django import Settings

from onewindow.catalogue.themes import theme_groups
from onewindow.portal.themes import shown_themes

THEMES = """
audiences:
  - {code: person, name: 公众, title: 个人办事, themes: [
      {code: person.birth, name: 生育收养, icon: no-such-icon, example: 示例}]}
"""


@pytest.fixture
def _wrong_icon(settings: Settings, tmp_path: Path) -> Iterator[None]:
    base = tmp_path / "base"
    base.mkdir()
    (base / "themes.yaml").write_text(THEMES, encoding="utf-8")
    settings.DATA_FOLDER = tmp_path
    for cached in (theme_groups, shown_themes):
        cached.cache_clear()
    yield
    for cached in (theme_groups, shown_themes):
        cached.cache_clear()


@pytest.mark.django_db
@pytest.mark.usefixtures("_wrong_icon")
def test_an_unknown_icon_is_named_and_spoils_no_page(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "生育收养" in page.content.decode()
    assert "主题“生育收养”（person.birth）的图标“no-such-icon”不存在" in caplog.text
    assert [each.id for each in checks.run_checks() if "图标" in each.msg] == ["portal.W001"]


def test_the_themes_that_come_with_it_have_their_icons() -> None:
    assert not [each for each in checks.run_checks() if each.id == "portal.W001"]
