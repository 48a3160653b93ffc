"""Copy rows of template cases to many, all columns as they are but a few."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model

# A timestamp or a day of a copy: so many days and minutes later than the template's.
LATER = "(old.{0} + d.shift + d.minutes)"
LATER_ON = "(old.{0} + d.days)"


def copy_all() -> None:
    """Copy what is drawn in `bench_draw`: cases first, then everything that belongs to them."""
    from onewindow.cases import models
    from onewindow.documents.models import Document

    case = {
        "id": "d.id", "uid": "md5('case' || d.id)::uuid", "number": "d.number",
        "version_id": "d.version", "department_id": "u.new_unit", "applicant_id": "d.applicant",
        # What is encrypted belongs to its row.
        "applicant_name": "d.name", "fields_cipher": "''::bytea",
    }  # fmt: skip
    unit = "JOIN bench_unit u ON u.item = d.item AND u.old_unit = old.{}"
    _copy(models.Case, "old.id = d.template", case, unit.format("department_id"))
    step = {"unit_id": "u.new_unit"}
    _copy(models.CaseStep, "old.case_id = d.template", step, unit.format("unit_id"))
    for record in (
        models.Acceptance, models.NonAcceptance, models.Decision, models.Delivery,
        models.Withdrawal,
    ):  # fmt: skip
        _copy(record, "old.case_id = d.template", {})
    _copy(
        models.Submission, "old.case_id = d.template", {"material_id": "m.id"},
        "JOIN catalogue_material m ON m.version_id = d.version AND m.code = 'm1'",
    )  # fmt: skip
    last = models.Letter.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    document = "md5('letter' || d.id || l.document_id)::uuid"
    _copy(
        Document, "old.id = l.document_id", {"id": document},
        "", "JOIN cases_letter l ON l.case_id = d.template",
    )  # fmt: skip
    _copy(
        models.Letter, "old.case_id = d.template",
        {
            "document_id": document.replace("l.", "old."),
            "code": "upper(left(md5('code' || d.id || '-' || old.id), 14))",
            "number": "old.number || d.id",
        },
    )  # fmt: skip
    grant = {
        "item_id": "v.item_id", "department_id": "u.new_unit", "holder_id": "d.applicant",
        "letter_id": "new.id", "number": "new.number", "name": "v.name",
        # What ran out before yesterday was swept long ago.
        "status": f"CASE WHEN {LATER_ON.format('valid_to')} < current_date - 1"
        " THEN 'expired' ELSE old.status END",
    }  # fmt: skip
    _copy(
        models.Grant, "old.case_id = d.template", grant,
        unit.format("department_id") + " JOIN catalogue_itemversion v ON v.id = d.version"
        " JOIN cases_letter issued ON issued.id = old.letter_id JOIN cases_letter new"
        f" ON new.case_id = d.id AND new.kind = issued.kind AND new.id > {last}",
    )  # fmt: skip


def _copy(
    model: "type[Model]", of: str, changed: dict[str, str], joined: str = "", before: str = ""
) -> None:
    from django.db import connection
    from django.db.models import DateField, DateTimeField

    values = {}
    for field in model._meta.local_concrete_fields:
        column = field.column or ""
        if isinstance(field, DateTimeField):
            values[column] = LATER.format(f'"{column}"')
        elif isinstance(field, DateField):
            values[column] = LATER_ON.format(f'"{column}"')
        elif column == "case_id":
            values[column] = "d.id"
        elif column != "id" or "id" in changed:
            values[column] = changed.get(column, f'old."{column}"')
    table = model._meta.db_table
    columns = ", ".join(f'"{column}"' for column in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(values.values())}"
            f" FROM bench_draw d {before} JOIN {table} old ON {of} {joined}"
        )


# Seq by seq, because the hash of an event is over the hash before it.
EVENTS = """
WITH told AS (
    SELECT 'case/' || d.number AS chain, e.seq, e.code, e.at + d.shift + d.minutes AS at, e.actor,
        e.actor_name, coalesce(u.new_code, e.unit) AS unit, e.step, e.lifecycle, e.data,
        coalesce(h.hash, decode(repeat('00', 32), 'hex')) AS prev
    FROM bench_told d
    JOIN events_event e ON e.chain = d.chain AND e.seq = %s
    LEFT JOIN bench_unit u ON u.item = d.item AND u.old_code = e.unit
    LEFT JOIN bench_head h ON h.chain = 'case/' || d.number
), hashed AS (
    SELECT told.*, sha256(convert_to(concat(
        '17:onewindow.event.1', octet_length(chain), ':', chain,
        octet_length(seq::text), ':', seq, octet_length(code), ':', code,
        octet_length(micros), ':', micros, octet_length(actor), ':', actor,
        octet_length(actor_name), ':', actor_name, octet_length(unit), ':', unit,
        octet_length(step), ':', step, octet_length(lifecycle), ':', lifecycle,
        octet_length(data), ':', data, '64:', encode(prev, 'hex')
    ), 'UTF8')) AS hash
    FROM told, LATERAL (SELECT (extract(epoch FROM at) * 1000000)::bigint::text AS micros) m
), written AS (
    INSERT INTO events_event
        (chain, seq, code, at, actor, actor_name, unit, step, lifecycle, data, prev_hash, hash)
    SELECT chain, seq, code, at, actor, actor_name, unit, step, lifecycle, data, prev, hash
    FROM hashed
)
INSERT INTO bench_head SELECT chain, seq, hash FROM hashed
ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash
"""


def copy_events() -> None:
    """Copy the chains of those drawn with events, with hashes that hold."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE bench_head (chain text PRIMARY KEY, seq integer, hash bytea)"
            " ON COMMIT DROP"
        )
        cursor.execute(
            "CREATE TEMP TABLE bench_told ON COMMIT DROP AS"
            " SELECT chain, number, item, shift, minutes FROM bench_draw WHERE has_events"
        )
        cursor.execute("ANALYZE bench_told")
        cursor.execute(
            "SELECT max(h.seq) FROM events_head h WHERE h.chain IN (SELECT chain FROM bench_told)"
        )
        for seq in range(1, (cursor.fetchone()[0] or 0) + 1):
            cursor.execute(EVENTS, [seq])
        cursor.execute(
            "INSERT INTO events_head (chain, seq, hash, is_anchored)"
            " SELECT chain, seq, hash, false FROM bench_head"
        )
