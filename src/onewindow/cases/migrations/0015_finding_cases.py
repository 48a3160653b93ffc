"""An entry for every submitted case: who may find it, and by which words."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

WORDS = r"""
-- Characters and pairs of the applicant and the item, without marks between; numbers by the month,
-- the day, the whole and the last part, with and without its zeros.
CREATE FUNCTION cases_plain(p_text text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT regexp_replace(lower(normalize(p_text, NFKC)),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\ufe10-\ufe6f]+',
        '', 'g')
$$;

CREATE FUNCTION cases_words(p_number text, p_applicant text, p_item text)
RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    WITH texts(plain) AS (VALUES (cases_plain(p_applicant)), (cases_plain(p_item))),
    parts AS (
        SELECT regexp_replace(p_number, '\D', '', 'g') AS whole,
            substring(p_number FROM '\d+$') AS last
    ), tokens(token) AS (
        SELECT substr(plain, place, size) FROM texts, generate_series(1, 2) size,
            generate_series(1, length(plain) - size + 1) place
        UNION ALL
        SELECT '#' || each FROM parts,
            unnest(ARRAY[whole, left(whole, 6), last, ltrim(last, '0')]) each WHERE each <> ''
    )
    SELECT coalesce(array_to_tsvector(array_agg(DISTINCT token)), '') FROM tokens
$$;
"""

ENTRIES = """
CREATE FUNCTION cases_enter(p_cases bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO cases_caseentry (case_id, units, words)
    SELECT c.id,
        (SELECT array_agg(DISTINCT unit) FROM (
            SELECT s.unit_id AS unit FROM cases_casestep s
            WHERE s.case_id = c.id AND s.status <> 'pruned'
            UNION ALL SELECT c.department_id) all_units),
        cases_words(c.number, c.applicant_name, v.name)
    FROM cases_case c JOIN catalogue_itemversion v ON v.id = c.version_id
    WHERE c.id = ANY (p_cases) AND c.number IS NOT NULL
    ON CONFLICT (case_id) DO UPDATE SET units = excluded.units, words = excluded.words
$$;

CREATE FUNCTION cases_enter_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM cases_enter(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE FUNCTION cases_enter_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM cases_enter(ARRAY[NEW.case_id]);
    RETURN NULL;
END $$;

CREATE FUNCTION cases_enter_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM cases_enter(ARRAY(SELECT DISTINCT case_id FROM added));
    RETURN NULL;
END $$;

CREATE TRIGGER enter_new AFTER INSERT ON cases_case
    FOR EACH ROW WHEN (NEW.number IS NOT NULL) EXECUTE FUNCTION cases_enter_case();
CREATE TRIGGER enter_changed AFTER UPDATE OF number, applicant_name, department_id, version_id ON cases_case
    FOR EACH ROW WHEN (NEW.number IS NOT NULL) EXECUTE FUNCTION cases_enter_case();
CREATE TRIGGER enter_added AFTER INSERT ON cases_casestep
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION cases_enter_steps();
-- Completing a step names no unit, so the hot path does not come here.
CREATE TRIGGER enter_moved AFTER UPDATE OF unit_id ON cases_casestep
    FOR EACH ROW WHEN (OLD.unit_id <> NEW.unit_id) EXECUTE FUNCTION cases_enter_step();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_complete_step_jointly")]

    operations = [
        migrations.CreateModel(
            name="CaseEntry",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="entry",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                (
                    "units",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["units", "words"], name="case_entry_units_words"
                    )
                ],
            },
        ),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
        migrations.RunSQL(ENTRIES, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("submitted_at").desc(),
                models.F("id").desc(),
                condition=~models.Q(status="draft"),
                name="case_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("status"),
                models.F("submitted_at").desc(),
                models.F("id").desc(),
                condition=~models.Q(status="draft"),
                name="case_newest_of_status",
            ),
        ),
        migrations.AddIndex(
            model_name="casestep",
            index=models.Index(
                fields=["due_on"], condition=models.Q(status="open"), name="case_step_due"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                fields=["failed_at"],
                condition=models.Q(document=None, failed_at__isnull=False),
                name="letter_failed",
            ),
        ),
    ]
