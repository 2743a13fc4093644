from django.db import migrations

import accounts.words
from accounts.sql.words import add_pieces

# An item is found by its own words, its issue's and its measures': one text, so that one index
# serves all three. What touches a measure lets the item make its copies anew (migration 0003).
KEEP_WORDS = """
CREATE FUNCTION rectification_item_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.haystack := concat_ws(
        chr(31),
        searchable(NEW.number),
        searchable(NEW.title),
        (SELECT searchable(text) FROM inspections_issue WHERE id = NEW.issue_id),
        (
            SELECT string_agg(searchable(text), chr(31) ORDER BY number)
            FROM rectification_measure WHERE item_id = NEW.id
        )
    );
    NEW.pieces := pieces_of_text(NEW.haystack);
    RETURN NEW;
END $$;
CREATE TRIGGER item_words BEFORE INSERT OR UPDATE OF number, title, issue_id, haystack
    ON rectification_rectificationitem FOR EACH ROW EXECUTE FUNCTION rectification_item_words();

CREATE FUNCTION rectification_issue_reworded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE rectification_rectificationitem SET haystack = '' WHERE issue_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER item_follows_its_issue
    AFTER UPDATE OF text ON inspections_issue FOR EACH ROW
    WHEN (OLD.text IS DISTINCT FROM NEW.text) EXECUTE FUNCTION rectification_issue_reworded();

CREATE OR REPLACE FUNCTION rectification_measures_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE rectification_rectificationitem SET measures_all = 0, haystack = ''
    WHERE id IN (OLD.item_id, NEW.item_id);
    RETURN NULL;
END $$;
DROP TRIGGER item_counts_its_measures ON rectification_measure;
CREATE TRIGGER item_knows_its_measures
    AFTER INSERT OR DELETE OR UPDATE OF item_id, number, text, done_on ON rectification_measure
    FOR EACH ROW EXECUTE FUNCTION rectification_measures_changed();
"""
LEAVE_WORDS = """
DROP TRIGGER item_knows_its_measures ON rectification_measure;
CREATE TRIGGER item_counts_its_measures
    AFTER INSERT OR DELETE OR UPDATE OF item_id, done_on ON rectification_measure
    FOR EACH ROW EXECUTE FUNCTION rectification_measures_changed();
CREATE OR REPLACE FUNCTION rectification_measures_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE rectification_rectificationitem SET measures_all = 0
    WHERE id IN (OLD.item_id, NEW.item_id);
    RETURN NULL;
END $$;
DROP TRIGGER item_follows_its_issue ON inspections_issue;
DROP FUNCTION rectification_issue_reworded();
DROP TRIGGER item_words ON rectification_rectificationitem;
DROP FUNCTION rectification_item_words();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0010_words_are_found"),
        ("rectification", "0004_what_a_unit_owes"),
    ]

    operations = [
        migrations.AddField(
            model_name="rectificationitem",
            name="haystack",
            field=accounts.words.HaystackField(),
        ),
        migrations.RunSQL(*add_pieces("rectification_rectificationitem")),
        migrations.RunSQL(KEEP_WORDS, LEAVE_WORDS),
    ]
