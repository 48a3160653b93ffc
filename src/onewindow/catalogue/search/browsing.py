"""Walk the catalogue without words: entries by filter, and how many there are of each kind."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Q, QuerySet
from psycopg import sql

from onewindow.catalogue.models import SearchEntry
from onewindow.catalogue.search.filters import Filters
from onewindow.catalogue.search.finding import Facets

COUNTED = {
    "audience": sql.SQL("audience"),
    "department": sql.SQL("department_name"),
    "level": sql.SQL("level"),
    "item_type": sql.SQL("item_type"),
    "online": sql.SQL("CASE WHEN is_online THEN 'yes' ELSE 'no' END"),
    "theme": sql.SQL("unnest(themes)"),
    "stage": sql.SQL("unnest(stages)"),
}


def browse(filters: Filters) -> QuerySet[SearchEntry]:
    """Return the entries that filters leave, those online first."""
    wanted = Q()
    for field in ("level", "item_type"):
        if getattr(filters, field):
            wanted &= Q(**{field: getattr(filters, field)})
    if filters.audience:
        wanted &= Q(audience__in=[filters.audience, "both"])
    if filters.department:
        wanted &= Q(department_name=filters.department)
    if filters.theme:
        wanted &= Q(themes__contains=[filters.theme])
    if filters.stage:
        wanted &= Q(stages__contains=[filters.stage])
    if filters.named:
        wanted &= Q(name=filters.named)
    if filters.online:
        wanted &= Q(is_online=filters.online == "yes")
    return SearchEntry.objects.filter(wanted).order_by("-is_online", "name", "pk")


def entry_counts(filters: Filters | None = None, *, only: Sequence[str] = tuple(COUNTED)) -> Facets:
    """Count entries by audience, department, level, item_type, theme, stage and `online`.

    One query; the commonest come first; an entry of two themes counts for both.
    """
    condition, values = (filters or Filters()).as_sql()
    counts = [
        sql.SQL("SELECT {}, {} AS value, count(*) FROM kept GROUP BY value").format(
            sql.Literal(facet), value
        )
        for facet, value in COUNTED.items()
        if facet in only
    ]
    # Not all columns: the tokens of an entry are many times as long as the rest of it.
    query = sql.SQL(
        "WITH kept AS MATERIALIZED (SELECT audience, department_name, level, item_type, is_online,"
        " themes, stages FROM catalogue_searchentry WHERE {}) {}"
    ).format(condition, sql.SQL(" UNION ALL ").join(counts))
    found: Facets = {facet: [] for facet in only}
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        for facet, value, count in cursor.fetchall():
            found[facet].append((value, count))
    return {facet: sorted(rows, key=lambda row: (-row[1], row[0])) for facet, rows in found.items()}
