"""The one way into the ledger: `events_append` in SQL."""

from django.db import migrations

APPEND = """
DO $$ BEGIN
    -- The hash is over UTF-8; elsewhere octet_length would count other bytes.
    IF current_setting('server_encoding') <> 'UTF8' THEN
        RAISE EXCEPTION 'the database must be created with ENCODING UTF8';
    END IF;
END $$;

CREATE FUNCTION events_append(
    p_chain text, p_code text, p_at timestamptz, p_actor text, p_actor_name text,
    p_unit text, p_step text, p_lifecycle text, p_data text
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_seq integer;
    v_prev bytea;
    v_hash bytea;
    v_at text;
    v_id bigint;
BEGIN
    IF num_nulls(p_chain, p_code, p_at, p_actor, p_actor_name, p_unit, p_step, p_lifecycle, p_data) > 0
        OR p_chain = '' OR p_code = '' OR p_actor = '' THEN
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
    v_at := (extract(epoch FROM p_at) * 1000000)::bigint::text;
    v_hash := sha256(convert_to(concat(
        '17:onewindow.event.1', octet_length(p_chain), ':', p_chain,
        octet_length(v_seq::text), ':', v_seq, octet_length(p_code), ':', p_code,
        octet_length(v_at), ':', v_at, octet_length(p_actor), ':', p_actor,
        octet_length(p_actor_name), ':', p_actor_name, octet_length(p_unit), ':', p_unit,
        octet_length(p_step), ':', p_step, octet_length(p_lifecycle), ':', p_lifecycle,
        octet_length(p_data), ':', p_data, '64:', encode(v_prev, 'hex')
    ), 'UTF8'));
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
