from django.db import migrations

from documents.sql import frozen


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunSQL(frozen.CREATE, frozen.DROP)]
