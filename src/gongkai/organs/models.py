"""Organs as a tree, their units and leading posts, and the people who work for them."""

from typing import Protocol

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from rules.permissions import has_perm

from gongkai.law.remedies import OrganKind


class Organ(models.Model):
    """A government organ 机关 that publishes and answers on its own."""

    class Level(models.TextChoices):
        STATE = "state", "国家级"
        PROVINCE = "province", "省级"
        CITY = "city", "市级"
        COUNTY = "county", "县级"
        TOWNSHIP = "township", "乡镇级"

    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name="上级机关"
    )
    name = models.CharField("机关全称", max_length=120)
    short_name = models.CharField("简称", max_length=40)
    slug = models.SlugField("网址名", max_length=40, unique=True)
    level = models.CharField("层级", max_length=12, choices=Level)
    kind = models.CharField(
        "机关类型", max_length=32, choices=[(kind.value, kind.label) for kind in OrganKind]
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    region_code = models.CharField("行政区划代码", max_length=12)
    site_code = models.CharField("网站标识码", max_length=10, blank=True)
    icp_number = models.CharField("ICP备案号", max_length=40, blank=True, default="", db_default="")
    police_number = models.CharField("公安备案号", max_length=40, blank=True, default="", db_default="")
    document_code = models.CharField("机关代字", max_length=20, blank=True)
    calendar_region = models.CharField("工作日历地区", max_length=12, default="CN")
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "机关"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(superior=models.F("id")), name="organ_not_its_own_superior"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def organ_id(self) -> int:
        """The organ in whose chain the acts about this row stand: itself."""
        return self.pk


class FormerSlug(models.Model):
    """原网址名: an address that an organ had; it leads on to the organ, and no other takes it."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="former_slugs", verbose_name="机关")
    slug = models.SlugField("原网址名", max_length=40, unique=True)

    class Meta:
        verbose_name = "原网址名"

    def __str__(self) -> str:
        return self.slug


class Unit(models.Model):
    """内设机构: a part of an organ, such as the disclosure office."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="units", verbose_name="机关")
    name = models.CharField("名称", max_length=60)
    is_disclosure_office = models.BooleanField("政府信息公开工作机构", default=False)
    phone = models.CharField("电话", max_length=40, blank=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "内设机构"
        constraints = [
            models.UniqueConstraint(fields=["organ", "name"], name="unit_name_once"),
            models.UniqueConstraint(
                fields=["organ"], condition=models.Q(is_disclosure_office=True), name="one_disclosure_office"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LeadingPost(models.Model):
    """A post of the leading group for disclosure 政务公开领导小组, and who holds it."""

    class Post(models.TextChoices):
        LEADER = "leader", "组长"
        DEPUTY = "deputy", "副组长"
        MEMBER = "member", "成员"
        OFFICE = "office", "办公室承担机构"

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="leading_posts", verbose_name="机关")
    post = models.CharField("职务", max_length=12, choices=Post)
    holder = models.CharField("姓名或机构", max_length=60)
    title = models.CharField("行政职务", max_length=60, blank=True)
    since_on = models.DateField("自")
    until_on = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = "领导小组职务"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("since_on")),
                name="post_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()} {self.holder}"


class Standing(Protocol):
    """A person's roles on a day, as ``queries.standing`` finds them."""

    def has(self, role: "Role", organ_id: int) -> bool: ...

    def has_anywhere(self, role: "Role") -> bool: ...

    def looks_after(self, organ_id: int) -> bool: ...

    def supervises(self, organ_id: int) -> bool: ...


class UserManager(BaseUserManager["User"]):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who works with gongkai, or the system itself."""

    SYSTEM_EMAIL = "system@gongkai.invalid"

    organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="people", verbose_name="所在机关"
    )
    email = models.EmailField("电子邮箱", max_length=254)
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("电话", max_length=40, blank=True)
    is_active = models.BooleanField("启用", default=True)
    invited_at = models.DateTimeField("邀请时间", null=True, blank=True)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    # What this person may do today: set by whoever knows the day (``queries.standing``).
    standing: "Standing | None" = None

    class Meta:
        verbose_name = "用户"
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, permission: str, about: object = None) -> bool:
        """Whether the rules allow this person an act, about a row where one is given."""
        return self.is_active and bool(has_perm(permission, self, about))

    @property
    def is_awaited(self) -> bool:
        """Whether this person was invited and has never come."""
        return self.is_active and self.last_login is None and not self.has_usable_password()

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and bool(has_perm(app_label, self))


class Role(models.TextChoices):
    """What a person may do for an organ."""

    CLERK = "clerk", "经办人"
    REVIEWER = "reviewer", "审核人"
    HEAD = "head", "政府信息公开工作机构负责人"
    LEADER = "leader", "分管领导"
    SECRECY = "secrecy", "保密审查员"
    LEGAL = "legal", "法制审核员"
    PUBLISHER = "publisher", "发布员"
    SUPERVISOR = "supervisor", "下级机关监督员"
    AUDITOR = "auditor", "审计员"
    ADMINISTRATOR = "administrator", "系统管理员"


class Appointment(models.Model):
    """A person's role in an organ, from a day on."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name="人员")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="appointments", verbose_name="机关")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name="内设机构"
    )
    role = models.CharField("角色", max_length=16, choices=Role)
    since_on = models.DateField("自")
    until_on = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = "任职"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organ", "role"],
                condition=models.Q(until_on__isnull=True),
                name="one_running_appointment",
            ),
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gte=models.F("since_on")),
                name="appointment_ends_after_it_begins",
            ),
        ]
        # who may do what, asked on every request of a person
        indexes = [models.Index(fields=["user", "organ"], name="appointment_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.get_role_display()}"
