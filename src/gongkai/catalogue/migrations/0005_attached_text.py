"""Let the public read the text of attachments that are out: the search looks in it."""

from django.db import migrations

from gongkai.isolation.roles import Role

PUBLISHED = """EXISTS (
    SELECT 1 FROM files_file AS use JOIN catalogue_publishedfile AS out ON out.file_id = use.id
    WHERE use.stored_id = files_extract.stored_id
)"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_topics"), ("files", "0002_protect")]

    operations = [
        migrations.RunSQL(
            f"CREATE POLICY portal_select_published ON files_extract FOR SELECT TO {Role.PORTAL}"
            f" USING ({PUBLISHED}); GRANT SELECT ON files_extract TO {Role.PORTAL}",
            f"REVOKE SELECT ON files_extract FROM {Role.PORTAL};"
            " DROP POLICY portal_select_published ON files_extract",
        )
    ]
