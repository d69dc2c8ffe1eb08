"""Nobody is asked at an organ that closed: its letterhead is public no longer, as its people and offices."""

from django.db import migrations

IN_USE = "EXISTS (SELECT 1 FROM organs_organ AS parent WHERE parent.id = organ_id AND parent.is_active)"
PARENT = "EXISTS (SELECT 1 FROM organs_organ AS parent WHERE parent.id = organ_id)"
POLICY = "ALTER POLICY portal_select ON letters_letterhead USING"


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_waiting"), ("organs", "0005_closed_organs")]

    operations = [migrations.RunSQL(f"{POLICY} ({IN_USE})", f"{POLICY} ({PARENT})")]
