from django.db import migrations

from accounts.sql import guardian


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_form_drafts"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
    ]

    operations = [migrations.RunSQL(guardian.CREATE, guardian.DROP)]
