"""Opening and changing organs, units, posts and people: who may work for whom, from when."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, models, transaction

from gongkai.isolation import scope
from gongkai.ledger.actions import RefusedError, action, lock, record
from gongkai.organs.events import (
    InvitationRenewed,
    LeadingPostEnded,
    LeadingPostFilled,
    OrganChanged,
    OrganOpened,
    RoleEnded,
    RoleGiven,
    UnitChanged,
    UnitOpened,
    UserChanged,
    UserInvited,
    UserReinstated,
    UserSuspended,
)
from gongkai.organs.models import Appointment, FormerSlug, LeadingPost, Organ, Role, Unit, User
from gongkai.organs.queries import running


class TakenError(RefusedError):
    """A name, code or address that must be unique is in use."""


class LastAdministratorError(RefusedError):
    """An organ would be left without anybody who can look after it."""

    def __init__(self) -> None:
        super().__init__("本机关至少要有一名系统管理员。请先任命另一名系统管理员，再作此调整。")


class InUseError(RefusedError):
    """What is to be closed or changed still has a duty that it must keep."""


class EndedError(RefusedError):
    """What is to be changed has ended already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganFacts:
    """What an organ is, as its administrator states it."""

    name: str
    short_name: str
    slug: str
    level: str
    kind: str
    credit_code: str
    region_code: str
    site_code: str = ""
    icp_number: str = ""
    police_number: str = ""
    document_code: str = ""
    calendar_region: str = "CN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who somebody is, as the administrator states it."""

    email: str
    name: str
    phone: str = ""


@action
def open_organ(superior: Organ | None, facts: OrganFacts, *, on: date, by: User) -> Organ:
    """Enter an organ below its superior; whoever does so may then look after it.

    Raises:
        TakenError: an organ with this credit code or address exists, or had the address.
    """
    _check_organ(Organ.objects.all(), facts)
    organ = Organ.objects.create(superior=superior, **_fields(facts))
    _look_after(organ)
    record(
        OrganOpened(
            name=facts.name, credit_code=facts.credit_code, superior=superior.pk if superior else None
        ),
        about=organ,
        on=on,
        by=by,
    )
    return organ


@action
def change_organ(
    organ: Organ, facts: OrganFacts, *, on: date, by: User, expected: int | None = None
) -> Organ:
    """Change what is known of an organ; an address that it had leads on to the new one.

    Raises:
        TakenError: as ``open_organ``.
        ChangedMeanwhileError: somebody acted on it after ``expected`` entries.
    """
    lock(organ)
    _check_organ(Organ.objects.exclude(pk=organ.pk), facts)
    before, after = _change(organ, _fields(facts))
    if "slug" in before:
        FormerSlug.objects.get_or_create(organ=organ, slug=before["slug"])
    record(OrganChanged(before=before, after=after), about=organ, on=on, by=by, expected=expected)
    return organ


@action
def open_unit(
    organ: Organ, name: str, *, is_disclosure_office: bool = False, phone: str = "", on: date, by: User
) -> Unit:
    """Enter a unit of an organ.

    Raises:
        TakenError: the organ has a unit of this name, or a disclosure office already.
    """
    lock(organ)  # so that two units entered at once see each other
    _check_unit(Unit.objects.filter(organ=organ), name, is_disclosure_office)
    unit = Unit.objects.create(organ=organ, name=name, is_disclosure_office=is_disclosure_office, phone=phone)
    record(UnitOpened(name=name, is_disclosure_office=is_disclosure_office), about=unit, on=on, by=by)
    return unit


@action
def change_unit(
    unit: Unit, *, on: date, by: User, expected: int | None = None, **changes: str | bool
) -> Unit:
    """Change a unit's name, phone, duty, or whether it still exists.

    Raises:
        TakenError: as ``open_unit``.
        InUseError: the disclosure office is to be closed. 《条例》第四条 wants each organ to have one.
        ChangedMeanwhileError: somebody acted on it after ``expected`` entries.
    """
    lock(unit)
    if changes.get("is_active") is False and unit.is_disclosure_office:
        raise InUseError(f"“{unit.name}”是政府信息公开工作机构。请先在修改页取消它的这一职责，再撤销。")
    others = Unit.objects.filter(organ_id=unit.organ_id).exclude(pk=unit.pk)
    _check_unit(
        others,
        str(changes.get("name", unit.name)),
        bool(changes.get("is_disclosure_office", unit.is_disclosure_office)),
    )
    before, after = _change(unit, changes)
    record(UnitChanged(before=before, after=after), about=unit, on=on, by=by, expected=expected)
    return unit


@action
def fill_post(
    organ: Organ, post: str, holder: str, *, title: str = "", since_on: date, on: date, by: User
) -> LeadingPost:
    """Name who holds a post of the leading group, from a day on."""
    filled = LeadingPost.objects.create(organ=organ, post=post, holder=holder, title=title, since_on=since_on)
    record(LeadingPostFilled(post=post, holder=holder, since_on=since_on), about=filled, on=on, by=by)
    return filled


@action
def end_post(filled: LeadingPost, *, until_on: date, on: date, by: User) -> LeadingPost:
    """End the holding of a post.

    Raises:
        EndedError: it had ended, or would end before it began.
    """
    lock(filled)
    if filled.until_on is not None:
        raise EndedError(f"此职务已于{filled.until_on}结束，无需再次结束。")
    if until_on < filled.since_on:
        raise EndedError(f"结束日期不能早于任职日期{filled.since_on}，请核对。")
    filled.until_on = until_on
    filled.save(update_fields=["until_on"])
    record(LeadingPostEnded(until_on=until_on), about=filled, on=on, by=by)
    return filled


@action
def invite(
    organ: Organ,
    person: Person,
    *,
    roles: Sequence[Role],
    unit: Unit | None = None,
    on: date,
    at: datetime,
    by: User,
) -> User:
    """Enter a person with roles; a mail asks the person to choose a password.

    Raises:
        TakenError: somebody has this e-mail address.
        RefusedError: no role is given.
    """
    if not roles:
        raise RefusedError("请至少选择一个角色，否则此人登录后什么也不能办理。")
    if User.objects.filter(email__iexact=person.email).exists():
        raise TakenError(f"电子邮箱“{person.email}”已有用户使用，请核对；如是同一人，请直接为其增加角色。")
    user = User(organ=organ, email=person.email, name=person.name, phone=person.phone, invited_at=at)
    user.set_unusable_password()
    with _address_is_free(person.email):
        user.save()
    record(UserInvited(roles=tuple(roles)), about=user, on=on, by=by)
    for role in roles:
        give_role(user, organ, role, unit=unit, since_on=on, on=on, by=by)
    return user


@action
def renew_invitation(user: User, *, on: date, at: datetime, by: User) -> User:
    """Send the invitation again.

    Raises:
        EndedError: the person has come already, or is suspended.
    """
    lock(user)
    if not user.is_awaited:
        raise EndedError("此用户已设置密码、登录过或者已停用，不需要再次邀请。如忘记密码，可在登录页找回。")
    user.invited_at = at
    user.save(update_fields=["invited_at"])
    record(InvitationRenewed(), about=user, on=on, by=by)
    return user


@action
def change_person(
    user: User, person: Person, *, on: date, at: datetime, by: User, expected: int | None = None
) -> User:
    """Correct what is known of a person; whose address changes is invited anew.

    Raises:
        InUseError: the address is to change of somebody who logs in with it already.
        TakenError: somebody else has this e-mail address.
        ChangedMeanwhileError: somebody acted on this person after ``expected`` entries.
    """
    lock(user)
    moves = user.email != person.email
    if moves and not user.is_awaited:
        raise InUseError("此人已经用这个邮箱登录，不能改动。换了邮箱的，请按新邮箱另行邀请，再停用原账号。")
    with _address_is_free(person.email):
        before, _ = _change(user, {name: getattr(person, name) for name in Person.__slots__})
    record(UserChanged(fields=tuple(before)), about=user, on=on, by=by, expected=expected)
    if moves:
        renew_invitation(user, on=on, at=at, by=by)
    return user


@action
def suspend(user: User, *, on: date, by: User) -> User:
    """Let a person no longer log in; what this person did stays.

    Raises:
        LastAdministratorError: an organ would lose its only administrator.
    """
    lock(user)
    if not user.is_active:
        raise EndedError("此用户已经停用。")
    for held in running(on).filter(user=user, role=Role.ADMINISTRATOR):
        _keep_an_administrator(held, on=on)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(UserSuspended(), about=user, on=on, by=by)
    return user


@action
def reinstate(user: User, *, on: date, by: User) -> User:
    """Let a suspended person log in again."""
    lock(user)
    if user.is_active:
        raise EndedError("此用户没有停用。")
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(UserReinstated(), about=user, on=on, by=by)
    return user


@action
def give_role(
    user: User, organ: Organ, role: Role, *, unit: Unit | None = None, since_on: date, on: date, by: User
) -> Appointment:
    """Give a person a role in an organ, from a day on.

    Raises:
        TakenError: the person holds it already.
        EndedError: the person is suspended.
    """
    lock(organ)  # so that a role given twice at once is noticed
    if not user.is_active:
        raise EndedError(f"{user.name}已经停用，不能授予角色。请先恢复，再授予。")
    if Appointment.objects.filter(user=user, organ=organ, role=role, until_on__isnull=True).exists():
        raise TakenError(f"{user.name}已经是{Role(role).label}。")
    given = Appointment.objects.create(user=user, organ=organ, role=role, unit=unit, since_on=since_on)
    record(
        RoleGiven(user=user.pk, role=role, unit=unit.pk if unit else None, since_on=since_on),
        about=given,
        on=on,
        by=by,
    )
    return given


@action
def end_role(given: Appointment, *, until_on: date, on: date, by: User) -> Appointment:
    """End a role; the day given is its last.

    Raises:
        EndedError: it had ended, or would end before it began.
        LastAdministratorError: the organ would lose its only administrator.
    """
    lock(given)
    if given.until_on is not None:
        raise EndedError(f"此角色已于{given.until_on}结束，无需再次结束。")
    if until_on < given.since_on:
        raise EndedError(f"结束日期不能早于开始日期{given.since_on}，请核对。")
    if given.role == Role.ADMINISTRATOR:
        _keep_an_administrator(given, on=until_on)
    given.until_on = until_on
    given.save(update_fields=["until_on"])
    record(RoleEnded(user=given.user_id, role=given.role, until_on=until_on), about=given, on=on, by=by)
    return given


def _look_after(organ: Organ) -> None:
    now = scope.current()
    mine = frozenset({organ.pk})
    scope.take(replace(now, organs=now.organs | mine, writes=now.writes | mine))


def _keep_an_administrator(held: Appointment, *, on: date) -> None:
    lasting = running(on).filter(organ_id=held.organ_id, role=Role.ADMINISTRATOR, until_on__isnull=True)
    if not lasting.exclude(user_id=held.user_id).exists():
        raise LastAdministratorError


@contextmanager
def _address_is_free(email: str) -> Iterator[None]:
    """Also where the person who has the address works for an organ that must not be seen."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise TakenError(
            f"电子邮箱“{email}”已有用户使用，可能是其他机关的人员，请核对；"
            "如是同一人，请联系两个机关共同的上级机关，由其系统管理员授予角色。"
        ) from error


def _check_organ(others: models.QuerySet[Organ], facts: OrganFacts) -> None:
    for field, label in (("credit_code", "统一社会信用代码"), ("slug", "网址名")):
        if others.filter(**{field: getattr(facts, field)}).exists():
            raise TakenError(f"{label}“{getattr(facts, field)}”已被其他机关使用，请核对。")
    kept = FormerSlug.objects.filter(slug=facts.slug, organ__in=others).select_related("organ").first()
    if kept:
        raise TakenError(
            f"网址名“{kept.slug}”是“{kept.organ.name}”用过的，原来的网址要继续通向它，请换一个网址名。"
        )


def _check_unit(others: models.QuerySet[Unit], name: str, is_disclosure_office: bool) -> None:  # noqa: FBT001  a fact of the unit
    if others.filter(name=name).exists():
        raise TakenError(f"已有名为“{name}”的内设机构，请换一个名称。")
    if is_disclosure_office and (office := others.filter(is_disclosure_office=True).first()):
        raise TakenError(f"本机关的政府信息公开工作机构是“{office.name}”，请先取消它的这一职责。")


def _fields(facts: OrganFacts) -> dict[str, str]:
    return {name: getattr(facts, name) for name in OrganFacts.__slots__}


def _change(
    row: models.Model, wanted: dict[str, str | bool] | dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        raise RefusedError("没有改动，无需保存。")
    before = {name: str(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=list(changed))
    return before, {name: str(value) for name, value in changed.items()}
