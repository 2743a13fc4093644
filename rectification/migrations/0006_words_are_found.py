from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

from accounts.sql.words import fill, index_pieces


class Migration(migrations.Migration):
    """Beside the work of the site: rows are filled some at a time, the index built without a lock."""

    atomic = False
    dependencies = [("rectification", "0005_words_of_items")]

    operations = [
        migrations.RunPython(fill("rectification_rectificationitem"), migrations.RunPython.noop),
        migrations.RunSQL(*index_pieces("rectification_rectificationitem", "item_words")),
        AddIndexConcurrently(
            model_name="rectificationitem",
            index=models.Index(
                name="item_due_in_body", fields=["body", "clock_due_on", "id"], include=("state",)
            ),
        ),
        RemoveIndexConcurrently(model_name="rectificationitem", name="item_body_due"),
    ]
