"""The one way into the ledger: `events_append` in SQL."""

from django.db import migrations

APPEND = """
CREATE FUNCTION events_part(value text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8')
$$;

CREATE FUNCTION events_append(
    p_chain text, p_code text, p_at timestamptz, p_actor text, p_actor_name text,
    p_unit text, p_step text, p_lifecycle text, p_data text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_seq integer;
    v_prev bytea;
    v_hash bytea;
    v_id bigint;
BEGIN
    IF p_chain = '' OR p_code = '' OR p_actor = '' THEN
        RAISE EXCEPTION 'an event needs a chain, a code and an actor'
            USING ERRCODE = 'check_violation';
    END IF;
    IF json_typeof(p_data::json) <> 'object' THEN
        RAISE EXCEPTION 'the data of an event is a JSON object' USING ERRCODE = 'check_violation';
    END IF;
    SELECT seq, hash INTO v_seq, v_prev FROM events_head WHERE chain = p_chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO events_head (chain, seq, hash, is_anchored)
        VALUES (p_chain, 0, decode(repeat('00', 32), 'hex'), false)
        ON CONFLICT (chain) DO NOTHING;
        SELECT seq, hash INTO STRICT v_seq, v_prev
        FROM events_head WHERE chain = p_chain FOR UPDATE;
    END IF;
    v_seq := v_seq + 1;
    v_hash := sha256(
        events_part('onewindow.event.1') || events_part(p_chain) || events_part(v_seq::text)
        || events_part(p_code)
        || events_part((extract(epoch FROM p_at) * 1000000)::bigint::text)
        || events_part(p_actor) || events_part(p_actor_name) || events_part(p_unit)
        || events_part(p_step) || events_part(p_lifecycle) || events_part(p_data)
        || int4send(octet_length(v_prev)) || v_prev
    );
    INSERT INTO events_event
        (chain, seq, code, at, actor, actor_name, unit, step, lifecycle, data, prev_hash, hash)
    VALUES
        (p_chain, v_seq, p_code, p_at, p_actor, p_actor_name, p_unit, p_step, p_lifecycle,
         p_data, v_prev, v_hash)
    RETURNING id INTO v_id;
    UPDATE events_head SET seq = v_seq, hash = v_hash, is_anchored = false WHERE chain = p_chain;
    RETURN v_id;
END
$$;

ALTER TABLE events_head SET (fillfactor = 70);
"""


class Migration(migrations.Migration):
    """Add the function that takes a chain's head, hashes and inserts."""

    dependencies = [("events", "0001_events")]

    operations = [migrations.RunSQL(APPEND)]
