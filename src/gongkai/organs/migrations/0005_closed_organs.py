"""The name of an organ that closed stays public, since what it published stays; its people and offices go."""

from django.db import migrations

IN_USE = "EXISTS (SELECT 1 FROM organs_organ AS parent WHERE parent.id = organ_id AND parent.is_active)"
PARENT = "EXISTS (SELECT 1 FROM organs_organ AS parent WHERE parent.id = organ_id)"
OFFICE = "is_disclosure_office AND is_active AND "


def reads(table, now, before):
    policy = f"ALTER POLICY portal_select ON {table} USING"
    return migrations.RunSQL(f"{policy} ({now})", f"{policy} ({before})")


class Migration(migrations.Migration):
    dependencies = [("organs", "0004_system_user")]

    operations = [
        reads("organs_leadingpost", IN_USE, PARENT),
        reads("organs_unit", OFFICE + IN_USE, OFFICE + PARENT),
        reads("organs_organ", "true", "is_active"),
    ]
