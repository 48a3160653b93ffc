"""All that a database is made of, as lines to compare: tables, rules, programs, first rows."""

from django.db import connection
from psycopg import sql

OURS = "n.nspname = 'public'"
PARTS = {
    "column": """
        SELECT c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), k.collname
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
        LEFT JOIN pg_collation k ON k.oid = a.attcollation
        WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'i' AND """,
    "relation": """
        SELECT c.relname, c.relkind, c.relpersistence, c.reloptions, obj_description(c.oid),
               CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid)
                   WHEN c.relkind = 'i' THEN pg_get_indexdef(c.oid) END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE """,
    "constraint": """
        SELECT conrelid::regclass, conname, pg_get_constraintdef(k.oid), convalidated
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = connamespace WHERE """,
    "trigger": """
        SELECT tgname, tgenabled, pg_get_triggerdef(t.oid)
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT tgisinternal AND """,
    "program": """
        SELECT proname, pg_get_functiondef(p.oid), obj_description(p.oid)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
        WHERE prokind IN ('f', 'p') AND """,
    "type": """
        SELECT typname, typtype, typdefault,
               ARRAY(SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder)
        FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE """,
}
# When a migration was applied is nobody's business; the numbers that Django gives to kinds of rows
# follow the order of the models.
LEFT_OUT = {"django_migrations"}
NUMBERED = {"auth_permission", "django_content_type"}


def shape() -> list[str]:
    """List every part and every row of the database that is connected."""
    lines: list[str] = []
    with connection.cursor() as cursor:
        for part, query in PARTS.items():
            cursor.execute(query + OURS)
            lines += [f"{part} {row}" for row in cursor.fetchall()]
        for table in connection.introspection.table_names(cursor):
            if table not in LEFT_OUT:
                digits = "0123456789" if table in NUMBERED else ""
                rows = sql.SQL("SELECT translate(t::text, {}, '') FROM {} t")
                cursor.execute(rows.format(digits, sql.Identifier(table)))
                lines += [f"row of {table} {row}" for (row,) in cursor.fetchall()]
    return sorted(lines)
