"""Addresses that organs had, which lead on to those that they have now; everybody may follow them."""

from django.db import migrations, models

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import ALL, Rows, in_write, public_reads
from gongkai.isolation.roles import Role

# Whoever opens an organ must be told which addresses are taken, whosever they were.
KEPT = Rows(role=Role.DESK, read=ALL, insert=in_write("organ_id"))


class Migration(migrations.Migration):
    dependencies = [("organs", "0006_site_numbers")]

    operations = [
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=40, unique=True, verbose_name="原网址名")),
                (
                    "organ",
                    models.ForeignKey(
                        "organs.organ",
                        models.PROTECT,
                        related_name="former_slugs",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={"verbose_name": "原网址名"},
        ),
        Protect("organs_formerslug", KEPT, public_reads()),
    ]
