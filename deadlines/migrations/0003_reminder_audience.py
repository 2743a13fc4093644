from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_rules_are_kept")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="audience",
            field=models.CharField(
                choices=[
                    ("handler", "handler"),
                    ("leader", "responsible leader"),
                    ("head", "head of the unit"),
                    ("office", "inspection office"),
                ],
                default="handler",
                max_length=10,
                verbose_name="reminded as",
            ),
            preserve_default=False,
        ),
    ]
