"""Numbers of mandates, and who acted for a company becomes a mandate of it."""

from django.db import migrations

SEQUENCE = "CREATE SEQUENCE mandates_number_seq;"

# Nobody had stated powers before: whoever acted for a company did everything.
COPY = """
INSERT INTO mandates_mandate (number, code, kind, company_id, agent_id, agent_name, agent_index,
    agent_number, powers, covers_all, valid_from, valid_to, proof, by, by_name, at, accepted_at,
    revoked_by, revoked_by_name, revoked_reason)
SELECT 'WT' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || '-'
        || lpad(nextval('mandates_number_seq')::text, 6, '0'),
    upper(substr(h, 1, 4) || '-' || substr(h, 5, 4) || '-' || substr(h, 9, 4)),
    CASE WHEN u.name = c.legal_representative THEN 'representative' ELSE 'employee' END,
    a.company_id, a.user_id, u.name, ''::bytea, '', ARRAY['apply', 'follow', 'collect', 'withdraw'],
    true, a.valid_from, a.valid_to, 'registered', 'system', '系统', now(), now(), '', '', ''
FROM (SELECT *, replace(gen_random_uuid()::text, '-', '') AS h FROM accounts_companyagent) a
JOIN accounts_user u ON u.id = a.user_id JOIN accounts_company c ON c.id = a.company_id
ORDER BY a.id;
"""


class Migration(migrations.Migration):
    dependencies = [("mandates", "0001_mandates")]

    operations = [
        migrations.RunSQL(SEQUENCE, migrations.RunSQL.noop),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]
