"""The themes as the portal draws them: officials write the icons, a wrong one spoils no page."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from django.utils.translation import gettext as _

from onewindow.catalogue.themes import Theme, ThemeGroup, theme_groups
from onewindow.design.templatetags.design import ICONS

USUAL_ICON = "file-text"

logger = logging.getLogger(__name__)


@cache
def shown_themes() -> tuple[ThemeGroup, ...]:
    """Return the themes with icons that exist; each unknown one is logged, once."""
    groups = theme_groups()
    for problem in icon_problems(groups):
        logger.error(problem)
    return tuple(
        replace(group, themes=tuple(_drawable(theme) for theme in group.themes)) for group in groups
    )


def icon_problems(groups: Sequence[ThemeGroup]) -> Iterator[str]:
    """Return a line for each theme whose icon does not exist, naming both."""
    for group in groups:
        for theme in group.themes:
            if not _exists(theme.icon):
                yield _(
                    "themes.yaml：主题“%(name)s”（%(code)s）的图标“%(icon)s”不存在，"
                    "请改用 design/icons 里有的图标名；现在显示 %(usual)s。"
                ) % {
                    "name": theme.name, "code": theme.code, "icon": theme.icon, "usual": USUAL_ICON,
                }  # fmt: skip


def icon_or_usual(icon: str) -> str:
    """Return an icon that exists: this one, or the usual one."""
    return icon if _exists(icon) else USUAL_ICON


def _drawable(theme: Theme) -> Theme:
    return replace(theme, icon=icon_or_usual(theme.icon))


def _exists(icon: str) -> bool:
    return icon in {path.stem for path in ICONS.glob("*.svg")}
