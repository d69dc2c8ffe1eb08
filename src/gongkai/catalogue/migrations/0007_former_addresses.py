"""Addresses that columns and topics had, which lead on to those that they have now."""

from django.db import migrations, models

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import Rows, as_parent, in_read, in_write, public_reads
from gongkai.isolation.roles import Role


def kept(table, column):
    return Rows(
        role=Role.DESK,
        read=in_read("organ_id"),
        insert=f"{in_write('organ_id')} AND {as_parent(table, column)}",
    )


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def tied(to, label, *, related_name="+"):
    return models.ForeignKey(to, models.PROTECT, related_name=related_name, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_changes"), ("organs", "0007_former_slugs")]

    operations = [
        migrations.CreateModel(
            name="FormerPath",
            fields=[
                ("id", key()),
                ("path", models.CharField(max_length=160, verbose_name="原网址路径")),
                ("organ", tied("organs.organ", "机关")),
                ("column", tied("catalogue.column", "栏目", related_name="former_paths")),
            ],
            options={
                "verbose_name": "栏目原网址",
                "constraints": [models.UniqueConstraint(fields=("organ", "path"), name="former_path_once")],
            },
        ),
        migrations.CreateModel(
            name="FormerTopicSlug",
            fields=[
                ("id", key()),
                ("slug", models.CharField(max_length=40, verbose_name="原网址名")),
                ("organ", tied("organs.organ", "机关")),
                ("topic", tied("catalogue.topic", "专题", related_name="former_slugs")),
            ],
            options={
                "verbose_name": "专题原网址",
                "constraints": [
                    models.UniqueConstraint(fields=("organ", "slug"), name="former_topic_slug_once")
                ],
            },
        ),
        Protect("catalogue_formerpath", kept("catalogue_column", "column_id"), public_reads()),
        Protect("catalogue_formertopicslug", kept("catalogue_topic", "topic_id"), public_reads()),
    ]
