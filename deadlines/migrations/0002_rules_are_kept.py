from django.db import migrations

from deadlines import sql


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]

    operations = [migrations.RunSQL(sql.KEEP_RULES, sql.RELEASE_RULES)]
