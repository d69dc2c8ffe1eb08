"""The inbox: telling people something in the system, and passing it on by mail or text message as they wish.

What is told follows from acts that stand in the ledger; the telling itself does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import uuid5

from django.template.loader import render_to_string
from django.utils.timezone import now  # noqa: TID251  its job asks the clock

from gongkai.jobs.job import job
from gongkai.notices import wording
from gongkai.notices.models import ByMail, Kind, Notice, Preference, QuietHours
from gongkai.notices.outbox import Letter, post_mail, post_sms
from gongkai.notices.queries import inbox, wish
from gongkai.organs.models import User

TITLE, KEY, URL = 120, 120, 200
# A mail about a mail that came back might come back, too.
INSIDE_ONLY = frozenset({Kind.BOUNCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is told.

    Attributes:
        kind: what it is about; people choose by it how they are told.
        key: what it follows from, as ``bounce:7``: nobody is told the same twice.
        title: one line. It goes out by mail and text message, so it holds no personal data.
        body: more of it.
        url: the page on which something can be done about it, from the root of the site.
    """

    kind: Kind
    key: str
    title: str
    body: str = ""
    url: str = ""


class ForeignLinkError(ValueError):
    """A notice must lead to a page of this site."""


def tell(people: Iterable[int], news: News, *, organ: int, at: datetime) -> None:
    """Tell people who work for an organ, as part of the running transaction.

    Raises:
        ForeignLinkError: the link leads elsewhere.
    """
    if news.url and not wording.is_own(news.url):
        raise ForeignLinkError(news.url)
    told = [_notice(person, news, organ=organ, at=at) for person in sorted(set(people))]
    # Who was told before is not told again. Nothing is read back: these rows are others' to read.
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    for notice in told:
        pass_on.defer(organ=organ, notice=str(notice.pk))


@job(name="notices.pass_on", label="转发通知")
def pass_on(*, organ: int, notice: str) -> None:
    """Send a notice by mail and text message where its person wants that; twice makes the same messages."""
    told = Notice.objects.filter(pk=notice).first()
    person = told and User.objects.filter(pk=told.user_id, is_active=True).first()
    if not told or not person or told.kind in INSIDE_ONLY:
        return
    wanted = wish(person.pk, told.kind)
    if wanted.by_mail == ByMail.AT_ONCE:
        post_mail(
            person.email,
            letter(told, person),
            organ=organ,
            at=now(),
            quiet_for=person.pk,
            key=uuid5(told.pk, "mail"),
        )
    number = wording.mobile(person.phone)
    if wanted.by_sms and number:
        text = f"{told.title}。请登录工作台查看。"
        post_sms(number, text, organ=organ, at=now(), quiet_for=person.pk, key=uuid5(told.pk, "sms"))


def letter(told: Notice, person: User) -> Letter:
    """A notice as a mail."""
    context = {
        "told": told,
        "person": person,
        "link": wording.absolute(told.url) if told.url else "",
        "settings_link": wording.absolute("/desk/notices/settings/"),
    }
    return Letter(subject=told.title, text=render_to_string("notices/mail/notice.txt", context))


def mark_read(notice: Notice, *, at: datetime) -> None:
    """A person has seen a notice; when first, stays."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)


def mark_all_read(user: User, *, at: datetime) -> int:
    """A person has seen all notices; how many were new."""
    return inbox(user).filter(read_at__isnull=True).update(read_at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a person wants to be told: mail and text message by kind, and the quiet hours."""

    by_mail: dict[str, str]
    by_sms: frozenset[str]
    begins: time
    ends: time
    on_days_off: bool


def keep_wishes(user: User, wishes: Wishes) -> None:
    """Keep how a person wants to be told. A private matter, so not in the ledger."""
    for kind, by_mail in wishes.by_mail.items():
        Preference.objects.update_or_create(
            user=user, kind=kind, defaults={"by_mail": by_mail, "by_sms": kind in wishes.by_sms}
        )
    QuietHours.objects.update_or_create(
        user=user,
        defaults={"begins": wishes.begins, "ends": wishes.ends, "on_days_off": wishes.on_days_off},
    )


def _notice(person: int, news: News, *, organ: int, at: datetime) -> Notice:
    return Notice(
        organ_id=organ,
        user_id=person,
        kind=news.kind,
        key=wording.line(news.key, KEY),
        title=wording.line(news.title, TITLE),
        body=wording.text(news.body),
        url=news.url[:URL],
        created_at=at,
    )
