"""The one answer to the question what an officer may do for other departments on a day."""

from django.db import migrations

# A letter names the officer; a delegation names his department, where he needs the role for it.
# An item that has gone to another department since takes nobody's letters along.
AUTHORITIES = """
CREATE FUNCTION delegation_authorities(p_officer bigint, p_day date)
RETURNS TABLE (
    number text, letter_id bigint, delegation_id bigint, department_id bigint, item_id bigint,
    power text, scope text, valid_to date
) LANGUAGE sql STABLE AS $$
    WITH today AS (
        SELECT coalesce(p_day, (now() AT TIME ZONE 'Asia/Shanghai')::date) AS day
    ), letters AS (
        SELECT l.* FROM delegation_authorisationletter l, today
        WHERE l.officer_id = p_officer AND l.revoked_at IS NULL
            AND l.valid_from <= today.day AND l.valid_to > today.day
            AND EXISTS (SELECT 1 FROM orgs_officer o WHERE o.id = p_officer AND o.is_active)
    )
    SELECT l.number::text, l.id, NULL::bigint, l.department_id, NULL::bigint, p.power::text,
        ''::text, l.valid_to
    FROM letters l CROSS JOIN LATERAL unnest(l.powers) AS p(power)
    WHERE l.covers_all
    UNION ALL
    SELECT l.number::text, l.id, NULL, l.department_id, i.id, p.power::text, '', l.valid_to
    FROM letters l CROSS JOIN LATERAL unnest(l.powers) AS p(power)
    JOIN delegation_authorisationletter_items li ON li.authorisationletter_id = l.id
    JOIN catalogue_serviceitem i ON i.id = li.serviceitem_id AND i.department_id = l.department_id
    WHERE NOT l.covers_all
    UNION ALL
    SELECT d.number::text, NULL, d.id, i.department_id, d.item_id, p.power::text, d.scope, d.valid_to
    FROM today
    JOIN orgs_officer o ON o.id = p_officer AND o.is_active
    JOIN delegation_delegation d ON d.to_id = o.department_id AND d.revoked_at IS NULL
        AND d.valid_from <= today.day AND (d.valid_to IS NULL OR d.valid_to > today.day)
    JOIN catalogue_serviceitem i ON i.id = d.item_id
    CROSS JOIN LATERAL unnest(d.powers) AS p(power)
    WHERE EXISTS (
        SELECT 1 FROM orgs_officerrole r
        WHERE r.officer_id = o.id AND r.valid_from <= today.day
            AND (r.valid_to IS NULL OR r.valid_to > today.day)
            AND r.role = CASE p.power
                WHEN 'accept' THEN 'counter_clerk' WHEN 'review' THEN 'reviewer'
                WHEN 'decide' THEN 'decider' END
    )
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("delegation", "0001_delegation")]

    operations = [migrations.RunSQL(AUTHORITIES, migrations.RunSQL.noop)]
