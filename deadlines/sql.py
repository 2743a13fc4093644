"""What the database itself refuses."""

# A rule that a clock ran by must stay as it was; an edit is a new row.
KEEP_RULES = """
CREATE FUNCTION deadlines_keep_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Deadline rules are never changed or deleted; enter a new one.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER deadlines_rule_kept BEFORE UPDATE OR DELETE ON deadlines_deadlinerule
    FOR EACH ROW EXECUTE FUNCTION deadlines_keep_rule();
"""
RELEASE_RULES = """
DROP TRIGGER deadlines_rule_kept ON deadlines_deadlinerule;
DROP FUNCTION deadlines_keep_rule();
"""
