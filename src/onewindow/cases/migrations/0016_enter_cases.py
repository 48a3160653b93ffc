"""Enter the cases that were submitted before there were entries."""

from django.db import migrations

ENTER = "SELECT cases_enter(ARRAY(SELECT id FROM cases_case WHERE number IS NOT NULL))"


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_finding_cases")]

    operations = [migrations.RunSQL(ENTER, migrations.RunSQL.noop)]
