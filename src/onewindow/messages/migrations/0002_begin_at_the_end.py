"""What happened before there were notices is no news."""

from django.db import migrations

BEGIN = """
INSERT INTO notices_cursor (name, event_id)
SELECT 'notices', coalesce(max(id), 0) FROM events_event
"""


class Migration(migrations.Migration):
    """Begin at the end of the ledger."""

    dependencies = [("notices", "0001_notices"), ("events", "0002_append")]

    operations = [migrations.RunSQL(BEGIN, migrations.RunSQL.noop)]
