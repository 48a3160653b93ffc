"""By what a search is narrowed: for whom, about what, by whom, at which level, of which kind."""

from dataclasses import dataclass
from typing import LiteralString

from psycopg import sql

CONDITIONS: dict[str, LiteralString] = {
    "audience": "audience IN (%(audience)s, 'both')",
    "theme": "%(theme)s = ANY (themes)",
    "stage": "%(stage)s = ANY (stages)",
    "department": "department_name = %(department)s",
    "level": "level = %(level)s",
    "item_type": "item_type = %(item_type)s",
    "named": "name = %(named)s",
    "online": "is_online = (%(online)s = 'yes')",
}


@dataclass(frozen=True)
class Filters:
    """What an entry has to be; empty means that it does not matter.

    `theme` and `stage` are names as versions write them, `named` the exact name of an item,
    `online` is `yes` or `no`.
    """

    audience: str = ""
    theme: str = ""
    stage: str = ""
    department: str = ""
    level: str = ""
    item_type: str = ""
    named: str = ""
    online: str = ""

    def as_sql(self) -> tuple[sql.Composable, dict[str, str]]:
        """Return a condition on `catalogue_searchentry` and its values."""
        given = {name: getattr(self, name) for name in CONDITIONS if getattr(self, name)}
        conditions: list[sql.Composable] = [sql.SQL(CONDITIONS[name]) for name in given]
        return sql.SQL(" AND ").join(conditions or [sql.SQL("true")]), given
