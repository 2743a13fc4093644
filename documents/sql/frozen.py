"""What the tables of documents do by themselves: numbers without a gap, papers that stay."""

CREATE = """
CREATE FUNCTION documents_number_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_value integer;
BEGIN
    SELECT coalesce(max(value), 0) INTO last_value FROM documents_documentnumber
        WHERE series_id = NEW.series_id AND year = NEW.year;
    IF NEW.value <> last_value + 1 THEN
        RAISE EXCEPTION 'After number % comes %, not %.', last_value, last_value + 1, NEW.value
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was issued stays as it is.' USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION documents_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.rendered_at IS NOT NULL
        OR (to_jsonb(OLD) - 'pdf_id' - 'sha256' - 'rendered_at')
            <> (to_jsonb(NEW) - 'pdf_id' - 'sha256' - 'rendered_at')
    THEN
        RAISE EXCEPTION 'What was issued stays as it is.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER number_follows BEFORE INSERT ON documents_documentnumber
    FOR EACH ROW EXECUTE FUNCTION documents_number_follows();
CREATE TRIGGER number_stays BEFORE UPDATE OR DELETE ON documents_documentnumber
    FOR EACH ROW EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER document_stays BEFORE UPDATE ON documents_issueddocument
    FOR EACH ROW EXECUTE FUNCTION documents_stays();
CREATE TRIGGER document_not_deleted BEFORE DELETE ON documents_issueddocument
    FOR EACH ROW EXECUTE FUNCTION documents_refuse();
"""

DROP = """
DROP TRIGGER document_not_deleted ON documents_issueddocument;
DROP TRIGGER document_stays ON documents_issueddocument;
DROP TRIGGER number_stays ON documents_documentnumber;
DROP TRIGGER number_follows ON documents_documentnumber;
DROP FUNCTION documents_stays();
DROP FUNCTION documents_refuse();
DROP FUNCTION documents_number_follows();
"""
