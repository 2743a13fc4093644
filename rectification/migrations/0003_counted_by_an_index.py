from django.db import migrations, models

# The figures of an item are made by one function, whoever touches them: a form that was opened
# before somebody else finished a measure cannot write an old figure back.
KEEP_FIGURES = """
UPDATE rectification_rectificationitem item
SET clock_due_on = found.due_on, measures_all = found.everything, measures_done = found.done
FROM (
    SELECT one.id, clock.due_on, coalesce(everything, 0) AS everything, coalesce(done, 0) AS done
    FROM rectification_rectificationitem one
        LEFT JOIN deadlines_clock clock ON clock.id = one.clock_id
        LEFT JOIN (
            SELECT item_id, count(*) AS everything, count(done_on) AS done
            FROM rectification_measure GROUP BY item_id
        ) measures ON measures.item_id = one.id
) found
WHERE found.id = item.id;

CREATE FUNCTION rectification_item_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.clock_due_on := (SELECT due_on FROM deadlines_clock WHERE id = NEW.clock_id);
    SELECT count(*), count(done_on) INTO NEW.measures_all, NEW.measures_done
    FROM rectification_measure WHERE item_id = NEW.id;
    RETURN NEW;
END $$;
CREATE TRIGGER item_figures
    BEFORE INSERT OR UPDATE OF clock_id, clock_due_on, measures_all, measures_done
    ON rectification_rectificationitem FOR EACH ROW EXECUTE FUNCTION rectification_item_figures();

CREATE FUNCTION rectification_clock_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE rectification_rectificationitem SET clock_due_on = NEW.due_on WHERE clock_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER item_follows_its_clock
    AFTER UPDATE OF due_on ON deadlines_clock FOR EACH ROW
    WHEN (OLD.due_on IS DISTINCT FROM NEW.due_on) EXECUTE FUNCTION rectification_clock_moved();

CREATE FUNCTION rectification_measures_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE rectification_rectificationitem SET measures_all = 0
    WHERE id IN (OLD.item_id, NEW.item_id);
    RETURN NULL;
END $$;
CREATE TRIGGER item_counts_its_measures
    AFTER INSERT OR DELETE OR UPDATE OF item_id, done_on ON rectification_measure
    FOR EACH ROW EXECUTE FUNCTION rectification_measures_changed();
"""
LEAVE_FIGURES = """
DROP TRIGGER item_counts_its_measures ON rectification_measure;
DROP TRIGGER item_follows_its_clock ON deadlines_clock;
DROP TRIGGER item_figures ON rectification_rectificationitem;
DROP FUNCTION rectification_measures_changed();
DROP FUNCTION rectification_clock_moved();
DROP FUNCTION rectification_item_figures();
"""


class Migration(migrations.Migration):
    dependencies = [("rectification", "0002_who_began")]

    operations = [
        migrations.RemoveIndex(
            model_name="rectificationitem",
            name="rectificati_body_id_38bb3f_idx",
        ),
        migrations.AddField(
            model_name="rectificationitem",
            name="clock_due_on",
            field=models.DateField(editable=False, null=True, verbose_name="Due"),
        ),
        migrations.AddField(
            model_name="rectificationitem",
            name="measures_all",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="rectificationitem",
            name="measures_done",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.RunSQL(KEEP_FIGURES, LEAVE_FIGURES),
        migrations.AddIndex(
            model_name="rectificationitem",
            index=models.Index(
                fields=["body", "state"],
                include=(
                    "kind",
                    "is_listed",
                    "is_basically_done",
                    "organization",
                    "issue",
                    "clock",
                    "measures_all",
                    "measures_done",
                ),
                name="item_body_state",
            ),
        ),
        migrations.AddIndex(
            model_name="rectificationitem",
            index=models.Index(fields=["body", "clock_due_on", "id"], name="item_body_due"),
        ),
    ]
