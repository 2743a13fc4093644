from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_grounds_of_notices")]

    operations = [
        # Those written before: whatever the person held when it came.
        migrations.RunSQL(
            """
            UPDATE accounts_notice SET under = (
                SELECT array_agg(duty.role || '/' || duty.organization_id || '/'
                                 || coalesce(duty.authorization_id::text, ''))
                FROM accounts_duty duty
                WHERE duty.person_id = recipient_id AND duty.granted_at <= created_at
                  AND (duty.revoked_at IS NULL OR duty.revoked_at > created_at)
            )
            """,
            migrations.RunSQL.noop,
        ),
    ]
