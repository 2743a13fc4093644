"""What the journal's table does by itself: sealing, refusing changes (architecture.md §4)."""

CREATE = """
CREATE FUNCTION accounts_journal_digest(entry accounts_journalentry) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(concat_ws('|',
        entry.position, entry.previous_seal, extract(epoch FROM entry.at)::numeric(20, 6),
        coalesce(entry.actor_id::text, ''), entry.role, entry.verb, entry.subject_type,
        entry.subject_id, entry.details::text, entry.request_id), 'UTF8')), 'hex')
$$;

-- The plan is kept from the day the table was empty; it must use the index on positions even so.
CREATE FUNCTION accounts_journal_seal() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
    last_position bigint;
    last_seal text;
    entry accounts_journalentry;
BEGIN
    PERFORM pg_advisory_xact_lock(8461903);
    SELECT position, seal INTO last_position, last_seal FROM accounts_journalentry
        WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1;
    SELECT * INTO entry FROM accounts_journalentry WHERE id = NEW.id;
    entry.position := coalesce(last_position, 0) + 1;
    entry.previous_seal := coalesce(last_seal, '');
    UPDATE accounts_journalentry SET position = entry.position,
        previous_seal = entry.previous_seal, seal = accounts_journal_digest(entry)
        WHERE id = NEW.id;
    RETURN NULL;
END $$;

CREATE FUNCTION accounts_journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND OLD.seal = '' AND NEW.seal <> '' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The journal is append-only.' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION accounts_journal_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.position := NULL;
    NEW.previous_seal := '';
    NEW.seal := '';
    RETURN NEW;
END $$;

CREATE TRIGGER journal_unsealed BEFORE INSERT ON accounts_journalentry
    FOR EACH ROW EXECUTE FUNCTION accounts_journal_unsealed();
CREATE CONSTRAINT TRIGGER journal_seal AFTER INSERT ON accounts_journalentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION accounts_journal_seal();
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON accounts_journalentry
    FOR EACH ROW EXECUTE FUNCTION accounts_journal_refuse();
CREATE TRIGGER journal_not_emptied BEFORE TRUNCATE ON accounts_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_journal_refuse();
"""

DROP = """
DROP TRIGGER journal_not_emptied ON accounts_journalentry;
DROP TRIGGER journal_append_only ON accounts_journalentry;
DROP TRIGGER journal_seal ON accounts_journalentry;
DROP TRIGGER journal_unsealed ON accounts_journalentry;
DROP FUNCTION accounts_journal_unsealed();
DROP FUNCTION accounts_journal_refuse();
DROP FUNCTION accounts_journal_seal();
DROP FUNCTION accounts_journal_digest(accounts_journalentry);
"""
