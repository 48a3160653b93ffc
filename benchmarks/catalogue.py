"""A catalogue of 100,000 published items: the names of the base catalogue in a hundred counties.

Import `fill_catalogue` inside `benchmark_database()`. One item with many kinds of rows is made
through the models and multiplied in SQL, so a new column needs no change here.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model

    from onewindow.catalogue.models import ItemVersion

ITEMS = 100_000
COUNTIES = 100
FIRST_COUNTY = 990100
NAMES = """
CREATE TEMP TABLE bench_name (place integer, name text, department text);
"""
LISTED = """
CREATE TEMP TABLE bench_item AS
SELECT n, 'bench-' || n AS slug, county.code AS region, department.id AS department,
    -- In every second county the name says the county, so half of all names are unique.
    name.name
    || CASE WHEN n / names.many %% 2 = 1 THEN '（' || county.name || '）' ELSE '' END AS name
FROM (SELECT count(*) AS many FROM bench_name) names, generate_series(0, %(items)s - 1) n
JOIN bench_name name ON name.place = n %% (SELECT count(*) FROM bench_name)
JOIN orgs_region county
    ON county.code = (%(first)s + n / (SELECT count(*) FROM bench_name) %% %(counties)s)::text
JOIN orgs_department department
    ON department.region_id = county.code AND department.short_name = name.department
"""


def fill_catalogue(*, items: int = ITEMS, has_rows: bool = True) -> list[str]:
    """Make, publish and index items; return some of their slugs.

    Without rows (materials, steps, fields …) it takes a fifth of the time; a search reads none.
    """
    from django.db import connection, transaction

    from onewindow.catalogue.search import rebuild

    template = _template()
    with unfrozen(), transaction.atomic():
        _list_items(items)
        _multiply_items(template)
        if has_rows:
            _multiply_rows(template)
            _multiply_options(template)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE catalogue_searchentry")
    return [f"bench-{n}" for n in range(0, items, max(1, items // 50))]


@contextmanager
def unfrozen() -> Iterator[None]:
    """Let rows of published versions be written: they are made as they will be read."""
    _switch_triggers("DISABLE")
    yield
    _switch_triggers("ENABLE")


def _switch_triggers(what: str) -> None:
    from django.db import connection

    from onewindow.catalogue.models import QuestionOption

    tables: list[type[Model]] = [*_rows(), QuestionOption]
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} {what} TRIGGER USER")


def _rows() -> "list[type[Model]]":
    from onewindow.catalogue import models

    return [
        models.Material, models.ItemStep, models.LegalBasis, models.Fee, models.FormField,
        models.FrequentQuestion, models.Question, models.Result,
    ]  # fmt: skip


def _template() -> "ItemVersion":
    from tests.cases.building import build_city
    from tests.portal.building import make_guide

    return make_guide(build_city())


def _list_items(items: int) -> None:
    from django.conf import settings
    from django.db import connection

    from onewindow.orgs.models import Department, Region

    path = settings.DATA_FOLDER / "base" / "items" / "items.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["item_name"].strip(), row["department"]) for row in csv.DictReader(file)]
    counties = [
        Region(code=str(FIRST_COUNTY + n), name=f"示例{n}县", level="county")
        for n in range(COUNTIES)
    ]
    Region.objects.bulk_create(counties)
    names = sorted({department for _, department in rows})
    Department.objects.bulk_create(
        Department(
            code=f"{county.code}{place:012}", short_code=f"b{county.code}-{place}", region=county,
            name=f"{county.name}{name}", short_name=name,
        )
        for county in counties
        for place, name in enumerate(names)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        cursor.executemany(
            "INSERT INTO bench_name VALUES (%s, %s, %s)",
            [(place, *row) for place, row in enumerate(rows)],
        )
        values = {"items": items, "first": FIRST_COUNTY, "counties": COUNTIES}
        cursor.execute(LISTED, values)


def _multiply_items(template: "ItemVersion") -> None:
    from onewindow.catalogue.models import ItemVersion, ServiceItem

    _insert(
        ServiceItem,
        {"code": "b.slug", "slug": "b.slug", "number": "b.slug", "region_id": "b.region",
         "department_id": "b.department"},
        "bench_item b, catalogue_serviceitem old WHERE old.id = %s",
        template.item_id,
    )  # fmt: skip
    _insert(
        ItemVersion,
        {"item_id": "item.id", "name": "b.name", "aliases": "'{}'"},
        "bench_item b JOIN catalogue_serviceitem item ON item.slug = b.slug,"
        " catalogue_itemversion old WHERE old.id = %s",
        template.pk,
    )


def _multiply_rows(template: "ItemVersion") -> None:
    for model in _rows():
        table = model._meta.db_table
        _insert(
            model,
            {"version_id": "new.id"},
            f"{table} old, catalogue_itemversion new JOIN catalogue_serviceitem item"
            " ON item.id = new.item_id AND item.slug LIKE 'bench-%%' WHERE old.version_id = %s",
            template.pk,
        )


def _multiply_options(template: "ItemVersion") -> None:
    """Copy what belongs to a question: its copies are found by their code."""
    from onewindow.catalogue.models import QuestionOption

    _insert(
        QuestionOption,
        {"question_id": "new.id"},
        "catalogue_questionoption old JOIN catalogue_question asked ON asked.id = old.question_id"
        " JOIN catalogue_question new ON new.code = asked.code"
        " AND new.version_id <> asked.version_id"
        " JOIN catalogue_itemversion version ON version.id = new.version_id"
        " JOIN catalogue_serviceitem item"
        " ON item.id = version.item_id AND item.slug LIKE 'bench-%%' WHERE asked.version_id = %s",
        template.pk,
    )


def _insert(model: "type[Model]", changed: dict[str, str], source: str, template: int) -> None:
    from django.db import connection

    fields = model._meta.local_concrete_fields
    columns = [field.column for field in fields if field.column and field.column != "id"]
    values = [changed.get(column, f'old."{column}"') for column in columns]
    quoted = ", ".join(f'"{column}"' for column in columns)
    rows = f"SELECT {', '.join(values)} FROM {source}"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({quoted}) {rows}", [template])
