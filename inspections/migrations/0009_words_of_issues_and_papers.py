from django.db import migrations

import accounts.words
from accounts.sql.words import add_pieces

# One text a row, kept by the database itself, whoever writes and however.
KEEP_WORDS = """
CREATE FUNCTION inspections_issue_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.haystack := concat_ws(chr(31), searchable(NEW.title), searchable(NEW.text));
    NEW.pieces := pieces_of_text(NEW.haystack);
    RETURN NEW;
END $$;
CREATE TRIGGER issue_words BEFORE INSERT OR UPDATE OF title, text, haystack
    ON inspections_issue FOR EACH ROW EXECUTE FUNCTION inspections_issue_words();

CREATE FUNCTION inspections_paper_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.haystack := concat_ws(
        chr(31), searchable(NEW.title), searchable(NEW.number), searchable(NEW.provisional_number)
    );
    NEW.pieces := pieces_of_text(NEW.haystack);
    RETURN NEW;
END $$;
CREATE TRIGGER paper_words BEFORE INSERT OR UPDATE OF title, number, provisional_number, haystack
    ON inspections_workingpaper FOR EACH ROW EXECUTE FUNCTION inspections_paper_words();
"""
LEAVE_WORDS = """
DROP TRIGGER paper_words ON inspections_workingpaper;
DROP FUNCTION inspections_paper_words();
DROP TRIGGER issue_words ON inspections_issue;
DROP FUNCTION inspections_issue_words();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_words_to_look_for"),
        ("inspections", "0008_records_to_file"),
    ]

    operations = [
        migrations.AddField(
            model_name="issue",
            name="haystack",
            field=accounts.words.HaystackField(),
        ),
        migrations.AddField(
            model_name="workingpaper",
            name="haystack",
            field=accounts.words.HaystackField(),
        ),
        migrations.RunSQL(*add_pieces("inspections_issue")),
        migrations.RunSQL(*add_pieces("inspections_workingpaper")),
        migrations.RunSQL(KEEP_WORDS, LEAVE_WORDS),
    ]
