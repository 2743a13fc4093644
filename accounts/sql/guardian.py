"""Guardian's generic tables stay empty: grants stand in tables with real foreign keys (0011)."""

TABLES = ("guardian_userobjectpermission", "guardian_groupobjectpermission")

CREATE = """
CREATE FUNCTION accounts_generic_grant_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A permission needs a table of its own with a foreign key to its object.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'generic_grant_refused';
END $$;
""" + "".join(
    f"CREATE TRIGGER generic_grant_refused BEFORE INSERT OR UPDATE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION accounts_generic_grant_refused();\n"
    for table in TABLES
)

DROP = (
    "".join(f"DROP TRIGGER generic_grant_refused ON {table};\n" for table in TABLES)
    + "DROP FUNCTION accounts_generic_grant_refused();"
)
