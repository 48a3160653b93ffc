"""Whoever may take cases in for a department by a letter also does its pre-reviews."""

from django.db import migrations

# As before, with the pre-review beside the intake.
BORROWED = """
CREATE OR REPLACE FUNCTION cases_borrowed(p_officer bigint, p_step bigint, p_at timestamptz)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    asked record;
    held record;
BEGIN
    SELECT s.kind, s.unit_id, v.item_id, i.department_id INTO asked
    FROM cases_casestep s
    JOIN cases_case c ON c.id = s.case_id
    JOIN catalogue_itemversion v ON v.id = c.version_id
    JOIN catalogue_serviceitem i ON i.id = v.item_id
    WHERE s.id = p_step;
    IF asked.kind NOT IN ('pre_review', 'acceptance', 'delivery') AND asked.unit_id <> asked.department_id THEN
        RETURN NULL;
    END IF;
    FOR held IN
        SELECT a.number, a.letter_id, a.delegation_id
        FROM delegation_authorities(p_officer, (p_at AT TIME ZONE 'Asia/Shanghai')::date) a
        WHERE a.department_id = asked.department_id
            AND (a.item_id IS NULL OR a.item_id = asked.item_id)
            AND a.power = CASE asked.kind
                WHEN 'review' THEN 'review' WHEN 'decision' THEN 'decide' ELSE 'accept' END
        ORDER BY a.letter_id NULLS LAST, a.delegation_id
    LOOP
        IF held.letter_id IS NOT NULL THEN
            PERFORM 1 FROM delegation_authorisationletter l
            WHERE l.id = held.letter_id AND l.revoked_at IS NULL FOR SHARE;
        ELSE
            PERFORM 1 FROM delegation_delegation d
            WHERE d.id = held.delegation_id AND d.revoked_at IS NULL FOR SHARE;
        END IF;
        IF FOUND THEN
            RETURN held.number;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0026_doubt_not_now")]

    operations = [migrations.RunSQL(BORROWED, migrations.RunSQL.noop)]
