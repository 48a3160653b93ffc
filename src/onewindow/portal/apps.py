from collections.abc import Iterable

from django.apps import AppConfig
from django.core import checks


class PortalConfig(AppConfig):
    name = "onewindow.portal"
    verbose_name = "办事大厅"

    def ready(self) -> None:
        checks.register(_check_theme_icons)


def _check_theme_icons(**_options: object) -> Iterable[checks.CheckMessage]:
    from onewindow.catalogue.themes import theme_groups
    from onewindow.portal.themes import icon_problems

    return [checks.Warning(each, id="portal.W001") for each in icon_problems(theme_groups())]
