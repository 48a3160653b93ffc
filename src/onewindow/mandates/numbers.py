"""Numbers of mandates."""

from datetime import datetime

from django.db import connection
from django.utils.timezone import localdate

from onewindow.mandates.rules import mandate_number

NEXT = "SELECT nextval('mandates_number_seq')"


def next_number(at: datetime) -> str:
    """Take the next number."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        return mandate_number(f"{localdate(at):%Y%m%d}", int(cursor.fetchone()[0]))
