"""The rounds of a corrected intake stand like every other round: the last one in the first place."""

from django.db import migrations

# Each asked-for correction but the last round is set aside, and every place moves on by one round.
# Places are unique, so they pass through a range that no case uses.
MOVE = """
WITH placed AS (
    SELECT s.id,
        coalesce(lead(s.position) OVER rounds, min(s.position) OVER everyone) AS place,
        lead(s.id) OVER rounds IS NOT NULL AS is_earlier
    FROM cases_casestep s
    WHERE s.kind IN ('pre_review', 'acceptance')
        AND EXISTS (SELECT FROM cases_casestep later
            WHERE later.case_id = s.case_id AND later.code = s.code AND later.round > 1)
        AND NOT EXISTS (SELECT FROM cases_casestep moved
            WHERE moved.case_id = s.case_id AND moved.code = s.code
                AND moved.status = 'superseded')
    WINDOW rounds AS (PARTITION BY s.case_id, s.code ORDER BY s.round),
        everyone AS (PARTITION BY s.case_id, s.code)
)
UPDATE cases_casestep s SET
    position = 10000 + placed.place,
    status = CASE WHEN placed.is_earlier THEN 'superseded' ELSE s.status END
FROM placed WHERE placed.id = s.id
"""
BACK = "UPDATE cases_casestep SET position = position - 10000 WHERE position >= 10000"


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_borrowed_pre_review")]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.RunSQL(BACK, migrations.RunSQL.noop),
    ]
