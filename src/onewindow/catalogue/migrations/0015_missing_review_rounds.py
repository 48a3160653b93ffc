"""Reviews that were under way before rounds were recorded get the record of theirs."""

from django.db import migrations

# What was handed in then is not known, so it is compared with nothing: every element counts as
# changed, and no agreement is carried over.
MISSING = """
INSERT INTO catalogue_reviewround
    (version_id, number, definition, submitted_at, submitted_by, submitted_by_name)
SELECT version.id, review.round, '{}'::jsonb, min(review.opened_at), version.drafted_by, ''
FROM catalogue_review AS review
JOIN catalogue_itemversion AS version ON version.id = review.version_id
WHERE NOT EXISTS (
    SELECT FROM catalogue_reviewround AS known
    WHERE known.version_id = version.id AND known.number = review.round)
GROUP BY version.id, review.round, version.drafted_by
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0014_who_imported"),
    ]

    operations = [
        migrations.RunSQL(MISSING, migrations.RunSQL.noop),
    ]
