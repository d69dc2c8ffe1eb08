"""Topics, the guide's paragraphs, and when a publication was marked as repealed or the like; all public."""

from django.db import migrations, models

from gongkai.isolation.operations import Protect
from gongkai.isolation.policies import Rows, as_parent, in_read, in_write, public_reads, staff
from gongkai.isolation.roles import Role

OF_TOPIC = f"{in_write('organ_id')} AND {as_parent('catalogue_topic', 'topic_id')}"
ENTRIES = Rows(role=Role.DESK, read=in_read("organ_id"), insert=OF_TOPIC, update=OF_TOPIC, delete=OF_TOPIC)
KEPT = Rows(role=Role.DESK, read=in_read("organ_id"), insert=in_write("organ_id"))


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def tied(to, label, *, related_name):
    return models.ForeignKey(to, models.PROTECT, related_name=related_name, verbose_name=label)


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_place"),
        ("organs", "0005_closed_organs"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="marked_on",
            field=models.DateField(blank=True, null=True, verbose_name="有效性标注日期"),
        ),
        migrations.AddField(
            model_name="publication",
            name="marking",
            field=models.CharField(blank=True, max_length=300, verbose_name="有效性标注说明"),
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", key()),
                ("name", models.CharField(max_length=60, verbose_name="专题名称")),
                ("slug", models.CharField(max_length=40, verbose_name="网址名")),
                ("description", models.CharField(blank=True, max_length=300, verbose_name="专题说明")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="顺序")),
                ("archived_on", models.DateField(blank=True, null=True, verbose_name="归档日期")),
                (
                    "organ",
                    tied("organs.organ", "机关", related_name="topics"),
                ),
            ],
            options={
                "verbose_name": "专题",
            },
        ),
        migrations.CreateModel(
            name="TopicEntry",
            fields=[
                ("id", key()),
                ("position", models.PositiveIntegerField(default=0, verbose_name="顺序")),
                (
                    "organ",
                    tied("organs.organ", "机关", related_name="+"),
                ),
                (
                    "publication",
                    tied("catalogue.publication", "发布内容", related_name="topic_entries"),
                ),
                (
                    "topic",
                    tied("catalogue.topic", "专题", related_name="entries"),
                ),
            ],
            options={
                "verbose_name": "专题条目",
            },
        ),
        migrations.CreateModel(
            name="GuideVersion",
            fields=[
                ("id", key()),
                ("number", models.PositiveIntegerField(verbose_name="版本")),
                ("texts", models.JSONField(default=dict, verbose_name="段落")),
                ("made_at", models.DateTimeField(verbose_name="保存时间")),
                (
                    "organ",
                    tied("organs.organ", "机关", related_name="+"),
                ),
            ],
            options={
                "verbose_name": "公开指南版本",
                "constraints": [
                    models.UniqueConstraint(fields=("organ", "number"), name="guide_version_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(fields=("organ", "slug"), name="topic_slug_once"),
        ),
        migrations.AddConstraint(
            model_name="topicentry",
            constraint=models.UniqueConstraint(fields=("topic", "publication"), name="topic_entry_once"),
        ),
        Protect("catalogue_topic", staff(), public_reads()),
        Protect("catalogue_topicentry", ENTRIES, public_reads()),
        Protect("catalogue_guideversion", KEPT, public_reads()),
    ]
