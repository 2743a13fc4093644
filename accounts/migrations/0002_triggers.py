from django.db import migrations

from accounts.sql import duty, journal


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(journal.CREATE, journal.DROP),
        migrations.RunSQL(duty.CREATE, duty.DROP),
    ]
