from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("rectification", "0006_words_are_found")]

    operations = [
        AddIndexConcurrently(
            model_name="rectificationitem",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)),
                fields=["body", "closed_at"],
                name="item_closed_in_body",
            ),
        ),
        AddIndexConcurrently(
            model_name="rectificationitem",
            index=models.Index(
                condition=models.Q(("from_committee", True)),
                fields=["body"],
                name="item_of_committee",
            ),
        ),
    ]
