"""A house that publishes: the justice bureau with columns, and everybody whom the chain needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time

import pytest
from django.utils.timezone import get_current_timezone
from tests.cast import HASH, SINCE
from tests.database import as_owner

from gongkai.catalogue.actions import drafting, publishing, reviewing
from gongkai.catalogue.actions.columns import ColumnFacts, open_column
from gongkai.catalogue.choices import Conclusion, State
from gongkai.catalogue.models import Column, Item
from gongkai.catalogue.wordings import Wording, wording_of
from gongkai.files.receiving import receive
from gongkai.organs.models import Appointment, Role, User

FORMED = date(2026, 9, 21)  # twenty working days on is 2026-10-26
TODAY = date(2026, 10, 9)
BODY = "<p>为规范公共法律服务工作，现将有关事项通知如下。</p><p>一、加强组织领导。</p>"
WORDING = Wording(
    title="关于加强公共法律服务工作的通知",
    document_number="示司〔2026〕12号",
    formed_on=FORMED,
    genre="circular",
    validity="in_force",
    body=BODY,
)
MORE_PEOPLE = {
    "feng": ("冯副局长", Role.LEADER),
    "chu": ("褚保密", Role.SECRECY),
    "jiang": ("蒋发布", Role.PUBLISHER),
}


def moment(day=TODAY, hour=9):
    return datetime.combine(day, time(hour, 30), get_current_timezone())


@dataclass(frozen=True)
class Press:
    """Who works there, and short ways to do what tests do all the time, each person in their own scope."""

    cast: object
    feng: User
    chu: User
    jiang: User
    column: Column

    @property
    def organ(self):
        return self.cast.justice

    def draft(self, *, by=None, column=None, on=TODAY, **words):
        by = by or self.cast.wang
        with self.cast.entered(by):
            return drafting.draft(
                self.organ, column or self.column, replace(WORDING, **words), on=on, at=moment(on), by=by
            )

    def revise(self, item, *, on=TODAY, **words):
        wording = replace(wording_of(item), **words)
        with self.cast.entered(self.cast.wang):
            return drafting.revise(item, item.column, wording, on=on, at=moment(on), by=self.cast.wang)

    def attach(self, item, content, name="附件.docx", *, on=TODAY):
        with self.cast.entered(self.cast.wang):
            file, _ = receive(self.organ, name, [content], on=on, at=moment(on), by=self.cast.wang)
            return drafting.attach(item, file, on=on, at=moment(on), by=self.cast.wang)

    def submit(self, item, *, on=TODAY):
        with self.cast.entered(self.cast.wang):
            return drafting.submit(item, on=on, by=self.cast.wang)

    def submitted(self, *, on=TODAY, **words):
        return self.submit(self.draft(on=on, **words), on=on)

    def passes(self, item, stage, by, *, on=TODAY, proofread=True):
        with self.cast.entered(by):
            return reviewing.pass_review(item, stage, proofread=proofread, on=on, at=moment(on), by=by)

    def passed(self, item, *, on=TODAY):
        """Let the three people whose turn it is pass a version."""
        self.passes(item, State.FIRST, self.cast.li, on=on)
        self.passes(item, State.SECOND, self.cast.zhou, on=on)
        return self.passes(item, State.FINAL, self.feng, on=on)

    def rejected(self, item, stage, by, text="请核对第二段的日期。", *, on=TODAY):
        with self.cast.entered(by):
            return reviewing.reject(item, stage, text=text, on=on, at=moment(on), by=by)

    def examined(self, item, conclusion=Conclusion.OPEN, *, text="", review_on=None, by=None, on=TODAY):
        by = by or self.chu
        with self.cast.entered(by):
            return reviewing.examine_secrecy(
                item, conclusion, text=text, review_on=review_on, on=on, at=moment(on), by=by
            )

    def ready(self, *, on=TODAY, **words):
        return self.reviewed(self.draft(on=on, **words), on=on)

    def reviewed(self, item, *, on=TODAY):
        """From a draft to the publisher."""
        return self.examined(self.passed(self.submit(item, on=on), on=on), on=on)

    def publish(self, item, *, on=TODAY):
        with self.cast.entered(self.jiang):
            return publishing.publish(item, on=on, at=moment(on), by=self.jiang)

    def published(self, *, on=TODAY, **words) -> Item:
        item = self.ready(on=on, **words)
        self.publish(item, on=on)
        return item

    def correcting(self, item, why="更正第二段。", *, on=TODAY):
        with self.cast.entered(self.jiang):
            return publishing.begin_correction(item, why=why, on=on, at=moment(on), by=self.jiang)

    def withdrawn(self, item, *, why="文件已废止。", keep_title=True, on=TODAY):
        with self.cast.entered(self.jiang):
            return publishing.withdraw(
                item, why=why, keep_title=keep_title, on=on, at=moment(on), by=self.jiang
            )


def employ(cast):
    """The people whom the chain needs besides the cast; as the owner."""
    people = {}
    for key, (name, role) in MORE_PEOPLE.items():
        person = User(organ=cast.justice, email=f"{key}@justice.example", name=name)
        person.password = HASH
        person.save()
        Appointment.objects.create(user=person, organ=cast.justice, role=role, since_on=SINCE)
        people[key] = person
    return people


def columned(cast, name="政策文件", slug="zcwj", *, parent=None, **more):
    """A column, opened by the head of the disclosure office."""
    with cast.entered(cast.zhou):
        facts = ColumnFacts(name=name, slug=slug, **more)
        return open_column(cast.justice, parent, facts, on=SINCE, by=cast.zhou)


@contextmanager
def housed(cast) -> Iterator[Press]:
    """The house, in the scope of its clerk."""
    with as_owner():
        people = employ(cast)
    column = columned(cast, stale_after=180, duty="20-1")
    with cast.entered(cast.wang):
        yield Press(cast, column=column, **people)


@pytest.fixture
def press(cast, settings, tmp_path):
    """The house, with a place of its own for its files."""
    settings.FILES_ROOT = tmp_path / "files"
    with housed(cast) as found:
        yield found
