"""Keep the index true: called in the transaction that publishes, halts or ends an item."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, models, transaction
from psycopg import sql

from onewindow.catalogue.models import BaseItem, ItemVersion, SearchEntry, SearchTerm, ServiceItem
from onewindow.catalogue.search.describing import describe_base, describe_version
from onewindow.catalogue.search.lexicon import lexicon
from onewindow.catalogue.search.tokens import tokens_of

ALL = "#"
BATCH = 1000
READ = (
    "name", "main_name", "aliases", "audience", "themes", "life_stages", "item_type",
    "item__region__level", "item__department__short_name",
)  # fmt: skip
COLUMNS = (
    "version_id", "base_id", "name", "main_name", "aliases", "department_id", "department_name",
    "audience", "themes", "stages", "level", "item_type", "region_code", "is_online", "words",
)  # fmt: skip
COUNT_TOKENS = """
INSERT INTO catalogue_searchterm (token, entries)
SELECT word, ndoc FROM ts_stat('SELECT words FROM catalogue_searchentry')
WHERE length(word) <= 40
UNION ALL SELECT %s, count(*) FROM catalogue_searchentry
"""


def reindex(item: ServiceItem) -> None:
    """Bring the index up to date with what the public reads of an item, also while it is suspended.

    Call it in the transaction of every change of an item's status, aliases or base item.
    """
    with transaction.atomic():
        SearchEntry.objects.filter(version__item=item).delete()
        versions = ItemVersion.objects.readable().filter(item=item)
        _store(map(describe_version, _with_relations(versions)))
        if item.base_id is not None:
            reindex_base(BaseItem.objects.filter(pk=item.base_id))


def rebased(item: ServiceItem, left: int | None) -> None:
    """Bring the index up to date with an item whose base item was `left` until now."""
    if item.base_id != left:
        moved = [pk for pk in (item.base_id, left) if pk is not None]
        reindex_base(BaseItem.objects.filter(pk__in=moved))


def reindex_base(items: models.QuerySet[BaseItem]) -> None:
    """Bring the index up to date with base items: those handled online leave it."""
    with transaction.atomic():
        SearchEntry.objects.filter(base__in=items).delete()
        _store(map(describe_base, _not_online(items)))


def rebuild() -> int:
    """Write the whole index anew, and count its tokens; return the number of entries."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        _store(map(describe_version, _with_relations(ItemVersion.objects.readable())))
        _store(map(describe_base, _not_online(BaseItem.objects.all())))
        count_tokens()
        return SearchEntry.objects.count()


def count_tokens() -> None:
    """Count in how many entries each token stands: rare ones tell more."""
    with transaction.atomic(), connection.cursor() as cursor:
        SearchTerm.objects.all().delete()
        cursor.execute(COUNT_TOKENS, [ALL])


def _with_relations(versions: models.QuerySet[ItemVersion]) -> Iterator[ItemVersion]:
    related = versions.select_related("item__department", "item__region")
    read = related.only(*READ).prefetch_related("item__aliases")
    return read.iterator(chunk_size=BATCH)


def _not_online(items: models.QuerySet[BaseItem]) -> Iterator[BaseItem]:
    online = ItemVersion.objects.readable().exclude(item__base=None).values("item__base")
    waiting = items.exclude(pk__in=online).prefetch_related("aliases")
    return waiting.iterator(chunk_size=BATCH)


def _store(entries: Iterable[SearchEntry]) -> None:
    """Copy entries into the table: a hundred tokens a row are too much for INSERT."""
    statement = sql.SQL("COPY catalogue_searchentry ({}) FROM STDIN").format(
        sql.SQL(", ").join([sql.Identifier(column) for column in COLUMNS])
    )
    waiting = iter(entries)
    # What reads the items needs the connection too, so a batch is read before it is copied.
    while batch := list(islice(waiting, BATCH)):
        with connection.cursor() as cursor, cursor.copy(statement) as rows:
            for entry in batch:
                rows.write_row([*(getattr(entry, each) for each in COLUMNS[:-1]), _words(entry)])


def _words(entry: SearchEntry) -> str:
    """Return the tokens of an entry as a tsvector is written; they hold no quotes."""
    tokens = tokens_of(
        name=entry.name,
        main_name=entry.main_name,
        aliases=entry.aliases,
        department=entry.department_name,
        lexicon=lexicon(),
    )
    return " ".join(f"'{token}'" for token in tokens)
