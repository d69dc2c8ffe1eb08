"""督办, and the index by which a re-reply that was ordered is found among closed requests."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import Rows, as_parent, in_read, in_write
from gongkai.isolation.roles import Role
from gongkai.sealing import SealedField

OF_REQUEST = as_parent("requests_inforequest", "request_id")
# The organ above writes in its own name; whoever sees the request sees how it was urged.
URGINGS = Rows(
    role=Role.DESK,
    read=f"{in_read('organ_id')} OR {OF_REQUEST}",
    insert=f"{in_write('organ_id')} AND {OF_REQUEST}",
)


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0005_closed_organs"),
        ("requests", "0004_follow"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Urging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", SealedField(verbose_name="督办意见")),
                ("urged_on", models.DateField(verbose_name="日期")),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                        verbose_name="督办机关",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urgings",
                        to="requests.inforequest",
                        verbose_name="申请",
                    ),
                ),
                (
                    "urged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="督办人",
                    ),
                ),
            ],
            options={"verbose_name": "督办"},
        ),
        migrations.AddIndex(
            model_name="urging", index=models.Index(fields=["organ", "-id"], name="urging_recent")
        ),
        migrations.AddIndex(
            model_name="inforequest",
            index=models.Index(
                condition=models.Q(("state", "A3")),
                fields=["organ", "next_limit_on"],
                name="request_reordered",
            ),
        ),
        Protect("requests_urging", URGINGS),
    ]
