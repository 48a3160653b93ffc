"""What the search reads: one row per item, how common each token is, and what people call items."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from onewindow.catalogue.models.items import BaseItem, ServiceItem
from onewindow.catalogue.models.versions import ItemVersion
from onewindow.orgs.models import Department


class SearchEntry(models.Model):
    """A published version, or an item of the base catalogue that nobody handles online yet."""

    version = models.OneToOneField(
        ItemVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="search_entry"
    )
    base = models.OneToOneField(
        BaseItem, on_delete=models.CASCADE, null=True, blank=True, related_name="search_entry"
    )
    name = models.CharField(max_length=300)
    main_name = models.CharField(max_length=300, blank=True)
    aliases = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="search_entries"
    )
    department_name = models.CharField(max_length=200)
    audience = models.CharField(max_length=16)
    themes = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    stages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    level = models.CharField(max_length=10)
    item_type = models.CharField(max_length=32)
    region_code = models.CharField(max_length=12)
    is_online = models.BooleanField()
    words = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="search_entry_words"),
            models.Index(fields=["name"], name="search_entry_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__isnull=False, base=None, is_online=True)
                | models.Q(version=None, base__isnull=False, is_online=False),
                name="search_entry_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SearchTerm(models.Model):
    """In how many entries a token stands, as counted when the index was last rebuilt."""

    token = models.CharField(max_length=40, primary_key=True)
    entries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.token


class Alias(models.Model):
    """What people call an item (民间说法), added while it is published: no new version."""

    item = models.ForeignKey(
        ServiceItem, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases"
    )
    base = models.ForeignKey(
        BaseItem, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases"
    )
    text = models.CharField(max_length=100)
    by = models.CharField(max_length=150)
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(item__isnull=False, base=None)
                | models.Q(item=None, base__isnull=False),
                name="alias_of_one_thing",
            ),
            models.UniqueConstraint(fields=["item", "text"], name="alias_of_item_once"),
            models.UniqueConstraint(fields=["base", "text"], name="alias_of_base_once"),
        ]

    def __str__(self) -> str:
        return self.text


class UnansweredQuery(models.Model):
    """Words that somebody looked for and that found nothing; who it was is not kept."""

    query = models.CharField(max_length=50, unique=True)
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(db_default=Now())
    last_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "unanswered queries"

    def __str__(self) -> str:
        return self.query
