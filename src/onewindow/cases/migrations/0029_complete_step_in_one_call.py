"""Complete a step in one call: the dates of what opens come with it, rights are looked up with it."""

import django.db.models.deletion
from django.db import migrations, models

DROP = """
DROP FUNCTION cases_complete_step(
    bigint, bigint, text, text, text, text, text, text, timestamptz, jsonb, boolean);
"""

# The one place that says who may do a step; SQL, so that it becomes part of the asking statement.
ABLE = """
CREATE FUNCTION cases_able(p_officer bigint, p_role text, p_unit bigint, p_post bigint, p_day date)
RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT o.id FROM orgs_officer o
    JOIN orgs_officerrole r ON r.officer_id = o.id AND r.role = p_role
        AND r.valid_from <= p_day AND (r.valid_to IS NULL OR r.valid_to > p_day)
    WHERE o.id = p_officer AND o.is_active AND o.department_id = p_unit
        AND (p_post IS NULL OR EXISTS (
            SELECT FROM orgs_officer_posts p WHERE p.officer_id = o.id AND p.post_id = p_post))
$$;
"""

MAY_DO = """
CREATE OR REPLACE FUNCTION cases_may_do(
    p_officer bigint, p_role text, p_unit bigint, p_post bigint, p_at timestamptz
) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM cases_able(
        p_officer, p_role, p_unit, p_post, (p_at AT TIME ZONE 'Asia/Shanghai')::date));
END $$;
"""

# `p_due` holds the dates of what the call is expected to open, worked out with the overrides of the
# calendar that `p_overrides` is the digest of. When they are not those of what it would open now, the
# call changes nothing and says which limits are needed.
COMPLETE_STEP = """
CREATE FUNCTION cases_complete_step(
    p_step bigint, p_officer bigint, p_role text,
    p_actor text, p_actor_name text, p_unit text,
    p_outcome text, p_opinion text, p_at timestamptz, p_opens boolean,
    p_due jsonb, p_regions text[], p_overrides text,
    OUT case_id bigint, OUT opened integer, OUT is_suspended boolean, OUT authority text,
    OUT needed text[]
) LANGUAGE plpgsql AS $$
DECLARE
    today date := (p_at AT TIME ZONE 'Asia/Shanghai')::date;
    step record;
    next_step record;
    chain text;
    acts_for text := '';
    counted integer := 0;
BEGIN
    opened := 0;
    authority := '';
    SELECT 'case/' || c.number, c.suspended_at IS NOT NULL INTO chain, is_suspended FROM cases_case c
    WHERE c.id = (SELECT s.case_id FROM cases_casestep s WHERE s.id = p_step)
    FOR UPDATE;

    -- Another statement, because it must see what was done while the lock was waited for.
    SELECT s.case_id, s.code, s.name, s.status, s.unit_id, s.post_id, s.officer, s.officer_name,
        s.outcome, s.started_at, s.ended_at, s.successors,
        EXISTS (SELECT FROM cases_recusal r
            WHERE r.case_id = s.case_id AND r.officer_id = p_officer AND r.is_granted) AS is_recused,
        EXISTS (SELECT FROM cases_able(p_officer, p_role, s.unit_id, s.post_id, today)) AS may_do,
        (SELECT array_agg(n.limit_unit || ':' || n."limit") FROM cases_casestep n
            WHERE n.case_id = s.case_id AND n.position = ANY (s.successors) AND n.status = 'waiting'
                AND (n.unmet = 1 OR n.join_rule = 'quorum') AND n."limit" > 0) AS limits
    INTO step
    FROM cases_casestep s WHERE s.id = p_step;

    IF step.status IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'step is not open' USING ERRCODE = 'OW001',
            DETAIL = coalesce(nullif(step.officer_name, ''), '') || '|' || coalesce(step.outcome, '')
                || '|' || coalesce(to_char(step.ended_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI:SS'), '');
    END IF;
    IF step.is_recused THEN
        RAISE EXCEPTION 'officer keeps out' USING ERRCODE = 'OW004';
    END IF;
    IF p_officer IS NOT NULL AND NOT step.may_do THEN
        acts_for := cases_acts_for(p_officer, p_role, step.unit_id, step.post_id, p_at, '');
        IF acts_for IS NULL THEN
            acts_for := '';
            authority := cases_borrowed(p_officer, p_step, p_at);
        END IF;
        IF authority IS NULL THEN
            RAISE EXCEPTION 'step belongs to others' USING ERRCODE = 'OW002',
                DETAIL = (SELECT d.name FROM orgs_department d WHERE d.id = step.unit_id);
        END IF;
    END IF;
    IF p_officer IS NOT NULL AND step.officer NOT IN ('', p_actor) THEN
        acts_for := cases_acts_for(
            p_officer, p_role, step.unit_id, step.post_id, p_at, step.officer);
        IF acts_for IS NULL THEN
            RAISE EXCEPTION 'step is held' USING ERRCODE = 'OW003', DETAIL = step.officer_name;
        END IF;
    END IF;

    case_id := step.case_id;
    IF p_opens AND step.limits IS NOT NULL AND (
        NOT p_due ?& step.limits OR orgs_overrides_digest(p_regions, today) <> p_overrides
    ) THEN
        needed := step.limits;
        RETURN;
    END IF;

    UPDATE cases_casestep s SET status = 'done', ended_at = p_at,
        started_at = coalesce(s.started_at, p_at), officer = p_actor, officer_name = p_actor_name,
        outcome = p_outcome, opinion = p_opinion
    WHERE s.id = p_step;
    IF step.started_at IS NULL THEN
        PERFORM events_append(chain, 'step.started', p_at, p_actor, p_actor_name, p_unit, step.code,
            'start', cases_cited(json_build_object('name', step.name), authority, acts_for));
    END IF;
    PERFORM events_append(chain, 'step.completed', p_at, p_actor, p_actor_name, p_unit, step.code,
        'complete', cases_cited(
            json_build_object('name', step.name, 'outcome', p_outcome), authority, acts_for));
    IF NOT p_opens THEN
        RETURN;
    END IF;

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
        opened := opened + 1;
        PERFORM cases_tell_enabled(
            chain, p_at, next_step.code, next_step.name, next_step.unit_id, next_step.due_on);
    END LOOP;
    -- What is left over waits for a quorum, or had one already.
    IF counted < cardinality(step.successors) THEN
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
            opened := opened + 1;
            PERFORM cases_tell_enabled(
                chain, p_at, next_step.code, next_step.name, next_step.unit_id, next_step.due_on);
        END LOOP;
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0028_intake_rounds"), ("orgs", "0009_overrides_digest")]

    operations = [
        # The unique constraints begin with the case.
        migrations.AlterField(
            model_name="casestep",
            name="case",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="cases.case",
            ),
        ),
        migrations.RunSQL(ABLE, migrations.RunSQL.noop),
        migrations.RunSQL(MAY_DO, migrations.RunSQL.noop),
        migrations.RunSQL(DROP, migrations.RunSQL.noop),
        migrations.RunSQL(COMPLETE_STEP, migrations.RunSQL.noop),
    ]
