"""The sample city's departments and extras for tests of the catalogue."""

from functools import cache

import yaml
from django.db import connection, transaction

from onewindow.catalogue.definition import ItemDefinition
from onewindow.catalogue.definition.paper import merge_form
from onewindow.catalogue.exchange import read_form
from onewindow.catalogue.extras import ItemExtras, add_extras, read_extras
from onewindow.catalogue.storing.tables import FILES
from onewindow.config import data_folder
from onewindow.config.commands.sample import read_sample
from onewindow.orgs import divisions
from onewindow.orgs.loading import load_departments
from onewindow.orgs.models import Department, Post, Region

SAMPLE = data_folder() / "sample"


def load_sample_departments() -> None:
    """Put the sample city's regions, departments and posts into a database that has none."""
    regions, departments, posts = _loaded()
    Region.objects.bulk_create(regions)
    Department.objects.bulk_create(departments)
    Post.objects.bulk_create(posts)
    # A fresh copy of the database counts from one again, and these rows bring their numbers along.
    with connection.cursor() as cursor:
        for table in (Department, Post):
            name = table._meta.db_table
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM "
                f"{connection.ops.quote_name(name)}",
                [name],
            )


@cache
def _loaded() -> tuple[list[Region], list[Department], list[Post]]:
    with transaction.atomic():
        divisions.load_regions(read_sample(SAMPLE / "regions.yaml")["regions"])
        listed = read_sample(SAMPLE / "departments.yaml")
        load_departments(listed["departments"], region=listed["region"])
        rows = [*Region.objects.all()], [*Department.objects.all()], [*Post.objects.order_by("pk")]
        transaction.set_rollback(True)
    return rows


def definition(item: str) -> ItemDefinition:
    """Return what a sample item says, every step at one invented unit; no database."""
    draft = read_form(SAMPLE / "items" / f"{item}.yaml")
    units = {step.name: ("unit", "post") for step in draft.steps}
    plain = merge_form(None, draft, department="office", units=units)
    return add_extras(plain, extras(item))


def extras(item: str) -> ItemExtras:
    """Return the extras of a sample item, without its files."""
    said = yaml.load(
        (SAMPLE / "items" / f"{item}.extra.yaml").read_bytes(), Loader=yaml.CSafeLoader
    )
    for row in said["materials"].values():
        for name in FILES & row.keys():
            del row[name]
    return read_extras(said)
