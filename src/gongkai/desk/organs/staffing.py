"""Who works for an organ: inviting, correcting, suspending, and giving and ending roles."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.desk.editing import Sheet, acted, edited, seen, sent
from gongkai.desk.http import StaffRequest, needs
from gongkai.desk.organs.finding import insist, kept_organ, organ_at, person_at
from gongkai.desk.organs.forms import AppointForm, EndForm, InviteForm, PersonForm, RoleForm
from gongkai.organs import actions
from gongkai.organs.models import Organ, User
from gongkai.organs.queries import staff

FORM = require_http_methods(["GET", "HEAD", "POST"])
ADMINISTER = "organs.administer"


@FORM
@needs(ADMINISTER)
def invite(request: StaffRequest, slug: str) -> HttpResponse:
    """Enter somebody new, who gets a mail with a link to choose a password."""
    organ = kept_organ(request, slug)
    form = InviteForm(organ, sent(request))
    return edited(
        request,
        form,
        lambda: actions.invite(
            organ,
            form.person,
            roles=form.chosen_roles,
            unit=form.chosen_unit,
            on=localdate(),
            at=now(),
            by=request.user,
        ),
        sheet=Sheet(
            title="邀请人员",
            hint=f"{organ.name}。系统给下面的邮箱发一封邮件，此人点邮件中的链接设置密码后即可登录。",
            label="发出邀请",
            back=_people(organ),
        ),
        told="邀请邮件正在发出。此人设置密码以前，状态显示为“待接受邀请”。",
        then=lambda: _people(organ),
    )


@FORM
@needs(ADMINISTER)
def appoint(request: StaffRequest, slug: str) -> HttpResponse:
    """Give a role to somebody who has an account, in this organ or in another that one looks after."""
    organ = kept_organ(request, slug)
    form = AppointForm(organ, sent(request), initial={"since_on": localdate()})
    return edited(
        request,
        form,
        lambda: _give(request, organ, form.cleaned_data["email"], form),
        sheet=Sheet(
            title="授予已有账号的人员角色",
            hint=f"{organ.name}。此人可以是其他机关的人员，例如同时负责几个机关的公开工作。",
            label="授予角色",
            back=_people(organ),
        ),
        told="角色已授予。",
        then=lambda: _page(organ, form.cleaned_data["email"]),
    )


@FORM
@needs(ADMINISTER)
def change_person(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Correct somebody's name, address or telephone."""
    organ, person = _kept_person(request, slug, pk)
    form = PersonForm(sent(request), initial={name: getattr(person, name) for name in PersonForm.base_fields})
    return edited(
        request,
        form,
        lambda: actions.change_person(
            person, form.person, on=localdate(), at=now(), by=request.user, expected=seen(request)
        ),
        sheet=Sheet(
            title=f"修改人员信息：{person.name}",
            hint="还没有接受邀请的，可以改邮箱；改后系统自动向新邮箱重新发出邀请，原来的链接作废。",
            label="保存",
            back=_page(organ, person),
            about=person,
        ),
        told="人员信息已保存。",
        then=lambda: _page(organ, person),
    )


@FORM
@needs(ADMINISTER)
def give(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Give somebody of the organ's staff one more role."""
    organ = kept_organ(request, slug)
    person = person_at(organ, pk)
    form = RoleForm(organ, sent(request), initial={"since_on": localdate()})
    return edited(
        request,
        form,
        lambda: _give(request, organ, person, form),
        sheet=Sheet(
            title=f"授予角色：{person.name}",
            hint=f"在{organ.name}的角色。",
            label="授予角色",
            back=_page(organ, person),
        ),
        told="角色已授予。",
        then=lambda: _page(organ, person),
    )


@FORM
@needs(ADMINISTER)
def end(request: StaffRequest, slug: str, pk: int, role: int) -> HttpResponse:
    """End a role."""
    organ = kept_organ(request, slug)
    person = person_at(organ, pk)
    given = get_object_or_404(organ.appointments, pk=role, user=person)
    form = EndForm(sent(request), initial={"until_on": localdate()})
    return edited(
        request,
        form,
        lambda: actions.end_role(given, **form.cleaned_data, on=localdate(), by=request.user),
        sheet=Sheet(
            title=f"结束角色：{person.name}，{given.get_role_display()}",
            hint="结束后不能撤销；如果结束错了，请重新授予。此人办过的事项仍然保留。",
            label="确认结束",
            back=_page(organ, person),
            is_final=True,
        ),
        told=f"{person.name}的角色“{given.get_role_display()}”已结束。",
        then=lambda: _after(organ, person),
    )


@require_POST
@needs(ADMINISTER)
def renew(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Send the invitation again."""
    organ, person = _kept_person(request, slug, pk)
    return acted(
        request,
        lambda: actions.renew_invitation(person, on=localdate(), at=now(), by=request.user),
        told=f"正在向 {person.email} 重新发出邀请邮件。",
        then=_page(organ, person),
    )


@require_POST
@needs(ADMINISTER)
def suspend(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody no longer log in."""
    organ, person = _kept_person(request, slug, pk)
    return acted(
        request,
        lambda: actions.suspend(person, on=localdate(), by=request.user),
        told=f"{person.name}已停用，现在起不能登录。",
        then=_page(organ, person),
    )


@require_POST
@needs(ADMINISTER)
def reinstate(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody log in again."""
    organ, person = _kept_person(request, slug, pk)
    return acted(
        request,
        lambda: actions.reinstate(person, on=localdate(), by=request.user),
        told=f"{person.name}已恢复，可以登录。",
        then=_page(organ, person),
    )


def _kept_person(request: StaffRequest, slug: str, pk: int) -> tuple[Organ, User]:
    """Somebody who belongs to an organ that one looks after; who only has a role here is kept by his own."""
    organ = organ_at(request, slug)
    person = person_at(organ, pk)
    insist(request, person)
    return organ, person


def _give(request: StaffRequest, organ: Organ, person: User, form: RoleForm) -> None:
    actions.give_role(
        person,
        organ,
        form.chosen_role,
        unit=form.chosen_unit,
        since_on=form.chosen_day,
        on=localdate(),
        by=request.user,
    )


def _after(organ: Organ, person: User) -> str:
    """The person's page, unless with the last role here the person is gone from this organ."""
    is_here = staff(organ.pk, on=localdate()).filter(pk=person.pk).exists()
    return _page(organ, person) if is_here else _people(organ)


def _people(organ: Organ) -> str:
    return resolve_url("desk:people", organ.slug)


def _page(organ: Organ, person: User) -> str:
    return resolve_url("desk:person", organ.slug, person.pk)
