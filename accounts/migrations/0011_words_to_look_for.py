from django.db import migrations

from accounts.sql import words


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_content_of_a_key")]

    operations = [migrations.RunSQL(words.CREATE, words.DROP)]
