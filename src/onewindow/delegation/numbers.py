"""Numbers of grants without gaps, per department, series and year."""

from datetime import date

from django.db import connection

from onewindow.delegation.rules import grant_number
from onewindow.orgs.models import Department

NEXT = """
INSERT INTO delegation_numberseries (department_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (department_id, series, year) DO UPDATE SET last = delegation_numberseries.last + 1
RETURNING last
"""


def next_number(department: Department, series: str, on: date) -> str:
    """Take a department's next number in the caller's transaction, `示城管授〔2026〕1号`."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [department.pk, series, on.year])
        number = int(cursor.fetchone()[0])
    return grant_number(department.letter_name or department.short_name, series, on.year, number)
