from django.db import migrations


def create(apps, schema_editor):
    apps.get_model("organs", "User").objects.create(
        email="system@gongkai.invalid", name="系统", password="!", is_active=False
    )


class Migration(migrations.Migration):
    dependencies = [("organs", "0003_gate")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
