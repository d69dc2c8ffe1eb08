"""The numbers under which an organ's site is registered, which its pages show."""

from django.db import migrations, models


def number(label):
    return models.CharField(label, max_length=40, blank=True, default="", db_default="")


class Migration(migrations.Migration):
    dependencies = [("organs", "0005_closed_organs")]

    operations = [
        migrations.AddField("organ", "icp_number", number("ICP备案号")),
        migrations.AddField("organ", "police_number", number("公安备案号")),
    ]
