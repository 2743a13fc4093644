from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

from accounts.sql.words import fill, index_pieces


class Migration(migrations.Migration):
    """Beside the work of the site: rows are filled some at a time, indexes built without a lock."""

    atomic = False
    dependencies = [("inspections", "0009_words_of_issues_and_papers")]

    operations = [
        migrations.RunPython(fill("inspections_issue"), migrations.RunPython.noop),
        migrations.RunPython(fill("inspections_workingpaper"), migrations.RunPython.noop),
        migrations.RunSQL(*index_pieces("inspections_issue", "issue_words")),
        migrations.RunSQL(*index_pieces("inspections_workingpaper", "paper_words")),
        AddIndexConcurrently(
            model_name="issue",
            index=models.Index(fields=["body", "number"], name="issue_body_number"),
        ),
    ]
