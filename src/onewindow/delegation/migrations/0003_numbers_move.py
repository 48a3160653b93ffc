"""The numbers of grants move to the one home of all numbers."""

from django.db import migrations

MOVE = """
INSERT INTO orgs_numberseries (department_id, series, year, last)
SELECT department_id, series, year, last FROM delegation_numberseries
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delegation", "0002_authorities"),
        ("orgs", "0006_number_series"),
    ]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(name="NumberSeries"),
    ]
