from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("inspections", "0010_words_are_found")]

    operations = [
        AddIndexConcurrently(
            model_name="issue",
            index=models.Index(fields=["body", "id"], name="issue_in_body"),
        ),
        AddIndexConcurrently(
            model_name="workingpaper",
            index=models.Index(fields=["body", "id"], include=("state",), name="paper_in_body"),
        ),
    ]
