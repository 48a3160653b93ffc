"""A step is completed by one call: the dates of what opens are asked for only when something opens."""

from django.db import migrations

DROP = """
DROP FUNCTION cases_complete_step(
    bigint, bigint, text, text, text, text, text, text, timestamptz, jsonb, boolean);
"""

# As before, in PL/pgSQL: its plan is kept for the session, that of an SQL function is not.
MAY_DO = """
CREATE OR REPLACE FUNCTION cases_may_do(
    p_officer bigint, p_role text, p_unit bigint, p_post bigint, p_at timestamptz
) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    today date := (p_at AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM orgs_officer o
        JOIN orgs_officerrole r ON r.officer_id = o.id AND r.role = p_role
            AND r.valid_from <= today AND (r.valid_to IS NULL OR r.valid_to > today)
        WHERE o.id = p_officer AND o.is_active AND o.department_id = p_unit
            AND (p_post IS NULL OR EXISTS (
                SELECT 1 FROM orgs_officer_posts p WHERE p.officer_id = o.id AND p.post_id = p_post)));
END $$;
"""

# A call that would open a step whose limit is not among the dates (p_due) changes nothing and says
# which limits are needed; most steps open nothing, and are done with one call.
COMPLETE_STEP = """
CREATE FUNCTION cases_complete_step(
    p_step bigint, p_officer bigint, p_role text,
    p_actor text, p_actor_name text, p_unit text,
    p_outcome text, p_opinion text, p_at timestamptz, p_due jsonb, p_opens boolean
) RETURNS TABLE (case_id bigint, opened integer, authority text, needed text[]) LANGUAGE plpgsql AS $$
DECLARE
    step record;
    next_step record;
    chain text;
    basis text := '';
    seen integer := 0;
    limits text[];
BEGIN
    SELECT 'case/' || c.number INTO chain FROM cases_case c
    WHERE c.id = (SELECT s.case_id FROM cases_casestep s WHERE s.id = p_step)
    FOR UPDATE;

    SELECT s.*, d.name AS unit_name INTO step
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

    IF p_opens THEN
        SELECT array_agg(DISTINCT s.limit_unit || ':' || s."limit") INTO limits
        FROM cases_casestep s
        WHERE s.case_id = step.case_id AND s.position = ANY (step.successors)
            AND s.status = 'waiting' AND s.unmet = 1 AND s."limit" > 0
            AND NOT p_due ? (s.limit_unit || ':' || s."limit");
        IF limits IS NOT NULL THEN
            RETURN QUERY SELECT step.case_id::bigint, 0, basis, limits;
            RETURN;
        END IF;
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
    RETURN QUERY SELECT step.case_id::bigint, seen, basis, NULL::text[];
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_instant_decisions")]

    operations = [
        migrations.RunSQL(MAY_DO, migrations.RunSQL.noop),
        migrations.RunSQL(DROP, migrations.RunSQL.noop),
        migrations.RunSQL(COMPLETE_STEP, migrations.RunSQL.noop),
    ]
