"""Who follows a request by its query code reads, too, what happened to it: its moves, without their words."""

from django.db import migrations

from gongkai.isolation.roles import Role

# Only moves of the procedure; who looked at what in the house is none of the public's business.
FOLLOWED = """
act LIKE 'law.%' AND EXISTS (
    SELECT 1 FROM requests_inforequest AS told
    WHERE told.id = CASE WHEN about LIKE 'requests.inforequest:%'
                         THEN split_part(about, ':', 2)::bigint END)
"""


class Migration(migrations.Migration):
    dependencies = [("requests", "0003_counted"), ("ledger", "0002_protect")]

    operations = [
        migrations.RunSQL(
            f"CREATE POLICY portal_select ON ledger_entry FOR SELECT TO {Role.PORTAL} USING ({FOLLOWED});"
            f" GRANT SELECT ON ledger_entry TO {Role.PORTAL}",
            f"DROP POLICY portal_select ON ledger_entry; REVOKE SELECT ON ledger_entry FROM {Role.PORTAL}",
        )
    ]
