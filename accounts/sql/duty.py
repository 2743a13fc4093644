"""The three administrators are three people, and none of them holds a business duty (三员)."""

CREATE = """
CREATE FUNCTION accounts_duty_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    admins text[] := ARRAY['system_admin', 'security_admin', 'audit_admin'];
BEGIN
    PERFORM 1 FROM accounts_user WHERE id = NEW.person_id FOR UPDATE;
    IF NEW.revoked_at IS NULL AND EXISTS (
        SELECT 1 FROM accounts_duty other
        WHERE other.person_id = NEW.person_id AND other.id <> NEW.id
          AND other.revoked_at IS NULL AND other.role <> NEW.role
          AND (other.role = ANY (admins) OR NEW.role = ANY (admins))
          AND daterange(other.valid_from, other.valid_to, '[]')
              && daterange(NEW.valid_from, NEW.valid_to, '[]')
    ) THEN
        RAISE EXCEPTION 'An administrator holds no other duty.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'duty_administrators_apart';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER duty_administrators_apart BEFORE INSERT OR UPDATE ON accounts_duty
    FOR EACH ROW EXECUTE FUNCTION accounts_duty_apart();
"""

DROP = """
DROP TRIGGER duty_administrators_apart ON accounts_duty;
DROP FUNCTION accounts_duty_apart();
"""
