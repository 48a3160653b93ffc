"""The few hundred entries that are worth judging, by one indexed query."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import connection
from psycopg import sql

from onewindow.catalogue.models import SearchEntry, SearchTerm
from onewindow.catalogue.search.asking import Asked, Kind, Part, Way
from onewindow.catalogue.search.filters import Filters
from onewindow.catalogue.search.indexing import ALL
from onewindow.catalogue.search.tokens import DEED
from onewindow.catalogue.search.weighing import tokens_in, weigh

# Entries that the database looks at, and that are judged one by one.
LOOKED_AT, JUDGED = 2000, 100

# Items of one name in many places are one candidate: the nearest that is online.
CANDIDATES = """
WITH looked_at AS MATERIALIZED (
    SELECT id, name, is_online, region_code, {fit} AS fit FROM catalogue_searchentry
    WHERE words @@ %(wanted)s::tsquery AND {filters} LIMIT %(looked_at)s
), named AS (
    SELECT name, max(fit) AS fit, count(*) AS same,
        (array_agg(id ORDER BY is_online DESC, region_code = %(near)s DESC, id))[1] AS id
    FROM looked_at GROUP BY name
    ORDER BY fit DESC, length(name) LIMIT %(judged)s
)
SELECT entry.id, entry.name, entry.main_name, entry.aliases, entry.department_name,
    entry.department_id, entry.audience, entry.themes, entry.stages, entry.level,
    entry.item_type, entry.is_online, named.same
FROM named JOIN catalogue_searchentry entry USING (id)
ORDER BY named.fit DESC, length(entry.name), entry.id
"""


@dataclass(frozen=True)
class Candidate:
    """An entry, and how many items have the same name."""

    pk: int
    name: str
    main_name: str
    aliases: list[str]
    department_name: str
    department: int | None
    audience: str
    themes: list[str]
    stages: list[str]
    level: str
    item_type: str
    is_online: bool
    same: int


def with_counts(asked: Asked) -> tuple[Asked, dict[str, int]]:
    """Return a question weighed by how common its tokens are, and those counts."""
    rows = SearchTerm.objects.filter(token__in=[*tokens_in(asked), ALL])
    counts = dict(rows.values_list("token", "entries"))
    entries = counts.pop(ALL, 0) or SearchEntry.objects.count()
    return weigh(asked, counts, entries=max(entries, 1)), counts


def candidates(
    asked: Asked, counts: Mapping[str, int], filters: Filters, *, near: str
) -> list[Candidate]:
    """Return at most 100 entries of different names, those with most of the question first."""
    parts = sorted(
        (part for part in asked.parts if part.ways), key=lambda part: _expected(part, counts)
    )
    if not parts:
        return []
    rare = _rare(parts, counts)
    if rare:
        return _fetch(_any(rare), asked, filters, near)
    first, others = parts[0], parts[1:]
    if others:
        found = _fetch(f"({_query(first)}) & ({_any(others)})", asked, filters, near)
        if found:
            return found
    return _fetch(_query(first), asked, filters, near)


def _rare(parts: list[Part], counts: Mapping[str, int]) -> list[Part]:
    """Return the rarest parts that together are few enough to look at."""
    rare: list[Part] = []
    expected = 0
    for part in parts:
        expected += _expected(part, counts)
        if expected > LOOKED_AT:
            break
        rare.append(part)
    return rare if any(not _is_deed(part) for part in rare) else []


def _is_deed(part: Part) -> bool:
    return any(way.kind is Kind.DEED for way in part.ways)


def _expected(part: Part, counts: Mapping[str, int]) -> int:
    return sum(min(counts.get(token, 1) for token in way.tokens) for way in part.ways)


def _any(parts: list[Part]) -> str:
    return " | ".join(f"({_query(part)})" for part in parts)


def _query(part: Part) -> str:
    return " | ".join(f"({_all(way)})" for way in part.ways)


def _all(way: Way) -> str:
    return " & ".join(f"'{token}'" for token in way.tokens)


def _fetch(wanted: str, asked: Asked, filters: Filters, near: str) -> list[Candidate]:
    values: dict[str, str | int | float] = {
        "wanted": wanted, "near": near, "looked_at": LOOKED_AT, "judged": JUDGED,
    }  # fmt: skip
    fits: list[sql.Composable] = [sql.SQL("0::float")]
    scored = [part for part in asked.parts if part.ways]
    if not asked.deeds:
        scored.append(replace(asked.parts[0], ways=(_FIRST_TIME,), weight=0.1))
    for at, part in enumerate(scored):
        values[f"part{at}"], values[f"weight{at}"] = _query(part), part.weight
        fits.append(
            sql.SQL("(words @@ {}::tsquery)::int * {}").format(
                sql.Placeholder(f"part{at}"), sql.Placeholder(f"weight{at}")
            )
        )
    condition, given = filters.as_sql()
    values.update(given)
    query = sql.SQL(CANDIDATES).format(fit=sql.SQL(" + ").join(fits), filters=condition)
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [Candidate(*row) for row in cursor.fetchall()]


_FIRST_TIME = Way(Kind.DEED, ("new",), (DEED + "new",))
