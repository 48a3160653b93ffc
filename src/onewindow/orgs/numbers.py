"""Numbers of letters without gaps, per department, series and year."""

from django.db import connection

from onewindow.orgs.models import Department
from onewindow.orgs.rules import document_number

NEXT = """
INSERT INTO orgs_numberseries (department_id, series, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (department_id, series, year) DO UPDATE SET last = orgs_numberseries.last + 1
RETURNING last
"""


def next_number(department: Department, series: str, mark: str, *, year: int) -> str:
    """Take a department's next number in the caller's transaction, `示城管许决〔2026〕1号`.

    The series of the department is locked until the transaction ends, so that no number is lost:
    call it after everything that may still refuse. `mark` is the nature (性质) that is printed.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [department.pk, series, year])
        number = int(cursor.fetchone()[0])
    return document_number(department.letter_name or department.short_name, mark, year, number)
