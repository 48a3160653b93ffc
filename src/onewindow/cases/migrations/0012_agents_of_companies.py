"""A company's case names the agent who handed it in, and the mandate that he had for it."""

from django.db import migrations

FILL = """
UPDATE cases_case c SET agent_id = c.applicant_id, mandate_id = (
    SELECT m.id FROM mandates_mandate m
    WHERE m.company_id = c.company_id AND m.agent_id = c.applicant_id ORDER BY m.id LIMIT 1
) WHERE c.company_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_agents"), ("mandates", "0002_company_agents")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
