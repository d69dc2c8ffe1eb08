"""Columns, items on their way, every version of them, and the publications that the public reads."""

from django.db import models

from gongkai.catalogue.choices import (
    ATTRIBUTES,
    CLASS_CHOICES,
    GROUND_CHOICES,
    Conclusion,
    Cycle,
    FindingKind,
    Genre,
    State,
    Validity,
    Verdict,
)
from gongkai.law.disclosure import Attribute
from gongkai.sealing import SealedField

LONGEST_TITLE = 300
UNDER_REVIEW = (State.FIRST, State.SECOND, State.FINAL, State.SECRECY)
ON_THE_WAY = (State.DRAFT, *UNDER_REVIEW, State.READY, State.SCHEDULED)


class Column(models.Model):
    """栏目: a place of the catalogue, with who keeps it and how often."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="columns", verbose_name="机关")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级栏目"
    )
    name = models.CharField("栏目名称", max_length=60)
    path = models.CharField("网址路径", max_length=160)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    duty = models.CharField("法定类别", max_length=8, choices=CLASS_CHOICES, blank=True)
    description = models.CharField("栏目说明", max_length=200, blank=True)
    keywords = models.CharField("栏目关键词", max_length=120, blank=True)
    unit = models.ForeignKey(
        "organs.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任机构"
    )
    cycle = models.CharField("更新周期", max_length=12, choices=Cycle, default=Cycle.AS_CHANGED)
    stale_after = models.PositiveSmallIntegerField("超过多少天没有更新即提醒", null=True, blank=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "栏目"
        constraints = [models.UniqueConstraint(fields=["organ", "path"], name="column_path_once")]
        # the tree of an organ, in its order
        indexes = [models.Index(fields=["organ", "parent", "position"], name="column_tree")]

    def __str__(self) -> str:
        return self.name


class FormerPath(models.Model):
    """原网址: a path that a column had; it leads on to the column, and no other takes it."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    column = models.ForeignKey(Column, models.PROTECT, related_name="former_paths", verbose_name="栏目")
    path = models.CharField("原网址路径", max_length=160)

    class Meta:
        verbose_name = "栏目原网址"
        constraints = [models.UniqueConstraint(fields=["organ", "path"], name="former_path_once")]

    def __str__(self) -> str:
        return self.path


class Numbering(models.Model):
    """索引号设置: in which form an organ numbers what it publishes, and under which code."""

    organ = models.OneToOneField(
        "organs.Organ", models.PROTECT, primary_key=True, related_name="+", verbose_name="机关"
    )
    form = models.CharField("索引号格式", max_length=32)
    code = models.CharField("机关代码", max_length=40)

    class Meta:
        verbose_name = "索引号设置"

    def __str__(self) -> str:
        return f"{self.form} {self.code}"


class IndexSeries(models.Model):
    """The last serial given in a year; locked while an item takes the next."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年份")
    last = models.PositiveIntegerField("最后一号", default=0)

    class Meta:
        verbose_name = "索引号编号"
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="index_series_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class Content(models.Model):
    """What an item says: the same in a draft, in each version, and in what the public reads."""

    title = models.CharField("标题", max_length=LONGEST_TITLE)
    document_number = models.CharField("文号", max_length=60, blank=True)
    makers = models.CharField("制作机关", max_length=300, blank=True)
    genre = models.CharField("体裁", max_length=16, choices=Genre, default=Genre.OTHER)
    summary = models.TextField("内容概述", blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    formed_on = models.DateField("成文日期")
    changed_on = models.DateField("变更日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    validity = models.CharField("有效性", max_length=16, choices=Validity, default=Validity.NOT_APPLICABLE)
    attribute = models.CharField(
        "公开属性", max_length=12, choices=ATTRIBUTES, default=Attribute.ACTIVE.value
    )
    ground = models.CharField("不予公开的依据", max_length=12, choices=GROUND_CHOICES, blank=True)
    reason = models.TextField("不主动公开的理由", blank=True)
    source_name = models.CharField("转载来源", max_length=120, blank=True)
    source_url = models.URLField("来源网址", max_length=300, blank=True)
    body = models.TextField("正文", blank=True)
    interprets = models.ForeignKey(
        "catalogue.Item", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="解读的文件"
    )

    class Meta:
        abstract = True


class Item(Content):
    """An item as staff work on it. What the public reads of it stands in its ``Publication``."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="items", verbose_name="机关")
    column = models.ForeignKey(Column, models.PROTECT, related_name="items", verbose_name="栏目")
    unit = models.ForeignKey(
        "organs.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任机构"
    )
    number = models.CharField("索引号", max_length=60, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField("版本", default=1)
    inspected = models.PositiveIntegerField("检查过的版本", default=0)
    drafted_on = models.DateField("拟稿日期")
    drafted_by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="拟稿人")
    submitted_by = models.ForeignKey(
        "organs.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送审人"
    )
    due_on = models.DateField("公开期限", null=True, blank=True)
    publish_at = models.DateTimeField("定时发布时间", null=True, blank=True)
    first_published_on = models.DateField("首次发布日期", null=True, blank=True)
    correction = models.CharField("更正说明", max_length=300, blank=True)
    review_on = models.DateField("下次评估日期", null=True, blank=True)

    class Meta:
        verbose_name = "公开条目"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"], condition=~models.Q(number=""), name="index_number_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.SCHEDULED) | models.Q(publish_at__isnull=False),
                name="scheduled_has_a_time",
            ),
        ]
        indexes = [
            # the list of an organ by state, the most pressing first
            models.Index(fields=["organ", "state", "due_on"], name="item_pressing"),
            # the list of an organ: newest first
            models.Index(fields=["organ", "-drafted_on", "-id"], name="item_recent"),
            models.Index(fields=["column", "-formed_on"], name="item_of_column"),
            # what is to be published at a time
            models.Index(
                fields=["publish_at"], condition=models.Q(state=State.SCHEDULED), name="item_scheduled"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether its words can be changed."""
        return self.state == State.DRAFT

    @property
    def is_late(self) -> bool:
        """Whether it was published for the first time after the last day."""
        return bool(self.due_on and self.first_published_on and self.first_published_on > self.due_on)


class Version(Content):
    """An item's words as they stood once; never changed."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions", verbose_name="条目")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    number = models.PositiveIntegerField("版本")
    column_name = models.CharField("栏目", max_length=60)
    attachments = models.JSONField("附件", default=list)
    made_at = models.DateTimeField("保存时间")
    made_by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="保存人")

    class Meta:
        verbose_name = "版本"
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.number}"


class Attachment(models.Model):
    """附件: a file that belongs to an item."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="attachments", verbose_name="条目")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("附件名称", max_length=120)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "附件"
        constraints = [models.UniqueConstraint(fields=["item", "file"], name="attachment_once")]

    def __str__(self) -> str:
        return self.name


class Remark(models.Model):
    """审核意见: what a reviewer decided about a version, and why."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="remarks", verbose_name="条目")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    version = models.PositiveIntegerField("版本")
    stage = models.CharField("环节", max_length=12, choices=State)
    verdict = models.CharField("结论", max_length=12, choices=Verdict)
    conclusion = models.CharField("保密审查结论", max_length=12, choices=Conclusion, blank=True)
    is_proofread = models.BooleanField("已校对", default=False)
    text = models.TextField("意见", blank=True)
    by = models.ForeignKey("organs.User", models.PROTECT, related_name="+", verbose_name="审核人")
    on = models.DateField("日期")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "审核意见"
        # the reviews of a version, in their order
        indexes = [models.Index(fields=["item", "version", "id"], name="remark_of_version")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.get_verdict_display()}"


class Finding(models.Model):
    """检查发现: something in the words or files of an item that must go, or be justified."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="findings", verbose_name="条目")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    fingerprint = models.CharField("指纹", max_length=64)
    kind = models.CharField("类别", max_length=16, choices=FindingKind)
    place = models.CharField("位置", max_length=200)
    told = SealedField("内容")
    justification = models.TextField("保留的理由", blank=True)
    justified_by = models.ForeignKey(
        "organs.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="说明人"
    )
    justified_on = models.DateField("说明日期", null=True, blank=True)

    class Meta:
        verbose_name = "检查发现"
        constraints = [models.UniqueConstraint(fields=["item", "fingerprint"], name="gate_finding_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.place}"


class Publication(Content):
    """What the public reads of an item; after a withdrawal only that there was something, and why it went."""

    item = models.OneToOneField(
        Item, models.PROTECT, primary_key=True, related_name="publication", verbose_name="条目"
    )
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="publications", verbose_name="机关"
    )
    column = models.ForeignKey(Column, models.PROTECT, related_name="publications", verbose_name="栏目")
    place = models.PositiveIntegerField("栏目内次序")
    number = models.CharField("索引号", max_length=60)
    unit_name = models.CharField("责任机构", max_length=60, blank=True)
    version = models.PositiveIntegerField("版本")
    published_at = models.DateTimeField("发布时间")
    due_on = models.DateField("公开期限", null=True, blank=True)
    corrected_at = models.DateTimeField("更正时间", null=True, blank=True)
    correction = models.CharField("更正说明", max_length=300, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawal = models.CharField("撤回说明", max_length=300, blank=True)
    marked_on = models.DateField("有效性标注日期", null=True, blank=True)
    marking = models.CharField("有效性标注说明", max_length=300, blank=True)
    # Given by the database at each writing: who reads on from the last one seen misses nothing.
    change = models.BigIntegerField("变更序号", default=0, editable=False)

    class Meta:
        verbose_name = "发布内容"
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="publication_number_once"),
            # the list pages of a column: each holds a stretch of places, which never shift
            models.UniqueConstraint(fields=["column", "place"], name="publication_place_once"),
            # the changes that mirrors follow
            models.UniqueConstraint(fields=["change"], name="publication_change_once"),
        ]
        indexes = [
            # the page of a column and its feed: newest first
            models.Index(
                fields=["column", "-published_at"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="publication_of_column",
            ),
            # the home page, the feed and the figures of an organ
            models.Index(fields=["organ", "-published_at"], name="publication_of_organ"),
            # the parts of an organ's sitemap: each holds a stretch of ids
            models.Index(fields=["organ", "item"], name="publication_by_item"),
            # the interpretations of a text
            models.Index(
                fields=["interprets"],
                condition=models.Q(interprets__isnull=False),
                name="publication_interprets",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_withdrawn(self) -> bool:
        """Whether only the trace is left."""
        return self.withdrawn_at is not None


class PublishedFile(models.Model):
    """An attachment that the public can fetch."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="files", verbose_name="发布内容"
    )
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    file = models.ForeignKey("files.File", models.PROTECT, related_name="+", verbose_name="文件")
    name = models.CharField("附件名称", max_length=120)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "公开的附件"
        constraints = [models.UniqueConstraint(fields=["publication", "file"], name="published_file_once")]
        # who of the public may fetch a file
        indexes = [models.Index(fields=["file"], name="published_file_of")]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """专题: publications on one matter, gathered from whatever columns; archived, it stays with a mark."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="topics", verbose_name="机关")
    name = models.CharField("专题名称", max_length=60)
    slug = models.CharField("网址名", max_length=40)
    description = models.CharField("专题说明", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    archived_on = models.DateField("归档日期", null=True, blank=True)

    class Meta:
        verbose_name = "专题"
        constraints = [models.UniqueConstraint(fields=["organ", "slug"], name="topic_slug_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_archived(self) -> bool:
        """Whether nothing more comes in; what is there can still be read."""
        return self.archived_on is not None


class FormerTopicSlug(models.Model):
    """原网址: an address that a topic had; it leads on to the topic, and no other takes it."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="former_slugs", verbose_name="专题")
    slug = models.CharField("原网址名", max_length=40)

    class Meta:
        verbose_name = "专题原网址"
        constraints = [models.UniqueConstraint(fields=["organ", "slug"], name="former_topic_slug_once")]

    def __str__(self) -> str:
        return self.slug


class TopicEntry(models.Model):
    """A publication in a topic."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="entries", verbose_name="专题")
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="topic_entries", verbose_name="发布内容"
    )
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    position = models.PositiveIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "专题条目"
        constraints = [models.UniqueConstraint(fields=["topic", "publication"], name="topic_entry_once")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.publication_id}"


class GuideVersion(models.Model):
    """The paragraphs of the guide 指南 that people write, as they stood once; the newest is read by all."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="机关")
    number = models.PositiveIntegerField("版本")
    texts = models.JSONField("段落", default=dict)
    made_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = "公开指南版本"
        constraints = [models.UniqueConstraint(fields=["organ", "number"], name="guide_version_once")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.number}"
