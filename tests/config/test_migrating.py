"""Migrating in less time makes what Django's own `migrate` makes, from nothing and from halfway."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import connection

from onewindow.config import migrating
from tests import database
from tests.shape import shape

# A step of one package in the middle, with all that it builds on.
HALFWAY = ("cases", "0015_finding_cases")


def by_django() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def from_halfway() -> None:
    call_command("migrate", *HALFWAY, verbosity=0, interactive=False)
    assert migrating.apply_missing() > 0
    assert migrating.apply_missing() == 0


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("migrate", [by_django, from_halfway])
def test_the_tables_are_the_same(migrate: Callable[[], None]) -> None:
    wanted = shape()
    with database.empty("onewindow_test_migrating"):
        migrate()
        assert connection.introspection.table_names()
        got = shape()
    assert set(got) ^ set(wanted) == set()
    assert len(got) == len(wanted)
