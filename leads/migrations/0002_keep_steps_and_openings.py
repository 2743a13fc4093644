from django.db import migrations

KEEP = """
CREATE FUNCTION leads_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are kept as they were written.', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION leads_opening_only_shut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL
       OR to_jsonb(NEW) - 'closed_at' IS DISTINCT FROM to_jsonb(OLD) - 'closed_at' THEN
        RAISE EXCEPTION 'An opening is kept as it was written; it can only be shut, once.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER lead_step_kept BEFORE UPDATE OR DELETE ON leads_leadstep
    FOR EACH ROW EXECUTE FUNCTION leads_refuse_change();
CREATE TRIGGER lead_opening_kept BEFORE DELETE ON leads_leadopening
    FOR EACH ROW EXECUTE FUNCTION leads_refuse_change();
CREATE TRIGGER lead_opening_only_shut BEFORE UPDATE ON leads_leadopening
    FOR EACH ROW EXECUTE FUNCTION leads_opening_only_shut();
"""

UNDO = """
DROP TRIGGER lead_opening_only_shut ON leads_leadopening;
DROP TRIGGER lead_opening_kept ON leads_leadopening;
DROP TRIGGER lead_step_kept ON leads_leadstep;
DROP FUNCTION leads_opening_only_shut();
DROP FUNCTION leads_refuse_change();
"""


class Migration(migrations.Migration):
    """Steps and openings are evidence: neither the application nor a slip rewrites them."""

    dependencies = [("leads", "0001_initial")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
