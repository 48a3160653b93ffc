"""Complete a step with quorums, officers who stand in for colleagues, and those who keep out."""

from django.db import migrations

DROP = """
DROP FUNCTION cases_complete_step(
    bigint, bigint, text, text, text, text, text, text, timestamptz, jsonb, boolean);
"""

# What a quorum still lacks: opinions, or the very steps that an officer opened or reopened.
QUORUM_LACKS = """
CREATE FUNCTION cases_quorum_lacks(p_case bigint, p_position integer, p_quorum integer)
RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT greatest(
        least(greatest(p_quorum, 1), count(*)) - count(*) FILTER (WHERE s.status = 'done'),
        count(*) FILTER (WHERE s.is_called AND s.status <> 'done'), 0)::integer
    FROM cases_casestep s
    WHERE s.case_id = p_case AND p_position = ANY (s.successors)
        AND s.status IN ('done', 'open', 'waiting')
$$;
"""

# The colleagues for whom an officer stands in and who may do the step.
STANDS_IN = """
CREATE FUNCTION cases_stands_in(
    p_officer bigint, p_role text, p_unit bigint, p_post bigint, p_at timestamptz
) RETURNS TABLE (code text, name text) LANGUAGE sql STABLE AS $$
    SELECT 'officer/' || u.username, u.name
    FROM orgs_substitution s
    JOIN orgs_officer o ON o.id = s.officer_id
    JOIN accounts_user u ON u.id = o.user_id
    WHERE s.substitute_id = p_officer AND s.ended_at IS NULL
        AND s.valid_from <= (p_at AT TIME ZONE 'Asia/Shanghai')::date
        AND (s.valid_to IS NULL OR s.valid_to > (p_at AT TIME ZONE 'Asia/Shanghai')::date)
        AND cases_may_do(o.id, p_role, p_unit, p_post, p_at)
    ORDER BY s.id
$$;
"""

# For whom an officer acts when he does a step: nobody (''), a colleague, or NULL when he may not.
# A colleague who holds the step and may do it himself is the one he stands in for.
ACTS_FOR = """
CREATE FUNCTION cases_acts_for(
    p_officer bigint, p_role text, p_unit bigint, p_post bigint, p_at timestamptz, p_holder text
) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    found_name text;
BEGIN
    IF p_holder = '' AND cases_may_do(p_officer, p_role, p_unit, p_post, p_at) THEN
        RETURN '';
    END IF;
    SELECT c.name INTO found_name FROM cases_stands_in(p_officer, p_role, p_unit, p_post, p_at) c
    WHERE p_holder IN ('', c.code) LIMIT 1;
    RETURN found_name;
END $$;
"""

# The data of an event: by which letter somebody acted, and for whom.
CITED = """
CREATE FUNCTION cases_cited(p_data json, p_authority text, p_for text)
RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_authority = '' AND p_for = '' THEN
        RETURN p_data::text;
    END IF;
    RETURN (p_data::jsonb
        || CASE p_authority WHEN '' THEN '{}' ELSE jsonb_build_object('authority', p_authority) END
        || CASE p_for WHEN '' THEN '{}' ELSE jsonb_build_object('for', p_for) END)::text;
END $$;
"""

TELL_ENABLED = """
CREATE FUNCTION cases_tell_enabled(
    p_chain text, p_at timestamptz, p_step text, p_name text, p_unit bigint, p_due date
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM events_append(p_chain, 'step.enabled', p_at, 'system', '系统',
        (SELECT d.code FROM orgs_department d WHERE d.id = p_unit)::text, p_step, 'enabled',
        json_build_object('name', p_name, 'due_on', p_due)::text);
END $$;
"""

# As before, with quorums, officers who stand in for a colleague, and those who keep out (OW004).
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
    acts_for text := '';
    counted integer := 0;
    seen integer := 0;
    limits text[];
BEGIN
    SELECT 'case/' || c.number INTO chain FROM cases_case c
    WHERE c.id = (SELECT s.case_id FROM cases_casestep s WHERE s.id = p_step)
    FOR UPDATE;

    SELECT s.*, d.name AS unit_name, EXISTS (
        SELECT FROM cases_recusal r
        WHERE r.case_id = s.case_id AND r.officer_id = p_officer AND r.is_granted) AS is_recused
    INTO step
    FROM cases_casestep s JOIN orgs_department d ON d.id = s.unit_id WHERE s.id = p_step;

    IF step.status IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'step is not open' USING ERRCODE = 'OW001',
            DETAIL = coalesce(nullif(step.officer_name, ''), '') || '|' || coalesce(step.outcome, '')
                || '|' || coalesce(to_char(step.ended_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI:SS'), '');
    END IF;
    IF step.is_recused THEN
        RAISE EXCEPTION 'officer keeps out' USING ERRCODE = 'OW004';
    END IF;
    IF p_officer IS NOT NULL AND NOT cases_may_do(p_officer, p_role, step.unit_id, step.post_id, p_at) THEN
        acts_for := cases_acts_for(p_officer, p_role, step.unit_id, step.post_id, p_at, '');
        IF acts_for IS NULL THEN
            acts_for := '';
            basis := cases_borrowed(p_officer, p_step, p_at);
        END IF;
        IF basis IS NULL THEN
            RAISE EXCEPTION 'step belongs to others' USING ERRCODE = 'OW002', DETAIL = step.unit_name;
        END IF;
    END IF;
    IF p_officer IS NOT NULL AND step.officer NOT IN ('', p_actor) THEN
        acts_for := cases_acts_for(
            p_officer, p_role, step.unit_id, step.post_id, p_at, step.officer);
        IF acts_for IS NULL THEN
            RAISE EXCEPTION 'step is held' USING ERRCODE = 'OW003', DETAIL = step.officer_name;
        END IF;
    END IF;

    IF p_opens THEN
        SELECT array_agg(DISTINCT s.limit_unit || ':' || s."limit") INTO limits
        FROM cases_casestep s
        WHERE s.case_id = step.case_id AND s.position = ANY (step.successors)
            AND s.status = 'waiting' AND (s.unmet = 1 OR s.join_rule = 'quorum') AND s."limit" > 0
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
            'start', cases_cited(json_build_object('name', step.name), basis, acts_for));
    END IF;
    PERFORM events_append(chain, 'step.completed', p_at, p_actor, p_actor_name, p_unit, step.code,
        'complete', cases_cited(
            json_build_object('name', step.name, 'outcome', p_outcome), basis, acts_for));

    IF p_opens THEN
        FOR next_step IN
            UPDATE cases_casestep s SET
                unmet = s.unmet - 1,
                status = CASE WHEN s.unmet = 1 THEN 'open' ELSE s.status END,
                enabled_at = CASE WHEN s.unmet = 1 THEN p_at END,
                due_on = CASE WHEN s.unmet = 1 THEN (p_due ->> (s.limit_unit || ':' || s."limit"))::date END
            WHERE s.case_id = step.case_id AND s.position = ANY (step.successors)
                AND s.status = 'waiting' AND s.join_rule <> 'quorum'
            RETURNING s.code, s.name, s.status, s.due_on, s.unit_id
        LOOP
            counted := counted + 1;
            CONTINUE WHEN next_step.status <> 'open';
            seen := seen + 1;
            PERFORM cases_tell_enabled(
                chain, p_at, next_step.code, next_step.name, next_step.unit_id, next_step.due_on);
        END LOOP;
    END IF;
    -- What is left over waits for a quorum, or had one already.
    IF p_opens AND counted < cardinality(step.successors) THEN
        FOR next_step IN
            UPDATE cases_casestep s SET
                unmet = q.lacks,
                status = CASE WHEN q.lacks = 0 THEN 'open' ELSE s.status END,
                enabled_at = CASE WHEN q.lacks = 0 THEN p_at END,
                due_on = CASE WHEN q.lacks = 0 THEN (p_due ->> (s.limit_unit || ':' || s."limit"))::date END
            FROM (SELECT w.id, cases_quorum_lacks(w.case_id, w.position, w.quorum) AS lacks
                FROM cases_casestep w
                WHERE w.case_id = step.case_id AND w.position = ANY (step.successors)
                    AND w.status = 'waiting' AND w.join_rule = 'quorum') q
            WHERE s.id = q.id
            RETURNING s.code, s.name, s.status, s.due_on, s.unit_id
        LOOP
            CONTINUE WHEN next_step.status <> 'open';
            seen := seen + 1;
            PERFORM cases_tell_enabled(
                chain, p_at, next_step.code, next_step.name, next_step.unit_id, next_step.due_on);
        END LOOP;
    END IF;
    RETURN QUERY SELECT step.case_id::bigint, seen, basis, NULL::text[];
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_joint_handling"), ("orgs", "0005_substitutions")]

    operations = [
        migrations.RunSQL(QUORUM_LACKS, migrations.RunSQL.noop),
        migrations.RunSQL(STANDS_IN, migrations.RunSQL.noop),
        migrations.RunSQL(ACTS_FOR, migrations.RunSQL.noop),
        migrations.RunSQL(CITED, migrations.RunSQL.noop),
        migrations.RunSQL(TELL_ENABLED, migrations.RunSQL.noop),
        migrations.RunSQL(DROP, migrations.RunSQL.noop),
        migrations.RunSQL("DROP FUNCTION cases_cited(json, text)", migrations.RunSQL.noop),
        migrations.RunSQL(COMPLETE_STEP, migrations.RunSQL.noop),
    ]
