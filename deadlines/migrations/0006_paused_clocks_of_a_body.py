from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("deadlines", "0005_clocks_of_a_body")]

    operations = [
        AddIndexConcurrently(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("paused_on__isnull", False), ("stopped_on", None)),
                fields=["body"],
                name="clock_paused",
            ),
        ),
    ]
