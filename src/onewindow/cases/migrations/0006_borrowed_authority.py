"""Whoever acts for another department does so by a letter or a delegation, and the ledger names it."""

from django.db import migrations

DROP = """
DROP FUNCTION cases_complete_step(
    bigint, bigint, text, text, text, text, text, text, timestamptz, jsonb, boolean);
"""

# The number of the letter or delegation by which an officer may do a step of another department;
# nothing when there is none. Only what is the item's department's own can be handed on: intake,
# whoever does it for the department, and the steps that the department itself has.
# The row stays locked until the caller commits: a revocation comes before the step or after it.
BORROWED = """
CREATE FUNCTION cases_borrowed(p_officer bigint, p_step bigint, p_at timestamptz)
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
    IF asked.kind NOT IN ('acceptance', 'delivery') AND asked.unit_id <> asked.department_id THEN
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

# The data of an event, with the number of the letter when somebody acted by one.
CITED = """
CREATE FUNCTION cases_cited(p_data json, p_authority text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN p_authority = '' THEN p_data::text
        ELSE (p_data::jsonb || jsonb_build_object('authority', p_authority))::text END
$$;
"""

COMPLETE_STEP = """
CREATE FUNCTION cases_complete_step(
    p_step bigint, p_officer bigint, p_role text,
    p_actor text, p_actor_name text, p_unit text,
    p_outcome text, p_opinion text, p_at timestamptz, p_due jsonb, p_opens boolean
) RETURNS TABLE (case_id bigint, opened integer, authority text) LANGUAGE plpgsql AS $$
DECLARE
    step record;
    next_step record;
    chain text;
    basis text := '';
    seen integer := 0;
BEGIN
    SELECT 'case/' || c.number INTO chain FROM cases_case c
    WHERE c.id = (SELECT s.case_id FROM cases_casestep s WHERE s.id = p_step)
    FOR UPDATE;

    SELECT s.*, d.code AS unit_code, d.name AS unit_name INTO step
    FROM cases_casestep s JOIN orgs_department d ON d.id = s.unit_id WHERE s.id = p_step;

    IF step.status IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'step is not open' USING ERRCODE = 'OW001',
            DETAIL = coalesce(nullif(step.officer_name, ''), '') || '|' || coalesce(step.outcome, '')
                || '|' || coalesce(to_char(step.ended_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI:SS'), '');
    END IF;
    IF p_officer IS NOT NULL AND NOT cases_may_do(p_officer, p_role, step.unit_id, step.post_id, p_at) THEN
        basis := cases_borrowed(p_officer, p_step, p_at);
        IF basis IS NULL THEN
            RAISE EXCEPTION 'step belongs to others' USING ERRCODE = 'OW002', DETAIL = step.unit_name;
        END IF;
    END IF;
    IF p_officer IS NOT NULL AND step.officer NOT IN ('', p_actor) THEN
        RAISE EXCEPTION 'step is held' USING ERRCODE = 'OW003', DETAIL = step.officer_name;
    END IF;

    UPDATE cases_casestep s SET status = 'done', ended_at = p_at,
        started_at = coalesce(s.started_at, p_at), officer = p_actor, officer_name = p_actor_name,
        outcome = p_outcome, opinion = p_opinion
    WHERE s.id = p_step;
    IF step.started_at IS NULL THEN
        PERFORM events_append(chain, 'step.started', p_at, p_actor, p_actor_name, p_unit, step.code,
            'start', cases_cited(json_build_object('name', step.name), basis));
    END IF;
    PERFORM events_append(chain, 'step.completed', p_at, p_actor, p_actor_name, p_unit, step.code,
        'complete', cases_cited(json_build_object('name', step.name, 'outcome', p_outcome), basis));

    IF p_opens THEN
        FOR next_step IN
            UPDATE cases_casestep s SET
                unmet = s.unmet - 1,
                status = CASE WHEN s.unmet = 1 THEN 'open' ELSE s.status END,
                enabled_at = CASE WHEN s.unmet = 1 THEN p_at END,
                due_on = CASE WHEN s.unmet = 1 THEN (p_due ->> (s.limit_unit || ':' || s."limit"))::date END
            WHERE s.case_id = step.case_id AND s.position = ANY (step.successors)
                AND s.status = 'waiting'
            RETURNING s.code, s.name, s.status, s.due_on, s.unit_id
        LOOP
            CONTINUE WHEN next_step.status <> 'open';
            seen := seen + 1;
            PERFORM events_append(chain, 'step.enabled', p_at, 'system', '系统',
                (SELECT d.code FROM orgs_department d WHERE d.id = next_step.unit_id)::text,
                next_step.code, 'enabled',
                json_build_object('name', next_step.name, 'due_on', next_step.due_on)::text);
        END LOOP;
    END IF;
    RETURN QUERY SELECT step.case_id::bigint, seen, basis;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_letter_problem"), ("delegation", "0002_authorities")]

    operations = [
        migrations.RunSQL(BORROWED, migrations.RunSQL.noop),
        migrations.RunSQL(CITED, migrations.RunSQL.noop),
        migrations.RunSQL(DROP, migrations.RunSQL.noop),
        migrations.RunSQL(COMPLETE_STEP, migrations.RunSQL.noop),
    ]
