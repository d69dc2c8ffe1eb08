"""The numbers under which an organ's site is registered, which its pages show."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0005_closed_organs"),
    ]

    operations = [
        migrations.AddField(
            model_name="organ",
            name="icp_number",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=40, verbose_name="ICP备案号"
            ),
        ),
        migrations.AddField(
            model_name="organ",
            name="police_number",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=40, verbose_name="公安备案号"
            ),
        ),
    ]
