"""Keep the index true: called in the transaction that publishes, halts or ends an item."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction
from django.db.models import Func, Value

from onewindow.catalogue.models import BaseItem, ItemVersion, SearchEntry, SearchTerm, ServiceItem
from onewindow.catalogue.search.describing import describe_base, describe_version
from onewindow.catalogue.search.lexicon import lexicon
from onewindow.catalogue.search.tokens import tokens_of

ALL = "#"
BATCH = 1000
COUNT_TOKENS = """
INSERT INTO catalogue_searchterm (token, entries)
SELECT word, ndoc FROM ts_stat('SELECT words FROM catalogue_searchentry')
WHERE length(word) <= 40
UNION ALL SELECT %s, count(*) FROM catalogue_searchentry
"""


def reindex(item: ServiceItem) -> None:
    """Bring the index up to date with what the public sees of an item, now.

    Call it in the transaction of every change of an item's status, aliases or base item.
    """
    with transaction.atomic():
        SearchEntry.objects.filter(version__item=item).delete()
        versions = ItemVersion.objects.public().filter(item=item)
        _store(map(_entry_of_version, _with_relations(versions)))
        if item.base_id is not None:
            reindex_base(BaseItem.objects.filter(pk=item.base_id))


def reindex_base(items: models.QuerySet[BaseItem]) -> None:
    """Bring the index up to date with base items: those handled online leave it."""
    with transaction.atomic():
        SearchEntry.objects.filter(base__in=items).delete()
        _store(map(_entry_of_base, _not_online(items)))


def rebuild() -> int:
    """Write the whole index anew, and count its tokens; return the number of entries."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        _store(map(_entry_of_version, _with_relations(ItemVersion.objects.public())))
        _store(map(_entry_of_base, _not_online(BaseItem.objects.all())))
        count_tokens()
        return SearchEntry.objects.count()


def count_tokens() -> None:
    """Count in how many entries each token stands: rare ones tell more."""
    with transaction.atomic(), connection.cursor() as cursor:
        SearchTerm.objects.all().delete()
        cursor.execute(COUNT_TOKENS, [ALL])


def _with_relations(versions: models.QuerySet[ItemVersion]) -> Iterator[ItemVersion]:
    related = versions.select_related("item__department", "item__region")
    return related.prefetch_related("item__aliases").iterator(chunk_size=BATCH)


def _not_online(items: models.QuerySet[BaseItem]) -> Iterator[BaseItem]:
    online = ItemVersion.objects.public().exclude(item__base=None).values("item__base")
    waiting = items.exclude(pk__in=online).prefetch_related("aliases")
    return waiting.iterator(chunk_size=BATCH)


def _store(entries: Iterable[SearchEntry]) -> None:
    waiting = iter(entries)
    while batch := list(islice(waiting, BATCH)):
        SearchEntry.objects.bulk_create(batch)


def _entry_of_version(version: ItemVersion) -> SearchEntry:
    return _with_words(describe_version(version))


def _entry_of_base(base: BaseItem) -> SearchEntry:
    return _with_words(describe_base(base))


def _with_words(entry: SearchEntry) -> SearchEntry:
    tokens = tokens_of(
        name=entry.name,
        main_name=entry.main_name,
        aliases=entry.aliases,
        department=entry.department_name,
        lexicon=lexicon(),
    )
    entry.words = Func(
        Value(tokens, output_field=ArrayField(models.TextField())),
        function="array_to_tsvector",
        output_field=SearchVectorField(),
    )
    return entry
