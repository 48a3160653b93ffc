"""Fill without the indexes and foreign keys that a filling would keep true row by row."""

from collections.abc import Callable

TABLES = (
    "cases_case", "cases_casestep", "cases_caseentry", "cases_submission", "cases_letter",
    "cases_acceptance", "cases_nonacceptance", "cases_decision", "cases_delivery",
    "cases_withdrawal", "cases_grant", "documents_document", "events_event",
)  # fmt: skip
# What the filling itself looks rows up by.
KEPT = ("event_place_once",)
FOUND = """
SELECT 'foreign key ' || c.conname,
    format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', c.conrelid::regclass, c.conname,
        pg_get_constraintdef(c.oid))
FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY (%(tables)s::regclass[])
UNION ALL
SELECT 'index ' || i.indexrelid::regclass, format('DROP INDEX %%s', i.indexrelid::regclass),
    pg_get_indexdef(i.indexrelid)
FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
WHERE i.indrelid = ANY (%(tables)s::regclass[]) AND c.oid IS NULL
"""


def take_away() -> None:
    """Drop them, writing down how they were; once, and not when all is filled."""
    from django.db import connection, transaction

    if "bench_dropped" in connection.introspection.table_names():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_dropped (name text PRIMARY KEY, back text)")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(FOUND, {"tables": list(TABLES)})
        for name, drop, back in cursor.fetchall():
            if not name.endswith(KEPT):
                cursor.execute(drop)
                cursor.execute("INSERT INTO bench_dropped VALUES (%s, %s)", [name, back])
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def put_back(say: Callable[[str], None]) -> None:
    """Make them again one by one; what is there already stays."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        # Indexes first: the foreign keys are checked by them.
        cursor.execute("SELECT name, back FROM bench_dropped ORDER BY name LIKE 'foreign%', name")
        for name, back in cursor.fetchall():
            with transaction.atomic():
                cursor.execute(back)
                cursor.execute("DELETE FROM bench_dropped WHERE name = %s", [name])
            say(name)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('cases_case', 'id'), max(id)) FROM cases_case"
        )
