from django.db import migrations

RESULTS = """
INSERT INTO catalogue_result (version_id, position, code, name, kind, validity)
SELECT id, 1, 'r1', result_name, 'licence', '' FROM catalogue_itemversion WHERE result_name <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_elements"),
    ]

    operations = [
        migrations.RunSQL(RESULTS, migrations.RunSQL.noop),
    ]
