"""Organs and people: who may be entered, changed, and let go."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.cast import TODAY

from gongkai.isolation import scope
from gongkai.isolation.roles import Role as DatabaseRole
from gongkai.ledger.actions import ChangedMeanwhileError, OutOfScopeError, RefusedError
from gongkai.ledger.models import Entry
from gongkai.organs import actions
from gongkai.organs.actions import (
    EndedError,
    InUseError,
    LastAdministratorError,
    OrganFacts,
    Person,
    TakenError,
)
from gongkai.organs.models import Appointment, Organ, Role, Unit, User
from gongkai.organs.queries import active_organs, at_slug, standing

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NOTARY = OrganFacts(
    name="保定市公证处",
    short_name="公证处",
    slug="notary",
    level="city",
    kind="authorised",
    credit_code="11130600000000009X",
    region_code="130600",
)


def acts():
    return list(Entry.objects.order_by("id").values_list("act", flat=True))


def test_who_opens_an_organ_may_look_after_it_at_once(cast):
    with cast.entered(cast.qian):
        notary = actions.open_organ(cast.justice, NOTARY, on=TODAY, by=cast.qian)
        actions.open_unit(notary, "办公室", is_disclosure_office=True, on=TODAY, by=cast.qian)
        assert acts() == ["organs.OrganOpened", "organs.UnitOpened"]
    with cast.entered(cast.qian):
        assert Unit.objects.get(organ=notary).name == "办公室"


def test_an_organ_is_opened_only_below_ones_own(cast):
    with cast.entered(cast.qian), pytest.raises(OutOfScopeError, match="没有保存"):
        actions.open_organ(cast.finance, NOTARY, on=TODAY, by=cast.qian)


@pytest.mark.parametrize("field", ["credit_code", "slug"])
def test_a_code_or_address_in_use_is_refused_by_name(cast, field):
    taken = replace(NOTARY, **{field: getattr(cast.finance, field)})
    with cast.entered(cast.qian), pytest.raises(TakenError, match=getattr(cast.finance, field)):
        actions.open_organ(cast.justice, taken, on=TODAY, by=cast.qian)


def test_a_change_of_an_organ_keeps_what_it_was(cast):
    facts = OrganFacts(**{name: getattr(cast.justice, name) for name in OrganFacts.__slots__})
    with cast.entered(cast.qian):
        actions.change_organ(cast.justice, replace(facts, document_code="保司"), on=TODAY, by=cast.qian)
        assert Entry.objects.get().data == {
            "before": {"document_code": ""},
            "after": {"document_code": "保司"},
        }
        with pytest.raises(RefusedError, match="没有改动"):
            actions.change_organ(cast.justice, replace(facts, document_code="保司"), on=TODAY, by=cast.qian)


def test_an_organ_has_one_disclosure_office(cast):
    with cast.entered(cast.qian):
        actions.open_unit(cast.justice, "办公室", is_disclosure_office=True, on=TODAY, by=cast.qian)
        other = actions.open_unit(cast.justice, "法制科", on=TODAY, by=cast.qian)
        with pytest.raises(TakenError, match="办公室"):
            actions.change_unit(other, is_disclosure_office=True, on=TODAY, by=cast.qian)
        with pytest.raises(TakenError, match="法制科"):
            actions.open_unit(cast.justice, "法制科", on=TODAY, by=cast.qian)
        changed = actions.change_unit(other, name="法治科", on=TODAY, by=cast.qian)
        assert changed.name == "法治科"


def test_a_change_of_an_organ_takes_no_code_of_another(cast):
    facts = OrganFacts(**{name: getattr(cast.justice, name) for name in OrganFacts.__slots__})
    with cast.entered(cast.qian), pytest.raises(TakenError, match="finance"):
        actions.change_organ(cast.justice, replace(facts, slug="finance"), on=TODAY, by=cast.qian)


def test_the_disclosure_office_is_not_closed_while_it_is_one(cast):
    with cast.entered(cast.qian):
        office = actions.open_unit(cast.justice, "办公室", is_disclosure_office=True, on=TODAY, by=cast.qian)
        with pytest.raises(InUseError, match="取消它的这一职责"):
            actions.change_unit(office, is_active=False, on=TODAY, by=cast.qian)
        actions.change_unit(office, is_disclosure_office=False, on=TODAY, by=cast.qian)
        assert not actions.change_unit(office, is_active=False, on=TODAY, by=cast.qian).is_active


def test_a_unit_that_was_changed_meanwhile_stays_as_it_is(cast):
    with cast.entered(cast.qian):
        unit = actions.open_unit(cast.justice, "法制科", on=TODAY, by=cast.qian)
        actions.change_unit(unit, name="法治科", expected=1, on=TODAY, by=cast.qian)
        with pytest.raises(ChangedMeanwhileError):
            actions.change_unit(unit, name="法规科", expected=1, on=TODAY, by=cast.qian)
        unit.refresh_from_db()
        assert unit.name == "法治科"


def test_a_leading_post_is_filled_and_ended_once(cast):
    with cast.entered(cast.qian):
        post = actions.fill_post(
            cast.justice, "leader", "吴局长", since_on=date(2026, 1, 1), on=TODAY, by=cast.qian
        )
        with pytest.raises(EndedError, match="早于"):
            actions.end_post(post, until_on=date(2025, 1, 1), on=TODAY, by=cast.qian)
        actions.end_post(post, until_on=TODAY, on=TODAY, by=cast.qian)
        with pytest.raises(EndedError, match="已于"):
            actions.end_post(post, until_on=TODAY, on=TODAY, by=cast.qian)


def invite_zheng(cast, *roles):
    return actions.invite(
        cast.justice,
        Person(email="zheng@justice.example", name="郑新人"),
        roles=roles,
        on=TODAY,
        at=NOW,
        by=cast.qian,
    )


def test_an_invited_person_has_roles_and_no_password(cast):
    with cast.entered(cast.qian):
        zheng = invite_zheng(cast, Role.CLERK, Role.PUBLISHER)
        assert not zheng.has_usable_password()
        assert set(zheng.appointments.values_list("role", flat=True)) == {"clerk", "publisher"}
        assert acts() == ["organs.UserInvited", "organs.RoleGiven", "organs.RoleGiven"]
        actions.renew_invitation(zheng, on=TODAY, at=NOW, by=cast.qian)


def test_the_ledger_keeps_no_personal_data_of_the_invited(cast):
    with cast.entered(cast.qian):
        invite_zheng(cast, Role.CLERK)
        kept = " ".join(str(data) for data in Entry.objects.values_list("data", flat=True))
    assert "zheng" not in kept
    assert "郑" not in kept


def test_an_invitation_needs_a_role_and_a_free_address(cast):
    with cast.entered(cast.qian):
        with pytest.raises(RefusedError, match="至少选择一个角色"):
            invite_zheng(cast)
        with pytest.raises(TakenError, match="已有用户使用"):
            actions.invite(
                cast.justice,
                Person(email=cast.wang.email.upper(), name="王二"),
                roles=[Role.CLERK],
                on=TODAY,
                at=NOW,
                by=cast.qian,
            )
        assert not Entry.objects.exists()


def test_an_address_of_somebody_in_an_organ_out_of_sight_is_refused_too(cast):
    with cast.entered(cast.qian), pytest.raises(TakenError, match="共同的上级机关"):
        actions.invite(
            cast.justice,
            Person(email=cast.zhao.email, name="赵财政"),
            roles=[Role.CLERK],
            on=TODAY,
            at=NOW,
            by=cast.qian,
        )


def test_a_wrong_address_is_corrected_and_invited_anew(cast):
    right = Person(email="zheng.xr@justice.example", name="郑新人", phone="13900000000")
    with cast.entered(cast.qian):
        zheng = invite_zheng(cast, Role.CLERK)
        actions.change_person(zheng, right, on=TODAY, at=NOW, by=cast.qian)
        assert acts()[-2:] == ["organs.UserChanged", "organs.InvitationRenewed"]
        assert Entry.objects.order_by("-id")[1].data == {"fields": ["email", "phone"]}
        with pytest.raises(TakenError, match="已有用户使用"):
            actions.change_person(
                zheng, replace(right, email=cast.wang.email), on=TODAY, at=NOW, by=cast.qian
            )


def test_an_address_with_which_somebody_logs_in_stays(cast):
    with cast.entered(cast.qian):
        moved = Person(email="wang2@justice.example", name="王经办")
        with pytest.raises(InUseError, match="另行邀请"):
            actions.change_person(cast.wang, moved, on=TODAY, at=NOW, by=cast.qian)
        named = Person(email=cast.wang.email, name="王承办")
        assert actions.change_person(cast.wang, named, on=TODAY, at=NOW, by=cast.qian).name == "王承办"


def test_who_came_by_single_sign_on_is_not_invited_again(cast):
    with cast.entered(cast.qian):
        zheng = invite_zheng(cast, Role.CLERK)
        zheng.last_login = NOW
        zheng.save(update_fields=["last_login"])
        with pytest.raises(EndedError, match="登录过"):
            actions.renew_invitation(zheng, on=TODAY, at=NOW, by=cast.qian)


def test_who_has_a_password_is_not_invited_again(cast):
    with cast.entered(cast.qian), pytest.raises(EndedError, match="不需要再次邀请"):
        actions.renew_invitation(cast.wang, on=TODAY, at=NOW, by=cast.qian)


def test_a_suspended_person_has_no_standing_until_reinstated(cast):
    with cast.entered(cast.qian):
        actions.suspend(cast.wang, on=TODAY, by=cast.qian)
        with pytest.raises(EndedError):
            actions.suspend(cast.wang, on=TODAY, by=cast.qian)
    assert cast.scope_of(cast.wang).organs == frozenset()
    with cast.entered(cast.qian):
        actions.reinstate(cast.wang, on=TODAY, by=cast.qian)
        with pytest.raises(EndedError):
            actions.reinstate(cast.wang, on=TODAY, by=cast.qian)
    assert cast.scope_of(cast.wang).organs == {cast.justice.pk}


def test_an_organ_never_loses_its_last_administrator(cast):
    with cast.entered(cast.qian):
        own = Appointment.objects.get(user=cast.qian)
        with pytest.raises(LastAdministratorError):
            actions.end_role(own, until_on=TODAY, on=TODAY, by=cast.qian)
        with pytest.raises(LastAdministratorError):
            actions.suspend(cast.qian, on=TODAY, by=cast.qian)
        actions.give_role(cast.li, cast.justice, Role.ADMINISTRATOR, since_on=TODAY, on=TODAY, by=cast.qian)
        assert actions.end_role(own, until_on=TODAY, on=TODAY, by=cast.qian).until_on == TODAY


def test_a_role_is_given_once_and_ends_once(cast):
    with cast.entered(cast.qian):
        with pytest.raises(TakenError, match="已经是经办人"):
            actions.give_role(cast.wang, cast.justice, Role.CLERK, since_on=TODAY, on=TODAY, by=cast.qian)
        held = Appointment.objects.get(user=cast.wang)
        with pytest.raises(EndedError, match="早于"):
            actions.end_role(held, until_on=date(2020, 1, 1), on=TODAY, by=cast.qian)
        actions.end_role(held, until_on=TODAY, on=TODAY, by=cast.qian)
        with pytest.raises(EndedError, match="已于"):
            actions.end_role(held, until_on=TODAY, on=TODAY, by=cast.qian)


def test_a_suspended_person_is_given_no_role(cast):
    with cast.entered(cast.qian):
        actions.suspend(cast.wang, on=TODAY, by=cast.qian)
        with pytest.raises(EndedError, match="请先恢复"):
            actions.give_role(cast.wang, cast.justice, Role.LEGAL, since_on=TODAY, on=TODAY, by=cast.qian)


def test_an_administrator_looks_after_the_organs_below_too(cast):
    with cast.entered(cast.qian):
        notary = actions.open_organ(cast.justice, NOTARY, on=TODAY, by=cast.qian)
    for person in (cast.qian, cast.sun, cast.wang):
        with scope.entered(scope.Scope(role=DatabaseRole.GATE, user=person.pk)):
            person.standing = standing(person, on=TODAY)
    may = [
        person.has_perm("organs.administer", organ)
        for person, organ in (
            (cast.qian, notary),
            (cast.qian, cast.city),
            (cast.sun, notary),
            (cast.wang, None),
        )
    ]
    assert may == [True, False, False, False]


def test_a_person_of_another_organ_changes_nobody_here(cast):
    with cast.entered(cast.zhao):
        with pytest.raises(OutOfScopeError):
            actions.fill_post(cast.justice, "leader", "甲", since_on=TODAY, on=TODAY, by=cast.qian)
        assert not User.objects.filter(pk=cast.wang.pk).exists()
        assert Organ.objects.filter(pk=cast.justice.pk).exists()


def test_an_address_that_an_organ_had_is_taken_by_no_other(cast):
    with cast.entered(cast.qian):
        notary = actions.open_organ(cast.justice, NOTARY, on=TODAY, by=cast.qian)
        actions.change_organ(notary, replace(NOTARY, slug="gzc"), on=TODAY, by=cast.qian)
        assert at_slug(active_organs(), "notary") == at_slug(active_organs(), "gzc") == notary
        other = replace(NOTARY, credit_code="11130600000000010X")
        with pytest.raises(TakenError, match="“notary”是“保定市公证处”用过的"):
            actions.open_organ(cast.justice, other, on=TODAY, by=cast.qian)
        # back again
        actions.change_organ(notary, NOTARY, on=TODAY, by=cast.qian)
        assert at_slug(active_organs(), "gzc") == notary
