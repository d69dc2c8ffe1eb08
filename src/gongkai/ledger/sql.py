"""The database functions of the ledger. They alone write its tables, as their owner.

The text that is hashed is made of lines: the hash before, organ, number, about, seq, act, day, moment (UTC,
microseconds), person, and the data as canonical JSON. ``ledger.chain`` makes the same text in Python.
"""

REFUSED, CHANGED_MEANWHILE = "GK001", "GK002"

APPEND = f"""
CREATE FUNCTION ledger_append(p_organ bigint, p_by bigint, p_entries jsonb) RETURNS SETOF ledger_entry
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET app.maintenance = 'on'
SET enable_seqscan = off AS $$ -- its plans are kept, and the first is made while the table is small
DECLARE
    head ledger_head;
    wanted jsonb;
    written ledger_entry;
    body text;
    expected int;
BEGIN
    IF NOT coalesce(p_organ = ANY (nullif(current_setting('app.writes', true), '')::bigint[]), false)
       OR p_by IS DISTINCT FROM nullif(current_setting('app.user', true), '')::bigint THEN
        RAISE EXCEPTION 'not in the scope of this transaction' USING ERRCODE = '{REFUSED}';
    END IF;
    INSERT INTO ledger_head (organ_id, number, hash) VALUES (p_organ, 0, repeat('0', 64))
    ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM ledger_head WHERE organ_id = p_organ FOR UPDATE;
    FOR wanted IN SELECT value FROM jsonb_array_elements(p_entries) LOOP
        written.id := nextval(pg_get_serial_sequence('ledger_entry', 'id'));
        written.organ_id := p_organ;
        written.number := head.number + 1;
        written.about := wanted ->> 'about';
        written.act := wanted ->> 'act';
        written.on := (wanted ->> 'on')::date;
        written.recorded_at := clock_timestamp();
        written.by_id := p_by;
        written.prev_hash := head.hash;
        body := wanted ->> 'data';
        written.data := body::jsonb;
        SELECT seq + 1 INTO written.seq FROM ledger_entry
        WHERE about = written.about ORDER BY seq DESC LIMIT 1;
        written.seq := coalesce(written.seq, 1);
        expected := (wanted ->> 'expected')::int;
        IF expected IS NOT NULL AND expected <> written.seq - 1 THEN
            RAISE EXCEPTION '%', written.about USING ERRCODE = '{CHANGED_MEANWHILE}';
        END IF;
        written.hash := encode(sha256(convert_to(concat_ws(E'\\n', written.prev_hash, written.organ_id,
            written.number, written.about, written.seq, written.act, written.on,
            to_char(written.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            written.by_id, body), 'UTF8')), 'hex');
        INSERT INTO ledger_entry SELECT written.*;
        head.number := written.number;
        head.hash := written.hash;
        RETURN NEXT written;
    END LOOP;
    UPDATE ledger_head SET number = head.number, hash = head.hash WHERE organ_id = p_organ;
END $$
"""

ANCHOR = """
CREATE FUNCTION ledger_anchor(p_day date) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp SET app.maintenance = 'on' AS $$
    WITH anchored AS (
        INSERT INTO ledger_anchor (organ_id, day, number, hash, recorded_at)
        SELECT organ_id, p_day, number, hash, clock_timestamp() FROM ledger_head WHERE number > 0
        ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT count(*)::int FROM anchored
$$
"""

REFUSE = """
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'insufficient_privilege';
END $$
"""


def keep(table: str) -> str:
    """The triggers that refuse every change of what stands in a table."""
    return (
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION ledger_refuse();"
        f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
    )


def release(table: str) -> str:
    """Undo ``keep``."""
    return f"DROP TRIGGER {table}_kept ON {table}; DROP TRIGGER {table}_whole ON {table}"


# A function may be called by everybody unless that is taken back.
CALLERS = """
REVOKE ALL ON FUNCTION ledger_append(bigint, bigint, jsonb), ledger_anchor(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_append(bigint, bigint, jsonb) TO gongkai_desk;
GRANT EXECUTE ON FUNCTION ledger_anchor(date) TO gongkai_app;
"""
