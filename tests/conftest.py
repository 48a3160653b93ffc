from collections.abc import Iterator
import pytest
from django.db import connection
from django.test import TransactionTestCase


@pytest.fixture(autouse=True, scope="session")
def _x() -> Iterator[None]:
    orig = TransactionTestCase._fixture_teardown
    def patched(self):
        with connection.cursor() as c:
            c.execute("ALTER TABLE events_event DISABLE TRIGGER USER")
        orig(self)
        with connection.cursor() as c:
            c.execute("ALTER TABLE events_event ENABLE TRIGGER USER")
    TransactionTestCase._fixture_teardown = patched
    yield
