"""Two organs with something in every state of publication, each text carrying a word of its own."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.test import override_settings
from tests.cast import HASH, SINCE, enact
from tests.catalogue.press import TODAY, WORDING, housed, moment
from tests.database import as_owner, undone
from tests.reports.out import written

from gongkai.catalogue.actions import drafting, inspecting, publishing, topics
from gongkai.catalogue.choices import Conclusion
from gongkai.catalogue.models import Attachment, Column, Finding, Item, TopicEntry
from gongkai.law.disclosure import GROUNDS, Attribute
from gongkai.organs.models import Appointment, Organ, Role, User
from gongkai.reports.models import AnnualReport

PHONE = "13800138000"
OPEN = "任人可读之文"


def words(mark: str) -> dict[str, str]:
    """An item in all whose fields a mark stands."""
    return {
        "title": f"关于{mark}的通知",
        "body": f"<p>{mark}正文。</p>",
        "summary": f"{mark}概述",
        "keywords": mark,
    }


@dataclass(frozen=True)
class Secrets:
    """``own`` are the justice bureau's secrets, ``others`` those of the bureau of finance.

    Attributes:
        within: numbers of what belongs to an item, by the name that addresses give it.
    """

    press: object
    items: tuple[int, ...]
    foreign: tuple[int, ...]
    columns: tuple[int, ...]
    files: tuple[int, ...]
    within: dict[str, tuple[int, ...]]
    own: tuple[str, ...]
    others: tuple[str, ...]
    attachment: str

    def staff(self, *roles: Role) -> User:
        """Somebody at the justice bureau with these roles alone."""
        organ = self.press.organ
        person = User(organ=organ, email="these@justice.example", name="只此数职", password=HASH)
        with as_owner():
            person.save()
            Appointment.objects.bulk_create(
                Appointment(user=person, organ=organ, role=role, since_on=SINCE) for role in roles
            )
        return person


def _drafted(press) -> list[Item]:
    press.draft(**words("密甲草稿"))
    press.submitted(**words("密乙送审"))
    press.ready(**words("密丙待发"))
    return [*Item.objects.order_by("pk")]


def _scheduled(press) -> Item:
    item = press.ready(**words("密丁定时"))
    with press.cast.entered(press.jiang):
        publishing.schedule(item, moment(hour=23), on=TODAY, at=moment(), by=press.jiang)
    return item


def _kept_back(press) -> Item:
    item = press.draft(
        **words("密戊不予"),
        attribute=Attribute.CLOSED.value,
        ground=GROUNDS[0].code,
        reason="密戊不予的理由。",
    )
    passed = press.passed(press.submit(item))
    return press.examined(
        passed, Conclusion.CLOSED, text="密戊不能公开。", review_on=TODAY + timedelta(days=365)
    )


def _corrected(press) -> Item:
    """What was out and was replaced: the old words are nobody's business any more."""
    item = press.published(**words("密己旧文"))
    press.correcting(item, "更正正文。")
    press.revise(item, **words(f"{OPEN}二"))
    press.publish(press.reviewed(item))
    return item


def _correcting(press) -> Item:
    item = press.published(**words(f"{OPEN}三"))
    press.correcting(item, "密庚更正说明。")
    press.revise(item, **words("密庚新文"))
    return item


def _withdrawn(press) -> Item:
    """It stood in a topic, too."""
    item = press.ready(**words("密辛撤回"))
    out = press.publish(item)
    with press.cast.entered(press.jiang):
        facts = topics.TopicFacts(name="专题", slug="zt")
        topic = topics.open_topic(press.organ, facts, on=TODAY, by=press.jiang)
        topics.fill(topic, [out], on=TODAY, by=press.jiang)
    press.withdrawn(item, why="不应公开。", keep_title=False)
    return item


def _justified(press) -> Item:
    item = press.ready(**{**words("密壬待说明"), "body": f"<p>密壬电话{PHONE}。</p>"})
    finding = item.findings.get()
    with press.cast.entered(press.jiang):
        inspecting.justify(finding, reason="密壬保留的理由，为公开的服务电话。", on=TODAY, by=press.jiang)
    return item


def _reports(organ: Organ) -> None:
    """What was out and was replaced, what is closed to replace it again, and what is being written."""
    state = AnnualReport.State
    written(organ, "密寅旧文年报。")
    written(organ, f"{OPEN}四年报。", version=2)
    written(organ, "密卯结账年报。", version=3, state=state.CLOSED)
    written(organ, "密辰编制年报。", year=2026, state=state.BUILDING)


def _finance(cast) -> tuple[list[Item], Column]:
    with as_owner():
        column = Column.objects.create(organ=cast.finance, name="财政公开", path="czgk")
    with cast.entered(cast.zhao):
        wording = replace(WORDING, **words("密子财政草稿"))
        item = drafting.draft(cast.finance, column, wording, on=TODAY, at=moment(), by=cast.zhao)
    return [item], column


def _within(attached: Attachment) -> dict[str, tuple[int, ...]]:
    return {
        "attachment": (attached.pk,),
        "finding": tuple(Finding.objects.values_list("pk", flat=True)),
        "entry": tuple(TopicEntry.objects.values_list("pk", flat=True)),
    }


@pytest.fixture(scope="module")
def laid_out(django_db_setup, django_db_blocker, tmp_path_factory):  # noqa: ARG001  a fixture in use
    """Everything once for all tests of a module, since writing it takes longer than most of their looks."""
    files = tmp_path_factory.mktemp("secrets") / "files"
    with django_db_blocker.unblock(), override_settings(FILES_ROOT=files), undone():
        with as_owner():
            cast = enact()
        with housed(cast) as press:
            yield _written(press)


@pytest.fixture
def secrets(laid_out, db):  # noqa: ARG001  what a test changes is undone
    return laid_out


def _written(press) -> Secrets:
    cast = press.cast
    items = _drafted(press)
    attached = press.attach(items[0], "密癸附件内容".encode(), "密癸附件.txt")
    items += [_scheduled(press), _corrected(press), _correcting(press), _withdrawn(press), _justified(press)]
    items.append(_kept_back(press))
    items.append(press.published(**words(f"{OPEN}一")))
    foreign, column = _finance(cast)
    _reports(press.organ)
    return Secrets(
        press=press,
        items=tuple(item.pk for item in items),
        foreign=tuple(item.pk for item in foreign),
        columns=(press.column.pk, column.pk),
        files=(attached.file_id,),
        within=_within(attached),
        own=tuple(f"密{sign}" for sign in "甲乙丙丁戊己庚辛壬癸寅卯辰"),
        others=("密子",),
        attachment="密癸",
    )
